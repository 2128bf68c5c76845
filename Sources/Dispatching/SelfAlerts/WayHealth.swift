package import Escalation
package import Messages

/// Says which ways out are down: nothing got out by them for two minutes, and more than one try failed.
///
/// A value without clock; times are on the boot clock. A success ends every trouble of its way at once. One address that fails while
/// another of the same way had a success a short time ago is that address' trouble, unless nobody could be spoken to at all. Its own
/// success before shows nothing: many people may share it.
package struct WayHealth: Sendable {
    /// How long nothing must have got out.
    package static let patience = TimeSpan.minutes(2)
    /// Failures further apart than this, longer than any wait between two attempts, are no lasting trouble; and a success is
    /// remembered so long.
    static let memory = TimeSpan.minutes(10)
    static let attempts = 2
    /// Ways that are kept in mind; a contact tree has fewer hosts.
    static let limit = 1_024

    /// What one attempt shows of its way.
    package enum Sign: Sendable {
        case success(address: String)
        /// An attempt waits, since that moment, and is not over: the way has been closed since then.
        case waiting(since: Timestamp, reason: LocalizedText)
        /// Nobody could be spoken to: no name, no connection, no answer, no way in.
        case closed(reason: LocalizedText)
        /// Our own settings let nothing out by this way: one attempt shows it, and no other may follow.
        case barred(reason: LocalizedText)
        /// The message did not get through, for whatever reason, for now or for good.
        case failure(address: String, reason: LocalizedText)
        /// A relay refused this one recipient: the way is open as far as one address can show.
        case refusal(address: String, reason: LocalizedText)
    }

    /// A way that is down, with what is known of it.
    package struct Trouble: Hashable, Sendable {
        package var way: Way
        package var details: LocalizedText
    }

    private struct Streak {
        var since: Timestamp
        var last: Timestamp
        var count = 0
        /// Those that no refusal of a recipient is: such a refusal alone shows nothing.
        var failures = 0
        var addresses: Set<String> = []
        var isClosed = false
        var isBarred = false
        var reason: LocalizedText = ""
        var isDown = false
        /// What an attempt that is not over waits for.
        var waiting: LocalizedText?
    }

    /// The last success of a way, and the last by another address than that.
    private struct Success {
        var address: String
        var time: Timestamp
        var other: Timestamp?

        mutating func note(_ next: String, at now: Timestamp) {
            if next != address { (address, other) = (next, time) }
            time = now
        }

        func last(besides address: String?) -> Timestamp? { address == self.address ? other : time }
    }

    private var streaks: [Way: Streak] = [:]
    private var successes: [Way: Success] = [:]

    package init() {}

    /// The ways that are down.
    package var down: [Way] { streaks.filter(\.value.isDown).map(\.key).sorted() }

    /// Whether any way has failed since its last success.
    var hasTrouble: Bool { !streaks.isEmpty }

    /// Notes how an attempt ended.
    ///
    /// - Returns: whether this ends a trouble that was told.
    package mutating func note(_ sign: Sign, of way: Way, at now: Timestamp) -> Bool {
        switch sign {
        case .success(let address):
            if successes.count >= Self.limit, successes[way] == nil { successes.removeAll() }
            successes[way, default: Success(address: address, time: now)].note(address, at: now)
            return streaks.removeValue(forKey: way)?.isDown ?? false
        case .waiting(let since, let reason): wait(way, since: since, reason, at: now)
        case .closed(let reason): fail(way, nil, reason, isClosed: true, isFinal: false, at: now)
        case .barred(let reason):
            fail(way, nil, reason, isClosed: true, isFinal: true, at: now)
            streaks[way]?.isBarred = true
        case .failure(let address, let reason): fail(way, address, reason, isClosed: false, isFinal: false, at: now)
        case .refusal(let address, let reason): fail(way, address, reason, isClosed: false, isFinal: true, at: now)
        }
        return false
    }

    private mutating func wait(_ way: Way, since: Timestamp, _ reason: LocalizedText, at now: Timestamp) {
        var streak = streaks[way] ?? Streak(since: since, last: now)
        if !streak.isDown, now - streak.last > Self.memory { streak = Streak(since: since, last: now) }
        if streaks[way] == nil, streaks.count >= Self.limit { return }
        // What got out meanwhile shows that the way is open, and this one attempt slow.
        if let success = successes[way]?.time, success > since { streak.since = max(streak.since, success) }
        streak.last = now
        streak.waiting = reason
        streaks[way] = streak
    }

    private mutating func fail(
        _ way: Way,
        _ address: String?,
        _ reason: LocalizedText,
        isClosed: Bool,
        isFinal: Bool,
        at now: Timestamp
    ) {
        var streak = streaks[way] ?? Streak(since: now, last: now)
        if !streak.isDown, now - streak.last > Self.memory { streak = Streak(since: now, last: now) }
        if streaks[way] == nil, streaks.count >= Self.limit { return }
        streak.last = now
        streak.count += 1
        streak.waiting = nil
        if !isFinal { streak.failures += 1 }
        if let address, streak.addresses.count < 2 { streak.addresses.insert(address) }
        streak.isClosed = streak.isClosed || isClosed
        streak.reason = reason
        streaks[way] = streak
    }

    /// The ways that turn out to be down now.
    package mutating func look(at now: Timestamp) -> [Trouble] {
        var found: [Trouble] = []
        for (way, streak) in streaks where !streak.isDown && now - streak.since >= Self.patience {
            guard isTrouble(streak, of: way, at: now) else { continue }
            streaks[way]?.isDown = true
            let details = SelfAlert.down(
                way,
                attempts: streak.count,
                in: now - streak.since,
                last: streak.reason,
                waiting: streak.waiting
            )
            found.append(Trouble(way: way, details: details))
        }
        return found.sorted { $0.way < $1.way }
    }

    private func isTrouble(_ streak: Streak, of way: Way, at now: Timestamp) -> Bool {
        if streak.waiting != nil || streak.isBarred { return true }
        if streak.isClosed || streak.addresses.count > 1 { return streak.count >= Self.attempts }
        // One address alone, which answers: it may be the only one that is wrong.
        let served = successes[way]?.last(besides: streak.addresses.first)
        let hasOthers = served.map { streak.since - $0 < Self.memory } ?? false
        return streak.failures >= Self.attempts && !hasOthers
    }

    /// Forgets the ways that no address takes any more.
    ///
    /// - Returns: those of them that were down.
    package mutating func keep(where isUsed: (Way) -> Bool) -> [Way] {
        let gone = down.filter { !isUsed($0) }
        streaks = streaks.filter { isUsed($0.key) }
        successes = successes.filter { isUsed($0.key) }
        return gone
    }
}
