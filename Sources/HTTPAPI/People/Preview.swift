package import Escalation
package import Messages

/// Who would be told, in which order and when, if nobody answers: the same for the route and for `tocsin who`.
package struct Preview: Sendable {
    let directory: Directory
    let unit: UnitPath
    let plan: Plan
    let severity: Severity
    let at: Timestamp
    let language: Language

    package init(
        directory: Directory,
        unit: UnitPath,
        plan: Plan,
        severity: Severity,
        at: Timestamp,
        language: Language = .english
    ) {
        self.directory = directory
        self.unit = unit
        self.plan = plan
        self.severity = severity
        self.at = at
        self.language = language
    }

    /// The preview as JSON.
    package var value: JSONValue {
        let response = plan.response(to: severity)
        var members: [JSONValue.Member] = [
            .init("unit", .text(unit)),
            .init("plan", .text(plan.name)),
            .init("plan_title", .text(plan.title.text(in: language.rawValue))),
            .init("plan_version", .text(plan.version)),
            .init("severity", .text(severity.numeral)),
            .init("severity_label", .text(plan.grading.label(of: severity, in: language.rawValue))),
            .init("at", .moment(at)),
            .init("reach", .text((response?.reach ?? Reach()).order(for: severity).rawValue)),
        ]
        var clock = at
        members.append(.init("steps", .list((response?.steps ?? []).enumerated().map { step($1, $0, &clock) })))
        members.append(.init("unanswered_at", .moment(clock)))
        if let repetition = response?.repetition { members.append(.init("repeat", self.repetition(repetition))) }
        members.append(.init("fallback", people(plan.fallback)))
        if let commander = plan.commander { members.append(.init("commander", people([commander]))) }
        return .object(members)
    }

    private func step(_ step: Step, _ position: Int, _ clock: inout Timestamp) -> JSONValue {
        let asked = candidates(step.ask)
        let need: String =
            switch step.need {
            case .any: "any"
            case .count(let count): String(count)
            case .all: "all"
            }
        let hasDeputies = step.deputies == .afterTimeout && asked.contains { !$0.deputies.isEmpty }
        let start = clock
        if !asked.isEmpty { clock = clock + step.within.onDuty }
        var members: [JSONValue.Member] = [
            .init("number", .integer(Int64(position + 1))),
            .init("at", .moment(start)),
            .init("within", .text(step.within.onDuty.description)),
            .init("need", .text(need)),
            .init("ask", people(step.ask)),
        ]
        if hasDeputies {
            members.append(.init("deputies_at", .moment(clock)))
            clock = clock + step.within.onDuty
        }
        if !step.copies.isEmpty { members.append(.init("copied", people(step.copies))) }
        return .object(members)
    }

    private func repetition(_ repetition: Repetition) -> JSONValue {
        switch repetition {
        case .times(let times, let every):
            .object([.init("times", .integer(Int64(times))), .init("every", .text(every.description))])
        case .untilAcknowledged(let atMost, let every):
            .object([
                .init("until", .text("acknowledged")), .init("at_most", .text(atMost.description)),
                .init("every", .text(every.description)),
            ])
        }
    }

    private func candidates(_ references: [Reference]) -> [Candidate] {
        var seen: Set<PersonID> = []
        return references.flatMap { directory.candidates(for: $0, in: unit) ?? [] }
            .filter { seen.insert($0.person).inserted }
    }

    private func people(_ references: [Reference]) -> JSONValue {
        .list(candidates(references).map(candidate))
    }

    private func candidate(_ candidate: Candidate) -> JSONValue {
        let person = directory.people[candidate.person]
        return .object([
            .init("person", .text(candidate.person)),
            .init("name", .text(name(candidate.person))),
            .init("reason", .text(candidate.reason)),
            .init("addresses", .list((person?.addresses ?? []).map { .text($0.name) })),
            .init(
                "deputies",
                .list(
                    candidate.deputies.map { deputy in
                        .object([.init("person", .text(deputy)), .init("name", .text(name(deputy)))])
                    }
                )
            ),
        ])
    }

    private func name(_ person: PersonID) -> String {
        directory.people[person]?.name.text(in: language.rawValue) ?? person
    }
}
