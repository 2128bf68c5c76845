/// Another incident that this one belongs together with, and the plan of it.
package struct Link: Hashable, Codable, Sendable {
    package var incident: IncidentID
    package var plan: PlanName

    package init(incident: IncidentID, plan: PlanName) {
        self.incident = incident
        self.plan = plan
    }
}

/// What became of one opening of a plan.
package struct Opened: Hashable, Codable, Sendable {
    package var plan: PlanName
    /// The incident that was opened, or that got the report instead; `nil` where there was no such plan.
    package var incident: IncidentID?

    package init(plan: PlanName, incident: IncidentID?) {
        self.plan = plan
        self.incident = incident
    }
}

extension Incident {
    /// Every incident that this one belongs together with: which opened it, which it opened, and which reported to it instead.
    package var links: [Link] {
        let own = opened.compactMap { one in one.incident.map { Link(incident: $0, plan: one.plan) } }
        return [report.openedBy].compactMap { $0 } + reportedBy + own
    }
}
