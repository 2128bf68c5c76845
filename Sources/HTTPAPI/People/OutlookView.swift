package import Dispatching
package import Escalation
package import Messages
package import Text

/// An outlook as JSON: the same for the route and for `tocsin who`.
package struct OutlookView: Sendable {
    let outlook: Outlook
    let directory: Directory
    let language: Language

    package init(_ outlook: Outlook, directory: Directory, language: Language) {
        self.outlook = outlook
        self.directory = directory
        self.language = language
    }

    package var value: JSONValue {
        let (plan, severity, response) = (outlook.plan, outlook.severity, outlook.response)
        var members: [JSONValue.Member] = [
            .init("unit", .text(outlook.unit)),
            .init("plan", .text(plan.name)),
            .init("plan_title", .text(plan.title.text(in: language.rawValue))),
            .init("plan_version", .text(plan.version)),
            .init("severity", .text(severity.numeral)),
            .init("severity_label", .text(plan.grading.label(of: severity, in: language.rawValue))),
            .init("at", .moment(outlook.start)),
            .init("reach", .text((response?.reach ?? Reach()).order(for: severity).rawValue)),
            .init("steps", .list(outlook.steps.map(step))),
            .init("run_ends_at", .moment(outlook.runEndsAt)),
        ]
        if let repetition = response?.repetition { members.append(.init("repeat", self.repetition(repetition))) }
        if let unanswered = outlook.unansweredAt { members.append(.init("unanswered_at", .moment(unanswered))) }
        members.append(.init("fallback", people(outlook.fallback)))
        if plan.commander != nil { members.append(.init("commander", people(outlook.commander))) }
        return .object(members)
    }

    private func step(_ step: Outlook.Step) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("number", .integer(Int64(step.position + 1))),
            .init("at", .moment(step.at)),
        ]
        if let written = outlook.response?.steps[step.position] {
            let need: String =
                switch written.need {
                case .any: "any"
                case .count(let count): String(count)
                case .all: "all"
                }
            members.append(.init("within", .text(written.within.onDuty.description)))
            members.append(.init("need", .text(need)))
        }
        if let reason = step.skipped {
            members.append(.init("skipped", .text(reason.rawValue)))
        } else {
            members.append(.init("missing", .integer(Int64(step.missing))))
        }
        members.append(.init("ask", asked(step.asked)))
        if let moment = step.deputiesAt {
            members.append(.init("deputies_at", .moment(moment)))
            members.append(.init("deputies", asked(step.deputies)))
        }
        if !step.copied.isEmpty { members.append(.init("copied", people(step.copied))) }
        if !step.leftOut.isEmpty { members.append(.init("left_out", people(step.leftOut))) }
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

    private func asked(_ asked: [Asked]) -> JSONValue {
        .list(
            asked.map { one in
                var members = self.members(of: one.candidate)
                if let holder = one.standsFor { members.append(.init("stands_for", named(holder))) }
                return .object(members)
            }
        )
    }

    private func people(_ candidates: [Candidate]) -> JSONValue {
        .list(candidates.map { .object(members(of: $0)) })
    }

    private func members(of candidate: Candidate) -> [JSONValue.Member] {
        [
            .init("person", .text(candidate.person)),
            .init("name", .text(name(candidate.person))),
            .init("reason", RecordValues(language: language, directory: directory).reason(candidate.reason)),
            .init(
                "addresses",
                .list((directory.people[candidate.person]?.addresses ?? []).map { .text($0.name) })
            ),
            .init("deputies", .list(candidate.deputies.map(named))),
        ]
    }

    private func named(_ person: PersonID) -> JSONValue {
        .object([.init("person", .text(person)), .init("name", .text(name(person)))])
    }

    private func name(_ person: PersonID) -> String {
        directory.people[person]?.name.text(in: language.rawValue) ?? person
    }
}
