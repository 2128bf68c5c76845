import Dispatch
package import Escalation
import Foundation
import Logging
import Synchronization
import Text

/// Drives a ledger in the server: one thread that takes everything waiting, commits it once, and sends what is due.
package final class LedgerThread: Desk {
    /// Outcomes may wait so long for the next commit; reports never do (measured: halves the commits at 1,000/s).
    package static let linger = TimeSpan(milliseconds: 5)
    /// The longest wait when nothing is due, so that readiness can be told from a hang.
    package static let heartbeat = TimeSpan(milliseconds: 500)

    /// Messages that wait for a slot; beyond this, a cycle takes in less than it sends, so that a storm does not push the
    /// incidents whose messages are still to go out of memory (measured: reading them back was a third of all work).
    package static let longQueue = 8_192
    package static let batchWhenBehind = 64

    private struct Inbox {
        var requests = RequestQueue()
        /// One for each parcel that is under way at most: ``Dispatcher/usualSlots`` for each destination.
        var results: [DeliveryResult] = []
        var isStopping = false
        /// Why the ledger ended by itself, if it did.
        var end: String?
        /// Whether the thread waits, and whether results alone are worth waking it.
        var sleep = Sleep.awake
    }

    private enum Sleep {
        case awake
        case untilAnything
        case untilRequest
    }

    private let inbox = Mutex(Inbox())
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let clock: any Clock
    private let channelRouter: ChannelRouter
    private let broken: @Sendable (any Error) -> Void
    private let incidents = Mutex<KeptIncidents?>(nil)

    /// - Parameters:
    ///   - channelRouter: hands messages to the channels.
    ///   - clock: tells the time.
    ///   - broken: called once, from the ledger's thread, when it has ended by itself: after ``StoreError/fenced(_:)`` another
    ///     process goes on and this one may serve what only reads; after anything else nothing may be trusted, and the process
    ///     should end.
    package init(channelRouter: ChannelRouter, clock: any Clock, broken: @escaping @Sendable (any Error) -> Void) {
        self.channelRouter = channelRouter
        self.clock = clock
        self.broken = broken
    }

    /// Starts the thread; the ledger belongs to it from now on.
    package func start(_ ledger: sending Ledger) {
        incidents.withLock { [cache = ledger.cache] in $0 = cache }
        let box = LedgerBox(ledger)
        let thread = Thread { [self] in
            if let ledger = box.take() { loop(ledger) }
            ended.signal()
        }
        thread.name = "ledger"
        thread.stackSize = 8 << 20
        thread.start()
    }

    package func kept(_ id: IncidentID) -> Incident? {
        incidents.withLock { $0 }?[id]?.value
    }

    /// Ends the loop after what is waiting now was committed; later requests are refused.
    package func stop() {
        let isFirst = inbox.withLock { inbox in
            defer { inbox.isStopping = true }
            return !inbox.isStopping
        }
        // One that ended by itself has nothing left to do.
        guard isFirst else { return }
        wake.signal()
        ended.wait()
    }

    /// Puts requests before the ledger; each reply is called once, from the ledger's thread, after the commit.
    package func submit(_ requests: [LedgerRequest]) {
        let (refused, reason, mustWake) = inbox.withLock { inbox -> ([LedgerRequest], String, Bool) in
            if inbox.isStopping { return (requests, inbox.end ?? "the dispatcher is stopping", false) }
            let refused = inbox.requests.append(requests)
            defer { inbox.sleep = .awake }
            return (refused, "more waits to be stored than can be taken on", inbox.sleep != .awake)
        }
        if mustWake { wake.signal() }
        for request in refused { request.refuse(.unavailable(reason)) }
    }

    package func file(_ filings: [Filing], reply: @escaping @Sendable (Int, Result<Filed, LedgerError>) -> Void) {
        submit(filings.enumerated().map { place, filing in .file(filing) { reply(place, $0) } })
    }

    package func handle(_ action: Action, of id: IncidentID, by actor: Actor) async throws -> Incident {
        try await withCheckedThrowingContinuation { waiting in
            submit([.handle(id, action.event, by: actor) { waiting.resume(with: $0) }])
        }
    }

    package func install(
        _ directory: Directory,
        after edit: TreeEdit?,
        reply: @escaping @Sendable (Result<Void, LedgerError>) -> Void
    ) {
        submit([.install(directory, after: edit, reply: reply)])
    }

    private func report(_ results: [DeliveryResult]) {
        let mustWake = inbox.withLock { inbox in
            inbox.results.append(contentsOf: results)
            guard inbox.sleep == .untilAnything else { return false }
            inbox.sleep = .awake
            return true
        }
        if mustWake { wake.signal() }
    }

    // MARK: The loop

    private func loop(_ ledger: Ledger) {
        while true {
            let isBehind = ledger.dispatcher.queued > Self.longQueue
            let (requests, results, isStopping) = inbox.withLock { inbox in
                inbox.sleep = .awake
                let requests = inbox.requests.take(isBehind ? Self.batchWhenBehind : Ledger.batchLimit)
                defer { inbox.results = [] }
                return (requests, inbox.results, inbox.isStopping)
            }
            do {
                let outgoing = try ledger.run(requests, results: results, at: clock.now())
                if !outgoing.isEmpty { channelRouter.send(outgoing) { [self] in report($0) } }
            } catch {
                refuseAll(because: StoreError.refusal(after: error))
                return broken(error)
            }
            if isStopping, requests.isEmpty, !ledger.hasWaiting { return }
            if !isStopping { rest(until: ledger.nextDue, isRefused: ledger.isRefused && !ledger.hasWaiting) }
        }
    }

    /// Refuses what still waits and whatever comes; the ledger itself refused what it had taken.
    private func refuseAll(because reason: String) {
        let waiting = inbox.withLock { inbox in
            inbox.isStopping = true
            inbox.end = reason
            return inbox.requests.take(.max)
        }
        for request in waiting { request.refuse(.unavailable(reason)) }
    }

    /// Sleeps until there is something to do; results alone wait a little for company.
    private func rest(until due: Timestamp?, isRefused: Bool) {
        var wait = Self.heartbeat
        if let due, !isRefused { wait = min(wait, max(due - clock.now().boot, .zero)) }
        if wait > .zero, goToSleep(.untilAnything) { sleep(wait) }
        if goToSleep(.untilRequest) { sleep(min(wait, Self.linger)) }
    }

    /// Marks the thread as asleep unless there is something to do already.
    private func goToSleep(_ kind: Sleep) -> Bool {
        inbox.withLock { inbox in
            guard inbox.requests.isEmpty, !inbox.isStopping else { return false }
            switch kind {
            case .untilAnything where !inbox.results.isEmpty: return false
            case .untilRequest where inbox.results.isEmpty || inbox.results.count >= 64: return false
            default: break
            }
            inbox.sleep = kind
            return true
        }
    }

    private func sleep(_ span: TimeSpan) {
        _ = wake.wait(timeout: .now() + .milliseconds(Int(max(span.milliseconds, 1))))
    }
}

/// Carries a ledger into its thread.
private final class LedgerBox: Sendable {
    private let content: Mutex<Ledger?>

    init(_ ledger: sending Ledger) {
        content = Mutex(ledger)
    }

    func take() -> sending Ledger? {
        content.withLock { content in
            let taken = content
            content = nil
            return taken
        }
    }
}

extension LedgerRequest {
    /// Tells the caller that nothing was done.
    func refuse(_ error: LedgerError) {
        switch self {
        case .file(_, let reply): reply(.failure(error))
        case .handle(_, _, _, let reply): reply(.failure(error))
        case .install(_, _, let reply): reply(.failure(error))
        case .recover(_, let reply): reply(.failure(error))
        case .maintain(_, let reply): reply(.failure(error))
        }
    }
}
