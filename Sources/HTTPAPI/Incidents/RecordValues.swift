package import Escalation
package import Messages
package import Text

/// What the record keeps as values, as the API shows it: the parts for machines, and in `text` the words for people.
package struct RecordValues {
    let language: Language
    let directory: Directory
    /// Whether the incident is practice.
    let isDrill: Bool

    package init(language: Language, directory: Directory, isDrill: Bool = false) {
        self.isDrill = isDrill
        self.language = language
        self.directory = directory
    }

    var phrases: Phrases { Phrases(language: language) }

    func name(_ person: PersonID) -> String {
        directory.people[person]?.name.text(in: language.rawValue) ?? person
    }

    /// Who did something: `kind`, and `id` of a person or `name` of a token.
    package func actor(_ actor: Actor) -> JSONValue {
        var parts: [JSONValue.Member] = [.init("kind", .text(actor.kind))]
        switch actor {
        case .person(let id): parts.append(.init("id", .text(id)))
        case .token(let name): parts.append(.init("name", .text(name)))
        case .clock, .dispatcher, .auditor, .retention, .restore, .operator: break
        }
        return .object(parts + [.init("text", .text(phrases.actor(actor, name: name)))])
    }

    /// Why somebody is asked or told: `kind`, and the parts that it has.
    package func reason(_ reason: Reason) -> JSONValue {
        var parts: [JSONValue.Member] = []
        switch reason {
        case .named: parts.append(.init("kind", .text("named")))
        case .seat: parts.append(.init("kind", .text("seat")))
        case .deputy(let holder, _, _): parts += [.init("kind", .text("deputy")), .init("of", .text(holder))]
        case .instead(let holder, _, _): parts += [.init("kind", .text("instead")), .init("of", .text(holder))]
        case .calledIn: parts.append(.init("kind", .text("called_in")))
        case .answeredUnasked: parts.append(.init("kind", .text("answered_unasked")))
        case .told(let kind): parts += [.init("kind", .text("told")), .init("message", .text(kind.rawValue))]
        }
        if let group = reason.group { parts.append(.init("group", .text(group))) }
        if let role = phrases.role(reason) { parts.append(.init("role", .text(role))) }
        return .object(parts + [.init("text", .text(phrases.reason(reason, isDrill: isDrill, name: name)))])
    }

    /// A seat: `holder`, and its `group` and `role` as far as it has any.
    func seat(_ seat: SeatID) -> JSONValue {
        self.seat(seat, role: role(of: seat))
    }

    /// The same with the role that it is known to have.
    func seat(_ seat: SeatID, role: String?) -> JSONValue {
        let text = phrases.seat(
            role ?? directory.groupName(of: seat, in: phrases.language.rawValue),
            holder: name(seat.holder)
        )
        return .object(
            [
                .init("group", .optional(seat.group)), .init("role", .optional(role)),
                .init("holder", .text(seat.holder)), .init("text", .text(text)),
            ].filter { $0.value != .null }
        )
    }

    /// The role that the contact tree gives a seat, in the reader's language.
    func role(of seat: SeatID) -> String? {
        directory.seat(seat)?.role?.text(in: phrases.language.rawValue)
    }

    /// What seats are called: by role or group, each once, with the holders; or the people whom the plan names.
    func seatNames(_ seats: [SeatID]) -> [String] {
        var names: [(seat: String?, holders: [String])] = []
        for seat in seats {
            let own = role(of: seat) ?? directory.groupName(of: seat, in: phrases.language.rawValue)
            if own != nil, let known = names.firstIndex(where: { $0.seat == own }) {
                names[known].holders.append(name(seat.holder))
            } else {
                names.append((own, [name(seat.holder)]))
            }
        }
        return names.map { phrases.seat($0.seat, holder: phrases.list($0.holders)) }
    }

    /// The seats that are needed and for which nobody's time runs, as people read them: a line for each need.
    ///
    /// - Parameters:
    ///   - incident: whose seats they are.
    ///   - plan: the incident's; without it nothing is missing.
    /// - Returns: such as `1 of engineers (Tang Jie, Ben Hill)`.
    func missing(of incident: Incident, under plan: Plan?) -> [String] {
        guard !incident.isClosed, let response = plan?.response(to: incident.round.grade) else { return [] }
        return incident.missing(in: response).map { group in
            phrases.missing(seatNames(group.seats), needed: group.needed, of: group.seats.count)
        }
    }

    /// How an attempt to send ended: `kind`, and the parts that it has; in `said` the other side's own words.
    package func evidence(_ evidence: Evidence) -> JSONValue {
        var parts: [JSONValue.Member] = [.init("kind", .text(evidence.finding.kind))]
        parts += evidence.finding.parts.compactMap(member)
        if let detail = evidence.finding.detail {
            parts.append(
                .init("detail", .object([.init("kind", .text(detail.kind))] + detail.parts.compactMap(member)))
            )
        }
        if let at = evidence.at { parts.append(.init("at", .text(at))) }
        if let said = evidence.said { parts.append(.init("said", .text(said))) }
        return .object(parts + [.init("text", .text(phrases.evidence(evidence)))])
    }

    private func member(_ part: Evidence.Part) -> JSONValue.Member? {
        switch part.value {
        case .text(let text): .init(part.name, .text(text))
        case .number(let number): .init(part.name, .integer(number))
        case .flag(let flag): .init(part.name, .flag(flag))
        case .none: nil
        }
    }

    /// Why a message went out as the fixed plain text: the template, its language where there is one, and what it lacks.
    package func fault(_ fault: TemplateFault) -> JSONValue {
        var parts: [JSONValue.Member] = [
            .init("kind", .text(fault.gap.rawValue)), .init("template", .text(fault.template)),
        ]
        if let language = fault.language { parts.append(.init("language", .text(language))) }
        return .object(parts + [.init("text", .text(phrases.fault(fault)))])
    }

    /// Why the rank was changed; what somebody wrote is in `text` as they wrote it.
    package func reason(_ reason: RegradingReason) -> JSONValue {
        let (kind, text) =
            switch reason {
            case .asReported: ("as_reported", phrases.reason(reason))
            case .byRules: ("by_rules", phrases.reason(reason))
            case .written(let text): ("written", text)
            }
        return .object([.init("kind", .text(kind)), .init("text", .text(text))])
    }
}
