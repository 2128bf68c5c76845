import Dispatch
import Dispatching
import Escalation
import Synchronization

/// What a channel took on and has not reported yet; sees to it that each delivery is reported exactly once.
final class OpenDeliveries: Sendable {
    typealias Report = @Sendable ([DeliveryResult]) -> Void

    /// One delivery: its batch and its place in it.
    struct Ticket: Hashable, Sendable {
        let batch: Int
        let place: Int
    }

    private struct Batch {
        let report: Report
        /// The parcels that are still open; nil where one is finished.
        var parcels: [ParcelID?]
        var openCount: Int
        var finished: [DeliveryResult] = []

        /// Notes an outcome; false when the delivery had one already.
        mutating func finish(_ place: Int, _ outcome: AttemptOutcome?, _ templateFault: TemplateFault?) -> Bool {
            guard let parcel = parcels[place] else { return false }
            precondition(openCount > 0, "a batch has an open delivery and counts none")
            parcels[place] = nil
            openCount -= 1
            finished.append(DeliveryResult(parcel: parcel, outcome: outcome, templateFault: templateFault))
            return true
        }
    }

    private struct State {
        var batches: [Int: Batch] = [:]
        var nextBatch = 0
        /// The batches with outcomes to report.
        var finished: Set<Int> = []
        var unreported = 0
        var isClosed = false
        var idle: DispatchSemaphore?
    }

    private let state = Mutex(State())

    /// Whether everything left was given up.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Takes deliveries on; their tickets have the batch returned.
    func admit(_ deliveries: [Delivery], report: @escaping Report) -> Int {
        state.withLock { state in
            let batch = state.nextBatch
            state.nextBatch += 1
            state.batches[batch] = Batch(report: report, parcels: deliveries.map(\.parcel), openCount: deliveries.count)
            state.unreported += deliveries.count
            return batch
        }
    }

    /// Whether a parcel was taken on and is not reported yet; walks through everything open.
    func isHolding(_ parcel: ParcelID) -> Bool {
        state.withLock { state in
            state.batches.values.contains { batch in
                batch.parcels.contains(parcel) || batch.finished.contains { $0.parcel == parcel }
            }
        }
    }

    /// Notes how a delivery ended, `nil` where it was never begun; to be reported at the next flush.
    ///
    /// Later outcomes of the same delivery are ignored.
    func finish(_ ticket: Ticket, _ outcome: AttemptOutcome?, templateFault: TemplateFault? = nil) {
        state.withLock { state in
            guard state.batches[ticket.batch]?.finish(ticket.place, outcome, templateFault) == true else { return }
            state.finished.insert(ticket.batch)
        }
    }

    /// Reports what has ended since the last time, a call for each batch.
    func flush() {
        let reports = state.withLock { state in
            guard !state.finished.isEmpty else { return [(Report, [DeliveryResult])]() }
            var reports: [(Report, [DeliveryResult])] = []
            for key in state.finished.sorted() {
                guard var batch = state.batches.removeValue(forKey: key) else { continue }
                reports.append((batch.report, batch.finished))
                batch.finished = []
                if batch.openCount > 0 { state.batches[key] = batch }
            }
            state.finished.removeAll(keepingCapacity: true)
            return reports
        }
        for (report, results) in reports { report(results) }
        guard !reports.isEmpty else { return }
        let count = reports.reduce(0) { $0 + $1.1.count }
        state.withLock { state in
            precondition(state.unreported >= count, "more deliveries were reported than taken on")
            state.unreported -= count
            if state.unreported == 0 { state.idle?.signal() }
        }
    }

    /// Waits until everything is reported, but no longer than `patience`; what is left then is reported as unknown.
    func close(patience: TimeSpan) {
        let idle = DispatchSemaphore(value: 0)
        let isBusy = state.withLock { state in
            state.idle = idle
            return state.unreported > 0
        }
        let limit = Int(clamping: min(max(patience.milliseconds, 0), TimeSpan.days(1).milliseconds))
        if isBusy { _ = idle.wait(timeout: .now() + .milliseconds(limit)) }
        state.withLock { state in
            state.isClosed = true
            for key in Array(state.batches.keys) {
                let places = state.batches[key]?.parcels.indices ?? 0..<0
                for place in places {
                    let outcome = AttemptOutcome.unknown(reason: Evidence(.cutOff(.stopped)))
                    guard state.batches[key]?.finish(place, outcome, nil) == true else { continue }
                    state.finished.insert(key)
                }
            }
        }
        flush()
    }
}
