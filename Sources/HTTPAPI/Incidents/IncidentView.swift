import Dispatching
import Escalation
import Messages
import Text

/// An incident with everything known of it and its timeline.
struct IncidentView: Encodable {
    let incident: Incident
    let names: IncidentNames
    let timelinePage: TimelinePage
    let plan: Plan?
    let directory: Directory
    let zones: Zones
    let language: Language

    func encode(to encoder: any Encoder) throws {
        let page: [JSONValue.Member] = [
            .init("timeline", .list(timeline)),
            .init("timeline_before", timelinePage.before.map { .integer($0) } ?? .null),
        ]
        try JSONValue.object(head + people + ends + page).encode(to: encoder)
    }

    private var head: [JSONValue.Member] {
        let report = incident.report
        let label = plan?.grading.label(of: incident.severity, in: language.rawValue)
        return [
            .init("id", .text(names.name(of: incident.id))),
            .init("unit", .text(report.unit)),
            .init("plan", .text(report.plan)),
            .init("plan_title", .optional(plan?.title.text(in: language.rawValue))),
            .init("plan_version", .text(report.planVersion)),
            .init("title", .text(report.title)),
            .init("place", .optional(report.place)),
            .init("note", .optional(report.note)),
            .init("facts", .facts(report.facts)),
            .init("severity", .text(incident.severity.numeral)),
            .init("severity_label", .optional(label)),
            .init("status", .text(incident.status.rawValue)),
            .init("progress", .text(incident.progress.kind.rawValue)),
            .init("drill", .flag(report.isDrill)),
            .init("occurred_at", .optional(report.occurredAt)),
            .init("reported_at", .moment(incident.reportedAt)),
            .init("time_zone", .text(directory.units[report.unit]?.timeZone ?? "UTC")),
            .init("source", .text(report.source)),
            .init("reporter", .optional(report.reporter)),
            .init("dedup_key", .optional(report.dedupKey)),
            .init("previous", .optional(report.previous.map(names.name))),
            .init("opened_by", report.openedBy.map(link) ?? .null),
            .init("opened", .list(incident.opened.map(opened))),
            .init("reported_by", .list(incident.reportedBy.map(link))),
            .init("reports", .integer(Int64(incident.reportCount))),
            .init("follow_ups", .integer(Int64(incident.followUps))),
            .init("final_report", .flag(incident.hasFinalReport)),
        ]
    }

    private func link(_ link: Link) -> JSONValue {
        .object([.init("id", .text(names.name(of: link.incident))), .init("plan", .text(link.plan))])
    }

    private func opened(_ one: Opened) -> JSONValue {
        .object([.init("id", .optional(one.incident.map(names.name))), .init("plan", .text(one.plan))])
    }

    private var people: [JSONValue.Member] {
        SeatsView(incident: incident, plan: plan, values: values).members + [
            .init("responders", .list(incident.responders.map(responder))),
            .init("contacts", .list(incident.contacts.all.map(contact))),
        ]
    }

    private func responder(_ responder: Responder) -> JSONValue {
        .object([
            .init("person", .text(responder.person)),
            .init("name", .text(name(responder.person))),
            .init("at", .moment(responder.at)),
            .init("stands_for", .optional(responder.standsFor)),
            .init("note", .optional(responder.note)),
        ])
    }

    private func contact(_ contact: Contact) -> JSONValue {
        let standing: String =
            switch contact.state {
            case .told: "told"
            case .waiting: "asked"
            case .accepted: "accepted"
            case .out(let reason): reason.rawValue
            }
        let due = incident.isAwaited(contact.person) ? incident.answerBy(contact.person) : nil
        let answerBy = due.map { [JSONValue.Member("answer_by", .moment($0))] } ?? []
        return .object(
            [
                .init("person", .text(contact.person)),
                .init("name", .text(name(contact.person))),
                .init("standing", .text(standing)),
                .init("reason", values.reason(contact.reason)),
                .init("stands_for", .optional(contact.standsFor)),
                .init("reached_by", .list(contact.reachedBy.map { .text($0) })),
                .init("reached_at", .optional(contact.firstReachedAt)),
                .init("seen_at", .optional(contact.seenAt)),
            ] + answerBy
        )
    }

    private var ends: [JSONValue.Member] {
        let obligations = incident.obligations.sorted { $0.due < $1.due }.map { obligation in
            JSONValue.object([
                .init("kind", .text(obligation.kind.rawValue)), .init("due", .moment(obligation.due)),
            ])
        }
        var members: [JSONValue.Member] = [.init("owed", .list(obligations))]
        members.append(.init("next_step_at", .optional(nextAsking)))
        if case .paused(let until) = incident.progress { members.append(.init("paused_until", .moment(until))) }
        if let closing = incident.closing {
            members.append(.init("closed_at", .moment(closing.at)))
            members.append(.init("closed_by", values.actor(closing.by)))
            members.append(.init("closing_reason", .text(closing.reason)))
        }
        return members
    }

    /// When somebody is asked next if nobody answers; the end of the last step is none.
    private var nextAsking: Timestamp? {
        plan.flatMap { incident.prospect(plan: $0, directory: directory)?.asking }
    }

    private var timeline: [JSONValue] {
        let round = incident.round
        let unasked = round.parts.map(\.part).filter { !round.hasAskedAnybody(of: $0) }
        return timelinePage.entries.flatMap { entry in
            let unit = incident.report.unit
            let isOfRound = entry.at >= round.startedAt
            let writer = TimelineWriter(
                language: language,
                directory: directory,
                unit: unit,
                zones: zones,
                names: names,
                isDrill: incident.report.isDrill,
                entry: entry,
                plan: plan,
                grade: isOfRound ? round.grade : nil,
                unasked: isOfRound ? unasked : []
            )
            return entry.changes.compactMap { change -> JSONValue? in
                guard let item = writer.item(change) else { return nil }
                return .object([
                    .init("at", .moment(entry.at)),
                    .init("by", values.actor(entry.by)),
                    .init("what", .text(item.what)),
                    .init("details", .object(item.details.filter { $0.value != .null })),
                    .init("text", .text(item.text)),
                ])
            }
        }
    }

    private var values: RecordValues {
        RecordValues(language: language, directory: directory, isDrill: incident.report.isDrill)
    }

    private func name(_ person: PersonID) -> String { values.name(person) }
}
