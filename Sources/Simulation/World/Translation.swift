import Dispatching
import Escalation
import Messages

/// Between the words of the world and the types of the production code.
extension Ask {
    /// What is asked of the ledger.
    ///
    /// - Parameter version: of the tree that a reload brings.
    /// - Returns: the order.
    func order(reloading version: String) -> Order {
        switch self {
        case .file(let slip): .file(Filing(slip))
        case .reload: .install(version: version)
        case .answer(let id, let person, let word, let note):
            .act(
                id,
                .answer(Answer(person: person, word: Answer.Word(rawValue: word.rawValue) ?? .note, note: note)),
                by: .person(person)
            )
        case .rank(let id, let rank, let reason):
            .act(id, .setSeverity(Severity(rawValue: rank) ?? .four, reason: reason), by: .token("operator"))
        case .pause(let id, let until, let reason):
            .act(id, .pause(until: Timestamp(milliseconds: until), reason: reason), by: .token("operator"))
        case .escalate(let id): .act(id, .escalateByHand(reason: "too slow"), by: .token("operator"))
        case .close(let id, let isFalseAlarm):
            .act(id, .close(isFalseAlarm ? .cancelled : .stoodDown, reason: "over"), by: .token("operator"))
        case .followUp(let id, let facts, let isFinal, let person):
            .act(
                id,
                .followUp(text: "more", facts: facts.mapValues { FactValue($0) }, isFinal: isFinal),
                by: Self.actor(person)
            )
        case .callIn(let id, let name, let within, let person):
            .act(
                id,
                .ask(
                    names: [name],
                    within: within.map { TimeSpan(milliseconds: $0) },
                    reason: "more hands",
                    as: Self.authority(person)
                ),
                by: Self.actor(person)
            )
        case .goWithout(let id, let name, let person):
            .act(id, .goOnWithout(names: [name], reason: "enough", as: Self.authority(person)), by: Self.actor(person))
        }
    }

    /// Somebody of the town may decide while they lead, an operator always.
    private static func authority(_ person: String?) -> Authority { person == nil ? .operator : .commander }

    /// Somebody of the town, or an operator.
    private static func actor(_ person: String?) -> Actor {
        person.map { .person($0) } ?? .token("operator")
    }
}

extension Filing {
    init(_ slip: Slip) {
        self.init(
            report: ReportDraft(
                unit: slip.unit,
                plan: slip.paper,
                title: slip.title,
                facts: slip.facts.mapValues { FactValue($0) },
                severity: slip.rank.flatMap { Severity(rawValue: $0) },
                source: slip.source,
                reporter: slip.reporter,
                dedupKey: slip.dedupKey,
                isDrill: slip.isDrill
            ),
            idempotency: slip.idempotencyKey.map { key in
                Idempotency(key: key, bodyDigest: (0..<8).map { UInt8(truncatingIfNeeded: slip.body >> ($0 * 8)) })
            }
        )
    }
}

extension Told {
    init(_ result: Result<OrderOutcome, LedgerError>) {
        switch result {
        case .success(.filed(let filed)): self = .filed(Standing(filed.incident), result: filed.result.rawValue)
        case .success(.acted(let incident)): self = .state(Standing(incident))
        case .success(.installed): self = .reloaded
        case .failure(let error): self = .refused(error.word)
        }
    }
}

extension Told.Standing {
    init(_ incident: Incident) {
        self.init(
            id: incident.id,
            status: incident.status.rawValue,
            progress: incident.progress.kind.rawValue,
            rank: incident.severity.rawValue,
            answering: incident.responders.map(\.person),
            reports: incident.reportCount,
            leader: incident.command?.person,
            links: incident.links.map(\.incident).sorted(),
            parts: incident.round.parts.filter { $0.phase != .waiting || $0.part == .chain }.map {
                "\($0.part.name) \($0.isMet ? "met" : "open")"
            }.sorted(),
            filled: incident.round.seats.compactMap { seat in
                seat.filledBy.map { "\(seat.id.group ?? "") \(seat.id.holder): \($0)" }
            }.sorted()
        )
    }
}

extension Part {
    fileprivate var name: String {
        switch self {
        case .chain: "chain"
        case .body(let step): "body \(step)"
        }
    }
}

extension LedgerError {
    var word: String {
        switch self {
        case .refused(let refusal):
            switch refusal {
            case .closed: "closed"
            case .severityBelowRules: "severityBelowRules"
            case .sameSeverity: "sameSeverity"
            case .pauseTooLong: "pauseTooLong"
            case .pauseEnded: "pauseEnded"
            case .reasonNeeded: "reasonNeeded"
            case .nobodyByThatName: "nobodyByThatName"
            case .finalReportAlreadyThere: "finalReportAlreadyThere"
            case .noResponse: "noResponse"
            case .nobodyToAsk: "nobodyToAsk"
            case .noOpenSeat: "noOpenSeat"
            case .notInCommand: "notInCommand"
            case .notLeading: "notLeading"
            case .tooManyPeople: "tooManyPeople"
            }
        case .noSuchIncident: "noSuchIncident"
        case .noSuchUnit: "noSuchUnit"
        case .noSuchPlan: "noSuchPlan"
        case .facts: "facts"
        case .keyUsedOtherwise: "keyUsedOtherwise"
        case .unavailable: "unavailable"
        case .damaged: "damaged"
        case .removed: "removed"
        }
    }
}

extension Sent {
    /// What a message looks like from outside.
    init(_ message: Message, to address: Address, members: [Member], at: Instant) {
        self.init(
            at: at,
            wire: message.wireID,
            thread: message.threadID,
            person: message.person,
            door: address.name,
            channel: address.channel,
            destination: address.destination,
            // What is about one incident alone reads as that incident's own message, and is a merged one by its name.
            isDigest: message.wireID.hasSuffix("-d"),
            members: members,
            rank: message.severity.rawValue,
            isDrill: message.isDrill,
            status: message.status.rawValue,
            title: message.title,
            text: message.text,
            link: message.link,
            links: Self.tokens(in: message.text),
            language: message.language.rawValue
        )
    }
}

extension Sent {
    private static let linkStart = ByteSearch("https://tocsin.example/a/")

    fileprivate static func tokens(in text: String) -> [String] {
        var found: [String] = []
        let bytes = text.utf8.span
        var place = 0
        while let start = linkStart.end(in: bytes, from: place) {
            place = start
            while place < bytes.count, isOfToken(bytes[place]) { place += 1 }
            found.append(String(decoding: (start..<place).map { bytes[$0] }, as: UTF8.self))
        }
        return found
    }

    private static func isOfToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}

extension AttemptOutcome {
    /// The end of an attempt that no judge of the production code looks at.
    init(_ truth: Truth) {
        switch truth {
        case .accepted: self = .accepted(evidence: .reply(250, "ok"))
        case .permanent: self = .permanent(reason: .reply(550, "no such mailbox"))
        case .temporary(let wait):
            if let wait {
                self = .throttled(after: TimeSpan(milliseconds: wait), reason: .http(429))
            } else {
                self = .temporary(reason: .reply(451, "later"))
            }
        case .unknown: self = .unknown(reason: Evidence(.cutOff(.stopped)))
        case .unreadable: self = .unreadable(reason: Evidence(.http(status: 200, .silent)))
        }
    }
}
