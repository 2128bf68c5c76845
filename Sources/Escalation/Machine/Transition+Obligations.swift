extension Transition {
    /// Notes what a response wants reported back, unless it is owed already.
    mutating func takeOnObligations(of response: Response) {
        if !openFields.isEmpty, !owes(.details) {
            owe(.details, after: min(response.followUpEvery ?? Limits.details, Limits.details))
        }
        if let every = response.followUpEvery, !owes(.followUp) { owe(.followUp, after: every) }
        if let within = response.finalReportWithin, !owes(.finalReport), !incident.hasFinalReport {
            let rest = incident.reportedAt + within - now
            owe(.finalReport, after: min(max(rest, .zero), within))
        }
    }

    mutating func owe(_ kind: Obligation.Kind, after span: TimeSpan) {
        record(.obligationArose(Obligation(kind: kind, due: now + span)))
        set(.obligation(kind), after: span)
    }

    mutating func meet(_ kind: Obligation.Kind) {
        guard owes(kind) else { return }
        clear(.obligation(kind))
        record(.obligationMet(kind: kind))
    }

    /// The required fields that are known now are no longer owed.
    mutating func meetDetails() {
        if openFields.isEmpty { meet(.details) }
    }

    /// A report was not made in time: those who owe it are reminded, then the commander is told.
    mutating func obligationIsUp(_ kind: Obligation.Kind) {
        guard let obligation = incident.obligations.first(where: { $0.kind == kind }) else { return }
        if !obligation.isReminded, !debtors.isEmpty {
            record(.obligationReminded(kind: kind))
            for person in debtors { tell(person, .owed) }
            return set(.obligation(kind), after: Limits.obligationGrace)
        }
        record(.obligationEscalated(kind: kind))
        for person in leaders { tell(person, .overdue) }
        guard kind == .followUp, let every = plan.response(to: incident.severity)?.followUpEvery else { return }
        owe(.followUp, after: every)
    }

    /// Those who answer for the incident, else the reporter.
    private var debtors: [PersonID] {
        let responders = incident.responders.map(\.person).filter(isReachable)
        guard responders.isEmpty else { return responders }
        return [incident.report.reporter].compactMap { $0 }.filter(isReachable)
    }

    private var openFields: [ReportField] {
        plan.fields.filter { $0.isRequired && incident.report.facts[$0.name] == nil }
    }

    private func owes(_ kind: Obligation.Kind) -> Bool {
        incident.obligations.contains { $0.kind == kind }
    }
}
