import Escalation
import Messages
import Text

/// The parts and seats of an incident's round, who is missing, and who leads.
struct SeatsView {
    let incident: Incident
    let plan: Plan?
    let values: RecordValues

    var members: [JSONValue.Member] {
        [
            .init(
                "round",
                .object([
                    .init("number", .integer(Int64(incident.round.number))),
                    .init("grade", .text(incident.round.grade.numeral)),
                    .init("parts", .list(incident.round.parts.map(part))),
                ])
            ),
            .init("seats", .list(incident.round.seats.map(seat))),
            .init("missing", .list(missing.map(identity))),
            .init("missing_text", .list(values.missing(of: incident, under: plan).map { .text($0) })),
            .init("commander", command ?? .null),
            .init("command_offered", .list(incident.offeredCommand.map { .text($0) })),
            .init("called_in", .list(incident.round.calledIn.map(calledIn))),
        ]
    }

    private func part(_ state: PartState) -> JSONValue {
        var members: [JSONValue.Member] = []
        switch state.part {
        case .chain:
            members.append(.init("part", .text("chain")))
            if state.step >= 0 { members.append(.init("step", .integer(Int64(state.step + 1)))) }
        case .body(let position):
            members += [.init("part", .text("body")), .init("step", .integer(Int64(position + 1)))]
        }
        return .object(
            members + [
                .init("phase", .text(state.phase.rawValue)), .init("met", .flag(state.isMet)),
                .init("run", .integer(Int64(state.run))),
            ]
        )
    }

    /// The seat's own role, whatever the group has made of it since.
    private func identity(_ seat: SeatID) -> JSONValue {
        values.seat(seat, role: incident.round[seat].flatMap { values.phrases.role($0.reason) })
    }

    private var missing: [SeatID] {
        guard !incident.isClosed, let response = plan?.response(to: incident.round.grade) else { return [] }
        return incident.missingSeats(in: response)
    }

    private func seat(_ seat: RoundSeat) -> JSONValue {
        let stages = incident.round.stages.filter { stage in stage.seats.contains { $0.seat == seat.id } }
        let places = stages.flatMap(\.seats).filter { $0.seat == seat.id }
        let running = places.compactMap(\.batch).compactMap { incident.timer(.answers($0))?.due }.max()
        let state =
            if seat.filledBy != nil {
                "filled"
            } else if seat.isGivenUp {
                "given_up"
            } else if running != nil {
                "asked"
            } else {
                places.contains(where: \.isEmpty) ? "empty" : "open"
            }
        let due = state == "asked" ? running : nil
        return .object(
            [
                .init("seat", identity(seat.id)), .init("state", .text(state)),
                .init("steps", .list(stages.map { .integer(Int64($0.step + 1)) })),
                .init("filled_by", .optional(seat.filledBy)), .init("asked", .list(seat.asked.map { .text($0) })),
                .init("first_asked_at", .optional(seat.firstAskedAt)),
                .init("last_asked_at", .optional(seat.lastAskedAt)),
                .init("answer_by", .optional(due)),
            ].filter { $0.value != .null }
        )
    }

    private var command: JSONValue? {
        guard let person = incident.leader(in: plan) else { return nil }
        return .object(
            [
                .init("person", .text(person)), .init("name", .text(values.name(person))),
                .init("stands_for", .optional(incident.command?.standsFor)),
                .init("since", .optional(incident.command?.since)),
            ].filter { $0.value != .null }
        )
    }

    private func calledIn(_ one: CalledIn) -> JSONValue {
        .object(
            [
                .init("person", .text(one.person)), .init("name", .text(values.name(one.person))),
                .init("by", values.actor(one.by)), .init("at", .moment(one.at)),
                .init("answer_by", .optional(one.batch.flatMap { incident.timer(.answers($0))?.due })),
                .init("reason", one.reason.isEmpty ? .null : .text(one.reason)),
            ].filter { $0.value != .null }
        )
    }
}
