import Access
import Dispatching
import Escalation
import HTTPTypes
import Hummingbird

/// What people do to an incident that is there: report on it, answer, grade, escalate, pause, end.
struct OperationController {
    private let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) {
        self.dependencies = dependencies
    }

    var routes: [Route] {
        [
            route("reports", .followUp, "Add a numbered follow-up or the final report.", .followUp, report),
            route("answers", .answer, "Answer on behalf of somebody.", .answer, answer),
            route("severity", .steer, "Raise or lower the severity.", .severity, severity),
            route("escalate", .steer, "Start the next step now.", .reason, escalate),
            route("ask", .lead, "Call people in beside the plan; a responder only while they lead.", .callIn, callIn),
            route(
                "without",
                .lead,
                "Go on without seats that are open; a responder only while they lead.",
                .goOnWithout,
                goOnWithout
            ),
            route("pause", .steer, "Start no step before a time, at most 24 hours ahead.", .pause, pause),
            route("stand-down", .steer, "Close the incident; everybody reached gets the all-clear.", .reason) {
                try await close($0, $1, .stoodDown)
            },
            route(
                "cancel",
                .steer,
                "Close it as a false alarm, or call a drill off; everybody reached gets a correction.",
                .reason
            ) {
                try await close($0, $1, .cancelled)
            },
        ]
    }

    private func route(
        _ word: String,
        _ permission: Permission,
        _ summary: String,
        _ body: SchemaName,
        _ handle: @escaping @Sendable (Call, Caller) async throws -> Response
    ) -> Route {
        Route(
            .post,
            "/v1/incidents/{id}/" + word,
            permission,
            About(summary, takes: .json(body), gives: .json(.incidentState)),
            handle: handle
        )
    }

    private enum ReportKind: String, CaseIterable {
        case followUp = "follow_up"
        case final
    }

    @Sendable
    private func report(_ call: Call, _ caller: Caller) async throws -> Response {
        let id = try call.incident()
        var fields = try await call.fields()
        let kind: ReportKind? = fields.word("kind")
        let written = fields.prose("text", isRequired: true)
        let facts = fields.facts("facts")
        let text = try fields.finished(written, "text")
        let incident = try await stored(id, for: caller)
        if let plan = try await plan(of: incident) {
            let faults = plan.faults(in: facts)
            if !faults.isEmpty { throw Problem.fields(faults.map { FieldFault($0, plan: plan) }) }
        }
        let action = Action.followUp(text: text, facts: facts, isFinal: kind == .final)
        return try await handle(action, of: id, by: caller)
    }

    @Sendable
    private func answer(_ call: Call, _ caller: Caller) async throws -> Response {
        let id = try call.incident()
        var fields = try await call.fields()
        let named = fields.text("person", limit: APILimits.nameBytes, isRequired: caller.person == nil)
        let said: Answer.Word? = fields.word("answer")
        let note = fields.prose("note")
        if said == .note, note == nil { fields.refuse("note", "is required for the answer note") }
        let person = try fields.finished(named ?? caller.person, "person")
        let word = try fields.finished(said, "answer")
        if caller.role == .responder, let own = caller.person, own != person {
            throw Problem(
                .forbidden,
                "A responder answers for themselves; answering for others needs the role operator or admin."
            )
        }
        let action = Action.answer(Answer(person: person, word: word, note: note))
        return try await handle(action, of: id, by: caller)
    }

    @Sendable
    private func severity(_ call: Call, _ caller: Caller) async throws -> Response {
        let id = try call.incident()
        var fields = try await call.fields()
        let severity = fields.severity("severity", isRequired: true)
        let reason = fields.prose("reason", isRequired: true)
        let action = Action.setSeverity(
            try fields.finished(severity, "severity"),
            reason: try fields.finished(reason, "reason")
        )
        return try await handle(action, of: id, by: caller)
    }

    @Sendable
    private func escalate(_ call: Call, _ caller: Caller) async throws -> Response {
        let (id, reason) = try await reasoned(call)
        return try await handle(.escalateByHand(reason: reason), of: id, by: caller)
    }

    @Sendable
    private func pause(_ call: Call, _ caller: Caller) async throws -> Response {
        let id = try call.incident()
        var fields = try await call.fields()
        let until = fields.moment("until", isRequired: true)
        // The machine asks for a reason where the rank needs one.
        let reason = fields.prose("reason")
        let end = try fields.finished(until, "until")
        return try await handle(.pause(until: end, reason: reason ?? ""), of: id, by: caller)
    }

    @Sendable
    private func callIn(_ call: Call, _ caller: Caller) async throws -> Response {
        let id = try call.incident()
        var fields = try await call.fields()
        let names = fields.names("names")
        let within = fields.span("within", atMost: Limits.pause)
        let reason = fields.prose("reason")
        let whom = try fields.finished(names, "names")
        let action = Action.ask(names: whom, within: within, reason: reason ?? "", as: authority(of: caller))
        return try await handle(action, of: id, by: caller)
    }

    @Sendable
    private func goOnWithout(_ call: Call, _ caller: Caller) async throws -> Response {
        let id = try call.incident()
        var fields = try await call.fields()
        let names = fields.names("names")
        let reason = fields.prose("reason")
        let seats = try fields.finished(names, "names")
        let action = Action.goOnWithout(names: seats, reason: reason ?? "", as: authority(of: caller))
        return try await handle(action, of: id, by: caller)
    }

    /// A responder decides for the incident only while they lead it.
    private func authority(of caller: Caller) -> Authority {
        caller.role == .responder ? .commander : .operator
    }

    private func plan(of incident: Incident) async throws -> Plan? {
        let version = incident.report.planVersion
        return try await dependencies.reader.read { try $0.plan(version: version) }
    }

    private func close(_ call: Call, _ caller: Caller, _ closing: Closing) async throws -> Response {
        let (id, reason) = try await reasoned(call)
        return try await handle(.close(closing, reason: reason), of: id, by: caller)
    }

    /// The incident in the path and the reason in the body.
    private func reasoned(_ call: Call) async throws -> (IncidentID, String) {
        let id = try call.incident()
        var fields = try await call.fields()
        let reason = fields.prose("reason", isRequired: true)
        return (id, try fields.finished(reason, "reason"))
    }

    /// The incident as it is stored, if the caller may see it.
    private func stored(_ id: IncidentID, for caller: Caller) async throws -> Incident {
        guard let incident = try await dependencies.reader.incident(id) else {
            if caller.role != .reporter, try await dependencies.reader.isRemoved(id) { throw Problem.removed(id) }
            throw Problem.notFound
        }
        guard caller.maySee(source: incident.report.source) else { throw Problem.notFound }
        return incident
    }

    private func handle(_ action: Action, of id: IncidentID, by caller: Caller) async throws -> Response {
        let before = try await stored(id, for: caller)
        let incident: Incident
        do {
            incident = try await dependencies.ledger.handle(action, of: id, by: caller.actor)
        } catch let error as LedgerError {
            throw Problem(error, directory: dependencies.directory(), unit: before.report.unit)
        }
        let directory = dependencies.directory()
        return try .json(
            IncidentState(
                incident: incident,
                name: dependencies.names.name(of: incident.id),
                before: before,
                by: caller.actor,
                plan: directory.plan(of: incident.report),
                directory: directory
            )
        )
    }
}

extension Directory {
    /// The plan of an incident, where the version in force is still its own: nothing that was just done waits for a reading of it.
    fileprivate func plan(of report: Report) -> Plan? {
        plan(report.plan, in: report.unit).flatMap { $0.version == report.planVersion ? $0 : nil }
    }
}
