import CProcess
import Dispatching
import Escalation

/// Does what a server owes beside its work: signs the record's heads, lets go of what is no longer kept, reminds people of
/// their shifts, keeps the files in force where that failed, and tells the service manager that the scheduler is alive.
final class PeriodicTasks: Sendable {
    /// The scheduler turns at least twice a second; silence of this length is a hang, which the service manager ends.
    private static let longestSilence = TimeSpan.seconds(30)

    private let heads: HeadSigner
    private let everySecond: RepeatingThread
    private let retention: RepeatingThread
    private let reminders: RepeatingThread

    init(
        heads: HeadSigner,
        tree: TreeKeeper,
        retention: Retention,
        reminders: ShiftReminders,
        metrics: Metrics,
        clock: any Dispatching.Clock
    ) {
        self.heads = heads
        self.retention = RepeatingThread(name: "retention", after: Retention.firstAfter) { retention.pass($0) }
        self.reminders = RepeatingThread(name: "shifts", after: .seconds(1)) { _ in reminders.pass() }
        everySecond = RepeatingThread(name: "caretaker", after: .seconds(1)) { _ in
            heads.look()
            tree.look()
            if metrics.hasGivenUp || metrics.hasCycled(within: Self.longestSilence, before: clock.now().boot) {
                _ = process_tell_alive()
            }
            return .seconds(1)
        }
    }

    func start() {
        everySecond.start()
        retention.start()
        reminders.start()
    }

    /// Before the ledger stops, on which these wait.
    func stopAsking() {
        _ = process_tell_stopping()
        retention.stop()
        reminders.stop()
    }

    /// After the ledger stopped: what it stored last is signed too.
    func stop() {
        everySecond.stop()
        heads.finish()
    }
}
