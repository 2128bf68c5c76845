package import Escalation
package import Logging
package import Messages
import Synchronization
package import Text

/// Tells people what belongs to no incident: by their addresses in order, again after a while where none took it.
///
/// What waits here is in memory only; a process that ends forgets it.
package final class Notices: Sendable {
    /// How long after a round of addresses the next begins, and how many there are.
    private static let pauses = [TimeSpan.minutes(1), .minutes(5), .minutes(15)]

    private struct Waiting {
        var person: Person
        var compose: @Sendable (Person, String) -> Message
        /// The next of the person's addresses.
        var address = 0
        /// How many rounds of addresses have failed.
        var rounds = 0
        /// Not before this, on the boot clock.
        var due: Timestamp
    }

    private struct State {
        var channels: [String: any Channel] = [:]
        var name = "tocsin"
        /// Random, for this process: its ids are never another one's.
        let mark = String(UInt64.random(in: 0..<1 << 52), radix: 36)
        var sent = 0
        var waiting: [Waiting] = []
        var told = 0
        var failed = 0
    }

    private let state = Mutex(State())
    private let log: Logger
    private let clock: any Clock

    /// - Parameters:
    ///   - log: told when somebody cannot be told.
    ///   - clock: says when it is tried again.
    package init(log: Logger, clock: any Clock) {
        self.log = log
        self.clock = clock
    }

    /// Gives the ways out; what was to be told before waits for them.
    ///
    /// - Parameters:
    ///   - channels: by which people are told.
    ///   - name: the ledger's, the first part of every id outside.
    package func connect(_ channels: [any Channel], name: String) {
        state.withLock { state in
            state.channels = Dictionary(uniqueKeysWithValues: channels.map { ($0.name, $0) })
            state.name = name
        }
    }

    /// Tells somebody.
    ///
    /// - Parameters:
    ///   - person: with the addresses that are used.
    ///   - compose: writes the message under an id, just before it is sent.
    package func tell(_ person: Person, _ compose: @escaping @Sendable (Person, String) -> Message) {
        guard !person.addresses.isEmpty else { return giveUp(person, "they have no address") }
        attempt(Waiting(person: person, compose: compose, due: clock.now().boot))
    }

    /// Tries again what is due; to be called every few seconds.
    package func tick() {
        let now = clock.now().boot
        let due = state.withLock { state in
            defer { state.waiting.removeAll { $0.due <= now } }
            return state.waiting.filter { $0.due <= now }
        }
        for one in due { attempt(one) }
    }

    private func attempt(_ one: Waiting) {
        let address = one.person.addresses[one.address]
        let (channel, id, number) = state.withLock { state in
            state.sent += 1
            return (
                state.channels[address.channel], "\(state.name)-duty-\(state.mark)-\(state.sent)", state.sent
            )
        }
        guard let channel else { return goOn(one, "there is no way `\(address.channel)`") }
        let delivery = Delivery(
            parcel: ParcelID(first: NotificationID(incident: 0, number: number)),
            address: address,
            compose: { one.compose(one.person, id) }
        )
        channel.send([delivery]) { [self] results in
            for result in results {
                switch result.outcome {
                case .accepted?: state.withLock { $0.told += 1 }
                case let outcome?: goOn(one, Phrases(language: .english).evidence(outcome.evidence))
                case nil: goOn(one, "the attempt was not begun")
                }
            }
        }
    }

    /// The next address, or all again later.
    private func goOn(_ one: Waiting, _ why: String) {
        var next = one
        next.address += 1
        if next.address < next.person.addresses.count { return attempt(next) }
        guard next.rounds < Self.pauses.count else { return giveUp(one.person, why) }
        next.due = clock.now().boot + Self.pauses[next.rounds]
        next.address = 0
        next.rounds += 1
        state.withLock { $0.waiting.append(next) }
    }

    private func giveUp(_ person: Person, _ why: String) {
        state.withLock { $0.failed += 1 }
        log.error("somebody could not be told of their duty", metadata: ["person": "\(person.id)", "why": "\(why)"])
    }
}

extension Notices: Exposed {
    package func expose(to exposition: inout Exposition) {
        let (told, failed) = state.withLock { ($0.told, $0.failed) }
        exposition.add(
            .counter,
            "tocsin_duty_notices_total",
            "Reminders of shifts and changes of rosters that people were told of.",
            told
        )
        exposition.add(
            .counter,
            "tocsin_duty_notices_failed_total",
            "Such messages that no address took, to the end.",
            failed
        )
    }
}
