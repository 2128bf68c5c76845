/// Incidents that belong together: one plan opens an incident of another (SEMANTICS §3, `opens`).
extension Transition {
    /// What is to be done to other incidents.
    var effects: [Effect] {
        if changes.isEmpty { return [] }
        return openings + answersForOthers
    }

    /// Openings whose conditions hold now and that were not made yet; an incident that was opened opens none.
    private var openings: [Effect] {
        if plan.opens.isEmpty || incident.isClosed || incident.report.openedBy != nil { return [] }
        return plan.opens.filter { opening in
            !incident.opened.contains { $0.plan == opening.plan }
                && opening.conditions.allSatisfy { $0.holds(for: incident.report.facts) }
        }.map { .open($0.plan) }
    }

    /// A yes counts in what this incident opened, too.
    private var answersForOthers: [Effect] {
        if incident.opened.isEmpty { return [] }
        let people = changes.compactMap { change in
            if case .accepted(let person, _, _, _) = change { person } else { nil }
        }
        if people.isEmpty { return [] }
        return incident.opened.compactMap { one in one.incident.map { .answer($0, people) } }
    }

    // MARK: The other side

    /// Whoever answers for the incident that opens this one fills their seats here before anybody is asked.
    mutating func takeOnThoseWhoAnswerElsewhere() {
        let people = answeringElsewhere
        answeringElsewhere = []
        for person in people where hasRoom(for: person) && holdsSeat(person) {
            joinLinks(heldBy: person)
            record(.accepted(person: person, standsFor: nil, note: nil, fills: seats(filledBy: person)))
            renewAcknowledgement()
            noteCommand(afterYesOf: person)
        }
    }

    /// Another incident reports to this one in the place of opening one more.
    mutating func linked(_ link: Link, _ report: ReportDraft, answering people: [PersonID]) {
        record(.linked(link))
        reportedAgain(report)
        answeredInOther(people)
    }

    /// Their yes fills the seats that they hold or were asked for; whoever has none here is not taken on, nor whoever cannot.
    mutating func answeredInOther(_ people: [PersonID]) {
        guard !incident.isClosed else { return }
        for person in people where hasRoom(for: person) && incident.contacts[person]?.state != .out(.cannot) {
            let isNew = !incident.answersInRound(person)
            guard isNew ? holdsSeat(person) || isAskedForSeat(person) : !seats(filledBy: person).isEmpty else {
                continue
            }
            accept(person, note: nil)
        }
    }

    /// Whether a step that begins, or would begin now, wants a seat that somebody holds.
    private func holdsSeat(_ person: PersonID) -> Bool {
        guard let response else { return false }
        return response.steps.filter(holds).flatMap(\.ask).contains { reference in
            directory.seats(for: reference, in: unit, at: now)?.contains { $0.seat.holder == person } ?? false
        }
    }

    private func isAskedForSeat(_ person: PersonID) -> Bool {
        incident.round.seats.contains { $0.isOpen && $0.asked.contains(person) }
    }
}
