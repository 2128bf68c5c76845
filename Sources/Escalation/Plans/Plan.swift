/// An emergency plan for one kind of incident: what a report must say, how severity is graded, and the response to each grade.
///
/// An incident keeps the version it began with; people and groups are read live.
package struct Plan: Hashable, Codable, Sendable {
    package var name: PlanName
    /// A digest of the plan's content; two plans with the same version are the same plan.
    package var version: String
    package var title: LocalizedText
    /// The fields asked beside title, place and occurred-at, in the order of the file.
    package var fields: [ReportField]
    package var grading: Grading
    package var responses: [Severity: Response]
    /// Who leads: a group in its order of seats, holder before deputies (SEMANTICS §6).
    ///
    /// A response may name another.
    package var commander: Reference?
    /// Told when every step was tried and nobody answers.
    package var fallback: [Reference]
    /// Shown in the alert and on the answer page.
    package var guidance: LocalizedText?
    /// A report with the same key within this time of the closing re-opens the incident.
    package var reopenWithin: TimeSpan
    /// Linked incidents that it opens.
    package var opens: [Opening]

    /// How long a closed incident is re-opened by another report when the plan does not say.
    package static let usualReopenWithin = TimeSpan.hours(1)

    package init(
        name: PlanName,
        version: String = "",
        title: LocalizedText,
        fields: [ReportField] = [],
        grading: Grading = Grading(),
        responses: [Severity: Response],
        commander: Reference? = nil,
        fallback: [Reference],
        guidance: LocalizedText? = nil,
        reopenWithin: TimeSpan = Plan.usualReopenWithin,
        opens: [Opening] = []
    ) {
        self.name = name
        self.version = version
        self.title = title
        self.fields = fields
        self.grading = grading
        self.responses = responses
        self.commander = commander
        self.fallback = fallback
        self.guidance = guidance
        self.reopenWithin = reopenWithin
        self.opens = opens
    }

    /// The response to a grade; where the plan has none, that of the next graver grade, else of the gravest there is.
    package func response(to severity: Severity) -> Response? {
        if let response = responses[severity] { return response }
        let graverFirst = stride(from: severity.rawValue, to: 0, by: -1)
        let known = graverFirst.lazy.compactMap(Severity.init).first { responses[$0] != nil }
        return (known ?? responses.keys.min { $0.isGraver(than: $1) }).flatMap { responses[$0] }
    }

    /// Who leads the response to a grade; `nil` where the first who answers does.
    package func commander(of severity: Severity) -> Reference? {
        response(to: severity)?.commander ?? commander
    }
}
