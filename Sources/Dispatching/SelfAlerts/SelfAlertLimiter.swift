import Escalation
import Messages

/// Says which trouble is told when: the same at most once in ten minutes, with a count of what came meanwhile, and its end once.
///
/// A value: what it answers follows from the moments it was given, on the boot clock, and nothing else.
struct SelfAlertLimiter {
    static let pause = TimeSpan.minutes(10)

    private struct Open {
        var toldAt: Timestamp
        /// Since it was told last.
        var count = 0
        var details: LocalizedText = ""
    }

    /// Two ways out are two troubles.
    private struct Key: Hashable {
        var kind: SelfAlert.Kind
        var way: Way?
    }

    private var open: [Key: Open] = [:]

    /// A trouble came up; what is to be told now, if anything.
    mutating func raise(
        _ kind: SelfAlert.Kind,
        _ details: LocalizedText,
        count: Int,
        of way: Way? = nil,
        at now: Timestamp
    ) -> SelfAlert? {
        let key = Key(kind: kind, way: way)
        if var known = open[key], now - known.toldAt < Self.pause {
            known.count += count
            known.details = details
            open[key] = known
            return nil
        }
        let before = open[key]?.count ?? 0
        open[key] = Open(toldAt: now, details: details)
        return SelfAlert(kind: kind, details: details, count: before + count, way: way)
    }

    /// A trouble is over; told only when the trouble was.
    mutating func recovered(_ kind: SelfAlert.Kind, of way: Way? = nil) -> SelfAlert? {
        guard let known = open.removeValue(forKey: Key(kind: kind, way: way)) else { return nil }
        return SelfAlert(kind: kind, details: known.details, count: max(known.count, 1), isOver: true, way: way)
    }

    /// What came up since it was told last, once its pause is over.
    mutating func due(at now: Timestamp) -> [SelfAlert] {
        var found: [SelfAlert] = []
        for (key, known) in open where now - known.toldAt >= Self.pause {
            if known.count > 0 {
                open[key] = Open(toldAt: now, details: known.details)
                found.append(SelfAlert(kind: key.kind, details: known.details, count: known.count, way: key.way))
            } else if !key.kind.hasEnd {
                open[key] = nil
            }
        }
        return found.sorted {
            ($0.kind.rawValue, $0.details.text(in: "en")) < ($1.kind.rawValue, $1.details.text(in: "en"))
        }
    }
}
