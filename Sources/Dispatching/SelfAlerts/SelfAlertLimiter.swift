import Escalation
import Messages

/// Says which trouble is told when: the same at most once in ten minutes, with a count of what came meanwhile, and its end once.
///
/// A pure function of the moments it is given, on the boot clock.
struct SelfAlertLimiter {
    static let pause = TimeSpan.minutes(10)

    private struct Open {
        var toldAt: Timestamp
        /// Since it was told last.
        var count = 0
        var details = ""
    }

    private var open: [SelfAlert.Kind: Open] = [:]

    /// A trouble came up; what is to be told now, if anything.
    mutating func raise(_ kind: SelfAlert.Kind, _ details: String, count: Int, at now: Timestamp) -> SelfAlert? {
        if var known = open[kind], now - known.toldAt < Self.pause {
            known.count += count
            known.details = details
            open[kind] = known
            return nil
        }
        let before = open[kind]?.count ?? 0
        open[kind] = Open(toldAt: now)
        return SelfAlert(kind: kind, details: details, count: before + count)
    }

    /// A trouble is over; told only when the trouble was.
    mutating func recovered(_ kind: SelfAlert.Kind) -> SelfAlert? {
        guard let known = open.removeValue(forKey: kind) else { return nil }
        return SelfAlert(kind: kind, details: known.details, count: max(known.count, 1), isOver: true)
    }

    /// What came up since it was told last, once its pause is over.
    mutating func due(at now: Timestamp) -> [SelfAlert] {
        var found: [SelfAlert] = []
        for kind in SelfAlert.Kind.allCases {
            guard let known = open[kind], now - known.toldAt >= Self.pause else { continue }
            if known.count > 0 {
                open[kind] = Open(toldAt: now)
                found.append(SelfAlert(kind: kind, details: known.details, count: known.count))
            } else if !kind.hasEnd {
                open[kind] = nil
            }
        }
        return found
    }
}
