package import Dispatching
package import Escalation
package import Messages
package import Text

/// An outlook as JSON: the same for the route and for `tocsin who`.
package struct OutlookView: Sendable {
    let outlook: Outlook
    let directory: Directory
    let language: Language
    private let zones: Zones

    /// - Parameters:
    ///   - outlook: what is shown.
    ///   - directory: the names of people; times are by the clocks of the outlook's unit.
    ///   - language: of names.
    ///   - zones: by whose rules times are written.
    package init(_ outlook: Outlook, directory: Directory, language: Language, zones: Zones) {
        self.outlook = outlook
        self.directory = directory
        self.language = language
        self.zones = zones
    }

    private var zone: String { directory.units[outlook.unit]?.timeZone ?? "UTC" }

    package var value: JSONValue {
        let (plan, severity, response) = (outlook.plan, outlook.severity, outlook.response)
        var members: [JSONValue.Member] = [
            .init("unit", .text(outlook.unit)),
            .init("time_zone", .text(zone)),
            .init("plan", .text(plan.name)),
            .init("plan_title", .text(plan.title.text(in: language.rawValue))),
            .init("plan_version", .text(plan.version)),
            .init("severity", .text(severity.numeral)),
            .init("severity_label", .text(plan.grading.label(of: severity, in: language.rawValue))),
            .init("steps_of", .text(outlook.grade.numeral)),
            .init("at", moment(outlook.start)),
            .init("reach", .text((response?.reach ?? Reach()).order(for: severity).rawValue)),
            .init("steps", .list(outlook.steps.map(step))),
            .init("run_ends_at", moment(outlook.runEndsAt)),
        ]
        if let repetition = response?.repetition { members.append(.init("repeat", self.repetition(repetition))) }
        if let unanswered = outlook.unansweredAt { members.append(.init("unanswered_at", moment(unanswered))) }
        if outlook.isPlayedOut || !outlook.unanswered.isEmpty {
            members.append(.init("unanswered", .list(outlook.unanswered.map(line))))
        } else {
            members.append(.init("fallback", people(outlook.fallback)))
        }
        if plan.commander(of: severity) != nil { members.append(.init("commander", people(outlook.commander))) }
        return .object(members)
    }

    private func moment(_ moment: Timestamp) -> JSONValue {
        .text(CourseLine.written(moment, in: zone, by: zones))
    }

    private func step(_ step: Outlook.Step) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("number", .integer(Int64(step.position + 1))),
            .init("at", moment(step.at)),
        ]
        if let written = outlook.response?.steps[step.position] {
            let need: String =
                switch written.need {
                case .any: "any"
                case .count(let count): String(count)
                case .all: "all"
                case .each: "each"
                }
            members.append(.init("start", .text(written.start.rawValue)))
            members.append(.init("within", .text(written.within.description)))
            if let offDuty = written.withinOffDuty {
                members.append(.init("within_off_duty", .text(offDuty.description)))
            }
            members.append(.init("need", .text(need)))
        }
        if let reason = step.skipped {
            members.append(.init("skipped", .text(reason.rawValue)))
        } else {
            members.append(.init("seats", .integer(Int64(step.seats))))
            members.append(.init("wanted", .integer(Int64(step.wanted))))
        }
        members.append(.init("lines", .list(step.lines.map(line))))
        return .object(members)
    }

    private func repetition(_ repetition: Repetition) -> JSONValue {
        switch repetition {
        case .times(let times, let every):
            .object([.init("times", .integer(Int64(times))), .init("every", .text(every.description))])
        case .untilMet(let atMost, let every):
            .object([
                .init("until", .text("met")), .init("at_most", .text(atMost.description)),
                .init("every", .text(every.description)),
            ])
        }
    }

    /// A line as `rehearse --json` has it, with the names of the people and of the addresses that are used.
    private func line(_ line: CourseLine) -> JSONValue {
        guard case .object(var members) = line.value(in: zone, by: zones) else { return .null }
        if let person = line.person {
            members.append(.init("name", .text(name(person))))
            if line.message != nil { members.append(.init("addresses", addresses(person))) }
        }
        if let holder = line.holder { members.append(.init("for_name", .text(name(holder)))) }
        return .object(members)
    }

    private func people(_ candidates: [Candidate]) -> JSONValue {
        .list(
            candidates.map { candidate in
                .object([
                    .init("person", .text(candidate.person)),
                    .init("name", .text(name(candidate.person))),
                    .init("reason", RecordValues(language: language, directory: directory).reason(candidate.reason)),
                    .init("addresses", addresses(candidate.person)),
                    .init(
                        "deputies",
                        .list(
                            candidate.deputies.map {
                                .object([.init("person", .text($0)), .init("name", .text(name($0)))])
                            }
                        )
                    ),
                ])
            }
        )
    }

    private func addresses(_ person: PersonID) -> JSONValue {
        .list((directory.people[person]?.addresses ?? []).map { .text($0.name) })
    }

    private func name(_ person: PersonID) -> String {
        directory.people[person]?.name.text(in: language.rawValue) ?? person
    }
}
