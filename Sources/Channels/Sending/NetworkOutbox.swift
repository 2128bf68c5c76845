import Curl
import Dispatching
import Escalation
import Messages

/// What the channels over the network share: messages are composed on a thread of the channel's own, handed to the engine in
/// groups, and reported in groups as the engine's turns end.
final class NetworkOutbox: Sendable {
    /// Turns a message for an address into a transfer, on the channel's thread.
    typealias Prepare = @Sendable (Address, Message) -> Envelope

    private struct Job: Sendable {
        let batch: Int
        let deliveries: [Delivery]
    }

    /// Requests handed over at once: few enough for the first to leave while others are composed.
    private static let groupSize = 64

    private let open = OpenDeliveries()
    private let worker: WorkerThread<Job>

    init(
        name: String,
        engine: TransferEngine,
        turns: EngineTurns,
        watch: WayWatch?,
        prepare: @escaping Prepare
    ) {
        let open = open
        turns.whenEnded { open.flush() }
        worker = WorkerThread(name: name) { jobs in
            Self.work(jobs, open: open, engine: engine, watch: watch, prepare: prepare)
        }
    }

    func send(_ deliveries: [Delivery], report: @escaping @Sendable ([DeliveryResult]) -> Void) {
        guard !deliveries.isEmpty else { return }
        worker.push(Job(batch: open.admit(deliveries, report: report), deliveries: deliveries))
    }

    func isHolding(_ parcel: ParcelID) -> Bool {
        open.isHolding(parcel)
    }

    func stop(patience: TimeSpan) {
        open.close(patience: patience)
    }

    private static func work(
        _ jobs: [Job],
        open: OpenDeliveries,
        engine: TransferEngine,
        watch: WayWatch?,
        prepare: Prepare
    ) {
        var requests: [TransferRequest] = []
        var hasRefused = false
        for job in jobs {
            for (place, delivery) in job.deliveries.enumerated() {
                let ticket = OpenDeliveries.Ticket(batch: job.batch, place: place)
                guard !open.isClosed else {
                    open.finish(ticket, .temporary(reason: Evidence(.notSent)))
                    hasRefused = true
                    continue
                }
                let message = delivery.compose()
                switch prepare(delivery.address, message) {
                case .refused(let outcome, let isOfTheWay):
                    open.finish(ticket, outcome, templateFault: message.templateFault)
                    if isOfTheWay { watch?.note(outcome, at: delivery.address, isClosed: true) }
                    hasRefused = true
                case .transfer(let transfer):
                    let (address, fault) = (delivery.address, message.templateFault)
                    var request = request(transfer) { outcome, result in
                        if result.failure?.code == .notStarted { return open.finish(ticket, nil) }
                        open.finish(ticket, outcome, templateFault: fault)
                        // A stopped engine cancels without a turn.
                        if result.failure?.code == .cancelled { return open.flush() }
                        watch?.note(outcome, at: address, isClosed: transfer.isOfTheWay(result))
                    }
                    request.mayStart = delivery.mayStart
                    if let waiting = transfer.waiting {
                        // An attempt may last longer than a way may be down unnoticed.
                        request.onWaiting = { span, words in
                            waiting(words)
                            watch?.waits(.seconds(span.components.seconds), words, at: address)
                        }
                    }
                    requests.append(request)
                }
                guard requests.count == groupSize else { continue }
                engine.submit(requests)
                requests.removeAll(keepingCapacity: true)
            }
        }
        engine.submit(requests)
        if hasRefused { open.flush() }
    }

    private static func request(
        _ transfer: Envelope.Transfer,
        whenOver: @escaping @Sendable (AttemptOutcome, TransferResult) -> Void
    ) -> TransferRequest {
        let judge = transfer.judge
        var request = TransferRequest(transfer.kind, policy: transfer.policy) { result in
            whenOver(judge(result), result)
        }
        request.timeout = transfer.timeout
        request.authorityFile = transfer.authorityFile
        return request
    }
}
