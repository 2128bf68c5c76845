package import Escalation

/// How the wall clock stood to the boot clock since the start, so that a deadline stored by wall time can be judged by boot time.
///
/// A stored deadline says by which wall time it is due, not by which of the wall clock's settings that was reckoned. Among the
/// settings that were in force when it can have been stored, the one counts by which it is due last: a step of the wall
/// clock neither makes a false alarm nor lets anything happen early (RELIABILITY §3.2, I31).
package struct ClockHistory: Hashable, Sendable {
    /// A time in which the wall clock was not set, its slow corrections aside.
    struct Era: Hashable, Sendable {
        /// On the boot clock.
        var from: Timestamp
        var until: Timestamp
        /// Wall time less boot time.
        var lowest: TimeSpan
        var highest: TimeSpan
    }

    /// Slow corrections within this are no step.
    package static let tolerance = TimeSpan.seconds(1)
    /// More eras than this are joined, the oldest first, which makes the judgement of old deadlines milder.
    static let limit = 16

    private(set) var eras: [Era] = []

    package init() {}

    /// Notes both clocks as the ledger saw them.
    package mutating func note(_ now: Moment) {
        let offset = TimeSpan(milliseconds: now.wall.milliseconds &- now.boot.milliseconds)
        if let last = eras.indices.last {
            let lowest = min(eras[last].lowest, offset)
            let highest = max(eras[last].highest, offset)
            if highest.milliseconds &- lowest.milliseconds <= Self.tolerance.milliseconds {
                eras[last].lowest = lowest
                eras[last].highest = highest
                eras[last].until = max(eras[last].until, now.boot)
                return
            }
        }
        eras.append(Era(from: now.boot, until: now.boot, lowest: offset, highest: offset))
        guard eras.count > Self.limit else { return }
        eras[1].from = eras[0].from
        eras[1].lowest = min(eras[0].lowest, eras[1].lowest)
        eras[1].highest = max(eras[0].highest, eras[1].highest)
        eras.removeFirst()
    }

    /// The latest wall time that any setting since the start would show at a moment of the boot clock.
    func latestWall(at boot: Timestamp) -> Timestamp? {
        eras.map(\.highest).max().map { boot + $0 }
    }

    /// When something that is due at a stored wall time is due on the boot clock, at the latest.
    ///
    /// - Parameters:
    ///   - due: as stored.
    ///   - waits: how long before `due` it can have been stored.
    /// - Returns: a moment of the boot clock; `nil` before anything was noted.
    func latestDue(_ due: Timestamp, after waits: ClosedRange<TimeSpan>) -> Timestamp? {
        guard let start = eras.first else { return nil }
        // What an earlier process stored was clamped at the start.
        let rest = min(max(due - (start.from + start.lowest), .zero), waits.upperBound)
        var latest = start.from + rest
        for era in eras {
            let earliestStored = due - waits.upperBound - era.highest
            let latestStored = due - waits.lowerBound - era.lowest
            guard earliestStored <= era.until, latestStored >= era.from else { continue }
            latest = max(latest, due - era.lowest)
        }
        return latest
    }

    func latestDue(_ timer: IncidentTimer) -> Timestamp? {
        latestDue(timer.due, after: timer.span...timer.span)
    }

    func latestDue(_ notification: Notification) -> Timestamp? {
        latestDue(notification.due, after: .zero...notification.longestWait)
    }
}
