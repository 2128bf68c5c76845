package import Escalation
package import Messages
import Synchronization
package import Text

/// Watches over the ways out from all threads, and tells the operators when one is down and when it works again.
package final class WayWatch: Sendable {
    private struct State {
        var health = WayHealth()
        /// What is known of each destination.
        var ways: [String: Known] = [:]
    }

    private struct Known {
        /// Takes longer to read than to look up.
        let way: Way
        /// Up to then another success, while no way has trouble, says nothing new.
        var isFineUntil: Timestamp
    }

    /// How exactly the last success is known.
    private static let grain = TimeSpan.seconds(1)

    private static let channels = ["email", "log", "webhook"]

    private let state = Mutex(State())
    private let clock: any Clock
    private let alerts: SelfAlerts

    /// - Parameters:
    ///   - clock: of which the boot clock counts.
    ///   - alerts: tells the operators.
    package init(clock: any Clock, alerts: SelfAlerts) {
        self.clock = clock
        self.alerts = alerts
    }

    /// Notes how an attempt ended; from any thread.
    ///
    /// - Parameters:
    ///   - outcome: as the channel reports it.
    ///   - address: where the message was to go.
    ///   - isClosed: whether nobody could be spoken to at all.
    package func note(_ outcome: AttemptOutcome, at address: Address, isClosed: Bool = false) {
        note(Self.sign(outcome, address.destination, isClosed: isClosed), at: address, clock.now().boot)
    }

    /// Notes that an attempt waits and is not over; from any thread.
    ///
    /// - Parameters:
    ///   - span: how long it has waited.
    ///   - words: for what.
    ///   - address: where the message is to go.
    package func waits(_ span: TimeSpan, _ words: String, at address: Address) {
        let now = clock.now().boot
        note(.waiting(since: now - span, reason: LocalizedText(words)), at: address, now)
    }

    private func note(_ sign: WayHealth.Sign, at address: Address, _ now: Timestamp) {
        let way: Way? = state.withLock { state in
            let known = state.ways[address.destination]
            if let known, case .success = sign, now < known.isFineUntil, !state.health.hasTrouble { return nil }
            let way = known?.way ?? Way(address)
            if known == nil, state.ways.count >= 4_096 { state.ways.removeAll() }
            state.ways[address.destination] = Known(way: way, isFineUntil: now + Self.grain)
            return state.health.note(sign, of: way, at: now) ? way : nil
        }
        if let way { alerts.recovered(.channelDown, of: way) }
    }

    private static func sign(_ outcome: AttemptOutcome, _ address: String, isClosed: Bool) -> WayHealth.Sign {
        if case .accepted = outcome { return .success(address: address) }
        let evidence = outcome.evidence
        let reason = LocalizedText { Phrases(language: $0).evidence(evidence) }
        if case .permanent = outcome {
            if isClosed { return .barred(reason: reason) }
            // A relay that refuses a mailbox serves the others; a receiver that refuses may be what everybody shares.
            if isOfRecipient(evidence) { return .refusal(address: address, reason: reason) }
        }
        return isClosed ? .closed(reason: reason) : .failure(address: address, reason: reason)
    }

    /// Whether a relay blames the recipient alone; after the mail it says so by its number only (RFC 3463: 5.1 is of the address, 5.2
    /// of the mailbox).
    private static func isOfRecipient(_ evidence: Evidence) -> Bool {
        switch evidence.finding {
        case .mail(.refusesAddress, _, _), .badField(_, .relay): true
        case .mail(.refused, _, _): ["5.1.", "5.2."].contains { evidence.said?.hasPrefix($0) ?? false }
        default: false
        }
    }

    /// Tells what is down by now; to be called every few seconds.
    package func tick() {
        let now = clock.now().boot
        for trouble in state.withLock({ $0.health.look(at: now) }) {
            alerts.raise(.channelDown, trouble.details, of: trouble.way)
        }
    }

    /// Another contact tree is in force: ways that no address takes any more are no trouble.
    package func keep(_ directory: Directory) {
        let used = Set(directory.people.values.flatMap(\.addresses).map { Way($0) })
        let gone = state.withLock { state in
            state.ways = [:]
            return state.health.keep { used.contains($0) || $0.channel != "webhook" }
        }
        for way in gone { alerts.forget(.channelDown, of: way) }
    }

    /// The ways that are down.
    package var down: [Way] { state.withLock { $0.health.down } }
}

extension WayWatch: Exposed {
    package func expose(to exposition: inout Exposition) {
        let down = down
        exposition.add(
            .gauge,
            "tocsin_channel_down",
            "Relays, receivers' hosts and log folders by which nothing got out for 2 minutes.",
            by: "channel",
            Self.channels.map { channel in (channel, down.count { $0.channel == channel }) }
        )
    }
}
