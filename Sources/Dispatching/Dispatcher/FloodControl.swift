package import Escalation

/// How many messages an address gets: one a minute and six in 15 minutes (SEMANTICS §4).
///
/// A pure function of when the last ones went out.
package struct FloodControl: Hashable, Sendable {
    package static let shortSpan = TimeSpan.minutes(1)
    package static let longSpan = TimeSpan.minutes(15)
    package static let inLongSpan = 6

    /// When the last messages went out, on the boot clock, oldest first; a few more than count, since some may be forgotten.
    private(set) var sent: [Timestamp] = []

    package init() {}

    /// When the next message may go, and the rule that holds it back until then; `nil` when it may go now.
    package func hold(at now: Timestamp) -> (until: Timestamp, rule: String)? {
        var found: (until: Timestamp, rule: String)?
        if let last = sent.last, now < last + Self.shortSpan {
            found = (last + Self.shortSpan, "one message a minute for an address")
        }
        if sent.count >= Self.inLongSpan, now < sent[sent.count - Self.inLongSpan] + Self.longSpan {
            let until = sent[sent.count - Self.inLongSpan] + Self.longSpan
            if found.map({ until > $0.until }) ?? true { found = (until, "six messages in 15 minutes for an address") }
        }
        return found
    }

    package mutating func note(sentAt now: Timestamp) {
        sent.append(now)
        if sent.count > 2 * Self.inLongSpan { sent.removeFirst() }
    }

    /// What was to go out at `moment` did not.
    package mutating func forget(sentAt moment: Timestamp) {
        if let place = sent.lastIndex(of: moment) { sent.remove(at: place) }
    }

    /// Whether nothing that was sent matters any more.
    package func isIdle(at now: Timestamp) -> Bool {
        sent.last.map { $0 + Self.longSpan <= now } ?? true
    }
}
