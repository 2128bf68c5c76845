/// What a template may name between `{{` and `}}`.
enum TemplateVariable: String, Hashable, Sendable, CaseIterable {
    /// The mark of a drill; empty when the incident is real.
    case drill
    /// `I` to `IV`.
    case rank
    /// What the plan calls the rank; empty when it has no name.
    case severity
    case title
    case place
    case unit
    case plan
    case number
    case occurred
    case reported
    /// The time between occurring and reporting, when it is worth saying.
    case delay
    case status
    case source
    /// How often the same thing was reported, when more than once.
    case reports
    case note
    /// The required fields that are not known yet.
    case unknown
    case guidance
    case reader
    /// For whom the reader is asked, as a deputy.
    case standsFor = "stands_for"
    /// Who else is asked and has not answered yet.
    case asked
    /// Who is handling the incident.
    case answering
    /// Whether the reader is handling it.
    case handles
    /// Since when the reader is handling it.
    case since
    /// By when the reader must answer; in `severity` only where they are asked anew.
    case deadline
    /// What comes if nobody answers, at most one of the three: whether others are asked next.
    case othersNext = "others_next"
    /// When those who were asked are asked again, and nobody else.
    case againAt = "again_at"
    /// Who is told that nobody has it, and nobody is asked.
    case toldNext = "told_next"
    /// The reports that are owed, with their times.
    case owed
    /// The rank before the last change; empty when it was never changed.
    case rankBefore = "rank_before"
    /// Whether the last change of the rank raised it, or lowered it.
    case raised, lowered
    /// What was given as the reason of the last change of the rank.
    case changeReason = "change_reason"
    /// Whether the reader reported the incident and is not named as one who must take it in the end.
    case toReporter = "to_reporter"
    case closedBy = "closed_by"
    case closedAt = "closed_at"
    case reason
    case link
    /// A section: once for each known fact, with `label` and `value`.
    case facts
    case label
    case value
    /// In a digest, how many incidents it lists.
    case count
    /// In a digest, the rule of flood control that made it.
    case rule
    /// In a digest, a section: once for each incident.
    case incidents
    /// In a digest's incident, what the message would have been about.
    case kind
    /// In a digest's incident, the time since it was reported.
    case age
}

/// Where in a template a word stands; decides what is known there.
enum TemplateScope: Hashable, Sendable {
    case message
    case fact
    case digest
    case digestIncident

    private static let incident: Set<TemplateVariable> = [
        .drill, .rank, .severity, .title, .place, .unit, .plan, .number, .occurred, .reported, .delay, .status, .source,
        .reports, .note, .unknown, .guidance, .reader, .standsFor, .asked, .answering, .handles, .since, .deadline,
        .othersNext, .againAt, .toldNext, .owed,
        .rankBefore, .raised, .lowered, .changeReason, .toReporter, .closedBy, .closedAt, .reason, .link, .facts,
    ]

    var words: Set<TemplateVariable> {
        switch self {
        case .message: Self.incident
        case .fact: [.label, .value]
        case .digest: [.drill, .rank, .count, .rule, .reader, .incidents]
        case .digestIncident: Self.incident.union([.kind, .age])
        }
    }

    /// The scope inside a section of `word`.
    func inside(_ word: TemplateVariable) -> TemplateScope {
        switch word {
        case .facts: .fact
        case .incidents: .digestIncident
        default: self
        }
    }
}

extension TemplateVariable {
    /// Whether the word is a list, to be used as a section only.
    var isList: Bool { self == .facts || self == .incidents }
}
