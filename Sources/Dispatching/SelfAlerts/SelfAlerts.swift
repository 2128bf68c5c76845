package import Escalation
package import Logging
package import Messages
import Synchronization
package import Text

/// Tells the operators of the server's own troubles, by ways that need neither the ledger nor its queue: the log, a synced log
/// file, and the operators' own addresses straight through the channels.
package final class SelfAlerts: Sendable {
    private struct State {
        var limiter = SelfAlertLimiter()
        var channels: [String: any Channel] = [:]
        var name = "tocsin"
        /// Random, for this process: its ids are never another one's.
        let mark = String(UInt64.random(in: 0..<1 << 52), radix: 36)
        var sent = 0
        var told: [SelfAlert.Kind: Int] = [:]
        var undelivered = 0
    }

    private let state = Mutex(State())
    private let log: Logger
    private let clock: any Clock
    private let operators: @Sendable () -> [Person]

    /// - Parameters:
    ///   - log: the server's own.
    ///   - clock: its boot clock says what is told again, its wall clock stands in the messages.
    ///   - operators: who is told beside the log, as they are now.
    package init(log: Logger, clock: any Clock, operators: @escaping @Sendable () -> [Person]) {
        self.log = log
        self.clock = clock
        self.operators = operators
    }

    /// Gives the ways out; before this, only the log is told.
    ///
    /// - Parameters:
    ///   - channels: by which the log file and the operators are told.
    ///   - name: the ledger's, the first part of every id outside.
    package func connect(_ channels: [any Channel], name: String) {
        state.withLock { state in
            state.channels = Dictionary(uniqueKeysWithValues: channels.map { ($0.name, $0) })
            state.name = name
        }
    }

    /// A trouble came up.
    ///
    /// - Parameters:
    ///   - kind: what is wrong.
    ///   - details: one line for the log, in English, and for the messages; holds no secret.
    ///   - count: how often it came up.
    ///   - way: the way out that it is about; the operators are told by others.
    package func raise(_ kind: SelfAlert.Kind, _ details: LocalizedText, count: Int = 1, of way: Way? = nil) {
        let now = clock.now()
        if let alert = state.withLock({ $0.limiter.raise(kind, details, count: count, of: way, at: now.boot) }) {
            tell(alert, at: now)
        }
    }

    /// A trouble is over.
    package func recovered(_ kind: SelfAlert.Kind, of way: Way? = nil) {
        if let alert = state.withLock({ $0.limiter.recovered(kind, of: way) }) { tell(alert, at: clock.now()) }
    }

    /// A trouble concerns nobody any more; only the log is told.
    package func forget(_ kind: SelfAlert.Kind, of way: Way) {
        guard state.withLock({ $0.limiter.recovered(kind, of: way) }) != nil else { return }
        log.notice("a trouble concerns nobody any more", metadata: ["trouble": "\(kind.rawValue)", "way": "\(way)"])
    }

    /// Tells what came up meanwhile, where its pause is over; to be called every few seconds.
    package func tick() {
        let now = clock.now()
        for alert in state.withLock({ $0.limiter.due(at: now.boot) }) { tell(alert, at: now) }
    }

    // MARK: Telling

    private func tell(_ alert: SelfAlert, at now: Moment) {
        let details: Logger.Metadata = [
            "trouble": "\(alert.kind.rawValue)", "details": "\(alert.details.text(in: "en"))",
            "count": "\(alert.count)",
        ]
        let words = alert.title(in: .english)
        if alert.isOver {
            log.notice("\(words)", metadata: details)
        } else {
            log.critical("\(words)", metadata: details)
        }
        state.withLock { $0.told[alert.kind, default: 0] += 1 }
        let file = Address(name: "log", channel: "log", destination: "", settings: ["file": DataFile.ownLog.logName])
        let isOpen = { (address: Address) in alert.isOver || alert.way.map { $0 != Way(address) } ?? true }
        if isOpen(file) { deliver(alert, to: file, of: nil, at: now) }
        let operators = operators()
        for person in operators {
            for address in person.addresses where isOpen(address) { deliver(alert, to: address, of: person, at: now) }
        }
        guard !operators.isEmpty, !operators.contains(where: { $0.addresses.contains(where: isOpen) }) else { return }
        log.error("no operator has an address by another way; only this log tells of it", metadata: details)
    }

    private func deliver(_ alert: SelfAlert, to address: Address, of person: Person?, at now: Moment) {
        let (channel, id, number) = state.withLock { state in
            state.sent += 1
            let id = "\(state.name)-self-\(state.mark)-\(state.sent)"
            return (state.channels[address.channel], id, state.sent)
        }
        guard let channel else { return }
        let delivery = Delivery(
            parcel: ParcelID(first: NotificationID(incident: 0, number: number)),
            address: address,
            compose: { alert.message(to: person, id: id, at: now.wall) }
        )
        channel.send([delivery]) { [self] results in
            for result in results {
                guard let outcome = result.outcome else { continue }
                note(outcome, alert, to: address, of: person)
            }
        }
    }

    private func note(_ outcome: AttemptOutcome, _ alert: SelfAlert, to address: Address, of person: Person?) {
        if case .accepted = outcome { return }
        state.withLock { $0.undelivered += 1 }
        log.error(
            "an operator could not be told of a trouble",
            metadata: [
                "trouble": "\(alert.kind.rawValue)", "person": "\(person?.id ?? "the log file")",
                "address": "\(address.name)", "why": "\(Phrases(language: .english).evidence(outcome.evidence))",
            ]
        )
    }
}

extension SelfAlerts: Exposed {
    package func expose(to exposition: inout Exposition) {
        let (told, undelivered) = state.withLock { ($0.told, $0.undelivered) }
        exposition.add(
            .counter,
            "tocsin_self_alerts_total",
            "Troubles of the server itself that the operators were told of.",
            by: "trouble",
            SelfAlert.Kind.allCases.map { ($0.rawValue, told[$0] ?? 0) }
        )
        exposition.add(
            .counter,
            "tocsin_self_alerts_undelivered_total",
            "Such messages that an address did not take.",
            undelivered
        )
    }
}
