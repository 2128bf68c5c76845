/// What is on record of what a reporter said about something that happened; see ``ReportDraft``.
package struct Report: Hashable, Codable, Sendable {
    package var unit: UnitPath
    package var plan: PlanName
    /// The version of the plan that the incident keeps.
    package var planVersion: String
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
    /// The closed incident that this one follows under the same key.
    package var previous: IncidentID?
    /// The incident whose plan opened this one.
    package var openedBy: Link?
    /// A random number made when the report came in; ties answer links to this incident alone.
    package var nonce: UInt64

    package init(
        unit: UnitPath,
        plan: PlanName,
        planVersion: String,
        title: String,
        place: String? = nil,
        occurredAt: Timestamp? = nil,
        facts: [String: FactValue] = [:],
        severity: Severity? = nil,
        source: String,
        reporter: PersonID? = nil,
        dedupKey: String? = nil,
        isDrill: Bool = false,
        note: String? = nil,
        previous: IncidentID? = nil,
        openedBy: Link? = nil,
        nonce: UInt64 = 0
    ) {
        self.unit = unit
        self.plan = plan
        self.planVersion = planVersion
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
        self.previous = previous
        self.openedBy = openedBy
        self.nonce = nonce
    }
}
