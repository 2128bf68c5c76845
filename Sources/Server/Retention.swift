import Access
import Dispatching
import Escalation
import Foundation
import Logging
import Synchronization
import Text

/// Lets go of what is no longer kept: closed incidents after `--keep-closed`, idempotency keys after a week, plan versions
/// that nothing names any more.
///
/// It looks on a reading connection and asks the ledger for small pieces with pauses between them, so that no commit of a
/// report waits noticeably; the ledger looks at each incident again and puts on record what goes.
final class Retention: Sendable {
    /// How long the same Idempotency-Key and body give the same incident.
    static let keepFilings = TimeSpan.days(7)
    /// A pass begins ten seconds after the start, and then once an hour.
    static let firstAfter = TimeSpan.seconds(10)
    private static let rest = TimeSpan.minutes(60)
    private static let pause = TimeSpan(milliseconds: 100)
    /// How long an answer of the ledger is waited for: a disk that is slow to sync, but not one that hangs.
    private static let patience = TimeSpan.minutes(2)
    private static let incidentsAtOnce = 16
    private static let filingsAtOnce = 200

    private let store: any Readings
    private let ledger: LedgerThread
    private let keepClosed: TimeSpan?
    private let logger: Logger
    private let clock: any Dispatching.Clock

    init(_ opened: OpenedStore, ledger: LedgerThread, keepClosed: TimeSpan?, logger: Logger) {
        store = opened.store
        clock = opened.clock
        self.ledger = ledger
        self.keepClosed = keepClosed
        self.logger = logger
    }

    /// Why a pass ended before its end.
    private enum Interruption: Error {
        case stopped
        case refused(LedgerError)
        /// The ledger did not answer within ``patience``; what it was asked may be done or not, and is looked for again.
        case unanswered
    }

    /// Lets go of what there is by now.
    ///
    /// - Parameter thread: its pauses are spent waiting for its end.
    /// - Returns: how long to wait until the next pass.
    func pass(_ thread: RepeatingThread) -> TimeSpan {
        do {
            try removeAll(thread)
        } catch Interruption.stopped {
            return Self.rest
        } catch {
            logger.error(
                "retention could not finish; it goes on in an hour",
                metadata: ["why": "\(FailureWords.of(error))"]
            )
        }
        return Self.rest
    }

    private func removeAll(_ thread: RepeatingThread) throws {
        let now = clock.now().wall
        let filings = try removeFilings(before: now - Self.keepFilings, thread)
        var incidents = 0
        if let keepClosed { incidents = try removeIncidents(closedBefore: now - keepClosed, thread) }
        if incidents > 0 { try removePlans(thread) }
        guard filings + incidents > 0 else { return }
        logger.notice(
            "what is no longer kept was removed",
            metadata: ["incidents": "\(incidents)", "idempotency_keys": "\(filings)"]
        )
    }

    private func removeFilings(before: Timestamp, _ thread: RepeatingThread) throws -> Int {
        var last: SourceKey? = SourceKey(source: "", key: "")
        var count = 0
        while let place = last {
            let page = try store.outdatedFilings(before: before, after: place)
            for start in stride(from: 0, to: page.keys.count, by: Self.filingsAtOnce) {
                var removal = Removal()
                removal.filings = Array(page.keys[start..<min(start + Self.filingsAtOnce, page.keys.count)])
                _ = try ask(removal, thread)
                count += removal.filings.count
            }
            last = page.last
        }
        return count
    }

    /// Only after incidents went: without that, nothing but an edit of a plan leaves one that nobody names.
    private func removePlans(_ thread: RepeatingThread) throws {
        var removal = Removal()
        removal.plans = try store.unusedPlans()
        if !removal.plans.isEmpty { _ = try ask(removal, thread) }
    }

    private func removeIncidents(closedBefore: Timestamp, _ thread: RepeatingThread) throws -> Int {
        var last: IncidentID? = 0
        var count = 0
        while let place = last {
            let page = try store.removable(closedBefore: closedBefore, after: place)
            var rest = page.incidents[...]
            while !rest.isEmpty {
                var removal = Removal()
                removal.incidents = Array(rest.prefix(Self.incidentsAtOnce))
                removal.closedBefore = closedBefore
                let done = try ask(removal, thread)
                count += done.incidents
                rest = rest.dropFirst(max(done.looked, 1))
            }
            last = page.last
        }
        return count
    }

    /// Has the ledger do one piece, and waits a little.
    private func ask(_ removal: Removal, _ thread: RepeatingThread) throws -> Maintained {
        let answer = LedgerAnswer<Maintained>()
        ledger.submit([.maintain(.remove(removal)) { answer.take($0) }])
        let result = answer.wait(atMost: Self.patience)
        if thread.isStopped(within: Self.pause) { throw Interruption.stopped }
        switch result {
        case .success(let done): return done
        case .failure(let error): throw Interruption.refused(error)
        case nil: throw Interruption.unanswered
        }
    }
}
