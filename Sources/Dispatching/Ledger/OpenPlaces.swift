import Escalation

/// Which incidents are not closed, of the plans that another one opens: a linked incident is not opened twice in a unit.
///
/// What is stored is read once for each such plan; from then on every commit is noted.
struct OpenPlaces {
    private struct Place: Hashable {
        var plan: PlanName
        var unit: UnitPath
        var isDrill: Bool
    }

    private var known: Set<PlanName> = []
    private var incidents: [Place: Set<IncidentID>] = [:]

    func knows(_ plan: PlanName) -> Bool { known.contains(plan) }

    /// Takes on what is stored of a plan.
    mutating func note(_ stored: [UnclosedIncident], of plan: PlanName) {
        known.insert(plan)
        for one in stored {
            incidents[Place(plan: plan, unit: one.unit, isDrill: one.isDrill), default: []].insert(one.id)
        }
    }

    /// Notes an incident as a commit stored it.
    mutating func note(_ incident: Incident) {
        guard known.contains(incident.report.plan) else { return }
        let place = Self.place(of: incident.report)
        if incident.isClosed {
            incidents[place]?.remove(incident.id)
            if incidents[place]?.isEmpty == true { incidents[place] = nil }
        } else {
            incidents[place, default: []].insert(incident.id)
        }
    }

    /// The newest incident that is not closed where a report would go, as a commit has it so far.
    func newest(for draft: ReportDraft, in work: CommitWork) -> IncidentID? {
        let place = Place(plan: draft.plan, unit: draft.unit, isDrill: draft.isDrill)
        var found = incidents[place] ?? []
        for id in work.order {
            guard let incident = work.working[id]?.after.value, Self.place(of: incident.report) == place else {
                continue
            }
            if incident.isClosed { found.remove(id) } else { found.insert(id) }
        }
        return found.max()
    }

    private static func place(of report: Report) -> Place {
        Place(plan: report.plan, unit: report.unit, isDrill: report.isDrill)
    }
}
