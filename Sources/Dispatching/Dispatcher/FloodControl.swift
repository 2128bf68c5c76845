package import Escalation

/// How many messages an address gets: one a minute and six in 15 minutes (SEMANTICS §4).
///
/// A value: what it answers follows from when the last ones went out, and nothing else.
package struct FloodControl: Hashable, Sendable {
    package static let shortSpan = TimeSpan.minutes(1)
    package static let longSpan = TimeSpan.minutes(15)
    package static let inLongSpan = 6

    /// Whether a message is never kept back: in a grave incident whatever asks for something, and always that nobody answers.
    package static func exempts(_ kind: MessageKind, of severity: Severity) -> Bool {
        switch kind {
        case .unanswered: true
        case .alert, .reminder, .stillOnIt, .owed: severity.rawValue <= 2
        case .copy, .takenOver, .update, .severity, .incomplete, .command, .inCommand, .commandOffer, .overdue,
            .allClear, .correction:
            false
        }
    }

    /// Messages that went out at the same moment of the boot clock.
    private struct Sent: Hashable {
        var at: Timestamp
        var count: Int
    }

    /// The last moments at which messages went out, oldest first; a few more than matter, since some may be forgotten.
    private var sent: [Sent] = []

    package init() {}

    /// When the next message may go; `nil` when it may go now.
    package func hold(at now: Timestamp) -> Timestamp? {
        guard let last = sent.last?.at else { return nil }
        var end = last + Self.shortSpan
        if let first = firstInLongSpan { end = max(end, first + Self.longSpan) }
        return now < end ? end : nil
    }

    /// When the sixth message before the next one went out.
    private var firstInLongSpan: Timestamp? {
        var count = 0
        return sent.last { moment in
            count += moment.count
            return count >= Self.inLongSpan
        }?.at
    }

    package mutating func note(sentAt now: Timestamp) {
        if let last = sent.last { precondition(last.at <= now, "a message went out before the one that went last") }
        if let last = sent.indices.last, sent[last].at == now {
            sent[last].count += 1
            return
        }
        sent.append(Sent(at: now, count: 1))
        if sent.count > 2 * Self.inLongSpan { sent.removeFirst() }
    }

    /// What was to go out at `moment` did not.
    package mutating func forget(sentAt moment: Timestamp) {
        guard let place = sent.lastIndex(where: { $0.at == moment }) else { return }
        precondition(sent[place].count > 0, "flood control counts a moment at which nothing went out")
        sent[place].count -= 1
        if sent[place].count == 0 { sent.remove(at: place) }
    }

    /// What was to go out at `moment` goes out now.
    mutating func move(sentAt moment: Timestamp, to now: Timestamp) {
        forget(sentAt: moment)
        note(sentAt: now)
    }

    /// Whether nothing that was sent matters any more.
    package func isIdle(at now: Timestamp) -> Bool {
        sent.last.map { $0.at + Self.longSpan <= now } ?? true
    }
}
