/// What a reporter says about something that happened; the ledger makes a ``Report`` of it.
package struct ReportDraft: Hashable, Codable, Sendable {
    package var unit: UnitPath
    package var plan: PlanName
    package var title: String
    package var place: String?
    package var occurredAt: Timestamp?
    package var facts: [String: FactValue]
    /// A graver grade than the rules give, if the reporter asks for one.
    package var severity: Severity?
    /// Who reported: the name of the access token or account.
    package var source: String
    /// The person who reported, if the directory knows them.
    package var reporter: PersonID?
    package var dedupKey: String?
    package var isDrill: Bool
    package var note: String?

    package init(
        unit: UnitPath,
        plan: PlanName,
        title: String,
        place: String? = nil,
        occurredAt: Timestamp? = nil,
        facts: [String: FactValue] = [:],
        severity: Severity? = nil,
        source: String,
        reporter: PersonID? = nil,
        dedupKey: String? = nil,
        isDrill: Bool = false,
        note: String? = nil
    ) {
        self.unit = unit
        self.plan = plan
        self.title = title
        self.place = place
        self.occurredAt = occurredAt
        self.facts = facts
        self.severity = severity
        self.source = source
        self.reporter = reporter
        self.dedupKey = dedupKey
        self.isDrill = isDrill
        self.note = note
    }
}

extension Report {
    /// What goes on record of a draft.
    ///
    /// - Parameters:
    ///   - draft: what the reporter said.
    ///   - planVersion: the version of the plan that the incident keeps.
    ///   - previous: the closed incident that this one follows under the same key.
    ///   - openedBy: the incident whose plan opened this one.
    ///   - nonce: random; ties answer links to this incident alone.
    package init(
        _ draft: ReportDraft,
        planVersion: String,
        previous: IncidentID? = nil,
        openedBy: Link? = nil,
        nonce: UInt64 = 0
    ) {
        self.init(
            unit: draft.unit,
            plan: draft.plan,
            planVersion: planVersion,
            title: draft.title,
            place: draft.place,
            occurredAt: draft.occurredAt,
            facts: draft.facts,
            severity: draft.severity,
            source: draft.source,
            reporter: draft.reporter,
            dedupKey: draft.dedupKey,
            isDrill: draft.isDrill,
            note: draft.note,
            previous: previous,
            openedBy: openedBy,
            nonce: nonce
        )
    }
}

extension ReportDraft {
    /// What an incident reports to one of another plan that it opens: what both plans define, in the name of whoever reported it.
    ///
    /// - Parameters:
    ///   - incident: the one that opens.
    ///   - plan: of the one that is opened.
    package init(from incident: Incident, for plan: Plan) {
        let report = incident.report
        let shared = report.facts.filter { name, value in
            plan.fields.contains { $0.name == name && $0.accepts(value) }
        }
        self.init(
            unit: report.unit,
            plan: plan.name,
            title: report.title,
            place: report.place,
            occurredAt: report.occurredAt,
            facts: shared,
            source: report.source,
            reporter: report.reporter,
            isDrill: report.isDrill,
            note: report.note
        )
    }
}
