import CProcess
import Dispatching
import Escalation
import Foundation

/// Does what a server owes beside its work: signs the record's heads, lets go of what is no longer kept, keeps the files in
/// force where that failed, and tells the service manager that the scheduler is alive.
final class PeriodicTasks: Sendable {
    /// The scheduler turns at least twice a second; silence of this length is a hang, which the service manager ends.
    private static let longestSilence = TimeSpan.seconds(30)

    private let heads: HeadSigner
    private let everySecond: PacedThread
    private let retention: Retention

    init(heads: HeadSigner, tree: TreeKeeper, retention: Retention, metrics: Metrics) {
        self.heads = heads
        self.retention = retention
        let clock = SystemClock()
        everySecond = PacedThread(name: "caretaker", every: .seconds(1)) { _ in
            heads.look()
            tree.look()
            if metrics.hasCycled(within: Self.longestSilence, before: clock.now().boot) { _ = process_tell_alive() }
        }
    }

    func start() {
        everySecond.start()
        retention.start()
    }

    /// Before the ledger stops, on which retention waits.
    func stopRetention() {
        _ = process_tell_stopping()
        retention.stop()
    }

    /// After the ledger stopped: what it stored last is signed too.
    func stop() {
        everySecond.stop()
        heads.finish()
    }
}

/// Calls something again and again on a thread of its own.
final class PacedThread: Sendable {
    private let name: String
    private let pace: TimeSpan
    private let body: @Sendable (PacedThread) -> Void
    private let stopping = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - name: of the thread.
    ///   - pace: from the end of one call to the next.
    ///   - body: is handed the ticker, to wait within a long call.
    init(name: String, every pace: TimeSpan, body: @escaping @Sendable (PacedThread) -> Void) {
        self.name = name
        self.pace = pace
        self.body = body
    }

    func start() {
        let thread = Thread { [self] in
            while !isStopped(within: pace) { body(self) }
            ended.signal()
        }
        thread.name = name
        thread.start()
    }

    /// Ends the thread after the call under way.
    func stop() {
        stopping.signal()
        ended.wait()
    }

    /// Waits so long, or until it is stopped.
    func isStopped(within span: TimeSpan) -> Bool {
        let isStopped = stopping.wait(timeout: .now() + .milliseconds(Int(span.milliseconds))) == .success
        // The next question has the same answer.
        if isStopped { stopping.signal() }
        return isStopped
    }
}
