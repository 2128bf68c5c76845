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
    /// The incidents that this one belongs together with, each by its plan and its number.
    case linked
    /// The required fields that are not known yet.
    case unknown
    case guidance
    case reader
    /// For whom the reader is asked, as a deputy.
    case standsFor = "stands_for"
    /// Until when whomever the reader stands for is absent; empty where they are only silent.
    case absentUntil = "absent_until"
    /// Until when the reader is on duty by the roster through which they are asked.
    case dutyUntil = "duty_until"
    /// Who else is asked and has not answered yet.
    case asked
    /// Whether no step has asked anybody in this round, so that nobody can have had their time.
    case nobodyAsked = "nobody_asked"
    /// Whose time to answer runs, beside the reader.
    case askedNow = "asked_now"
    /// Who is handling the incident.
    case answering
    /// The open seats for which nobody's time runs, each with its holder and when it was asked for; and for whoever called people
    /// in, those of them who did not answer.
    case missing
    /// When seats of them are asked for again; empty after the last run.
    case again
    /// Whether seats are open and every step and repeat was tried, so that nobody is asked again by itself.
    case usedUp = "used_up"
    /// What the reader is asked for: the role of the seat, or what its group is called; empty for somebody whom the plan names.
    case part
    /// The role of the seat for which the reader is asked; empty where it has none, or where not all of several have one.
    case seat
    /// Whether nobody else's answer can stand in for the reader's.
    case onlyYou = "only_you"
    /// Whether others' answers do not count for the seat: it is of a body, or of a step that wants every seat or one of each name.
    case isApart = "is_apart"
    /// Whether the reader is asked for a step that runs beside the chain, and whether for one that begins with the first yes.
    case isBody = "is_body"
    case isRelay = "is_relay"
    /// Whether this is the first that the reader hears, since the rank was raised.
    case isNewcomer = "is_newcomer"
    /// Whether the reader was called in, and by whom.
    case isCalledIn = "is_called_in"
    case askedBy = "asked_by"
    /// Who is in command, in whose place, and whether it is the reader.
    case commander
    case commanderFor = "commander_for"
    case isCommander = "is_commander"
    /// Who may take command, and whether the reader may.
    case offered
    case isOffered = "is_offered"
    /// Whether the reader is handling it.
    case handles
    /// Since when the reader is handling it; in `command-offer` since when the commander has been in command.
    case since
    /// By when the reader must answer; in `severity` only where they are asked anew.
    case deadline
    /// What comes if nobody answers, at most one of the three: whether others are asked next.
    case othersNext = "others_next"
    /// When those who were asked are asked again, and nobody else.
    case againAt = "again_at"
    /// Who is told that nobody has it, and nobody is asked.
    case toldNext = "told_next"
    /// The reports that are owed, with their times; and those of them that are due from the reader.
    case owed
    case dueFromReader = "due_from_reader"
    /// Whether the reader has answered.
    case hasAnswered = "has_answered"
    /// The rank before the last change; empty when it was never changed.
    case rankBefore = "rank_before"
    /// Whether the last change of the rank raised it, or lowered it.
    case raised, lowered
    /// What was given as the reason of the last change of the rank; for whoever was called in, of that.
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
    /// In a digest, whether an answer is wanted in any of its incidents.
    case asks
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
        .reports, .note, .linked, .unknown, .guidance, .reader, .standsFor, .absentUntil, .dutyUntil, .asked,
        .nobodyAsked, .askedNow, .answering,
        .missing, .again, .usedUp, .part, .seat, .onlyYou, .isApart, .isBody, .isRelay, .isNewcomer, .isCalledIn,
        .askedBy,
        .commander, .commanderFor, .isCommander, .offered, .isOffered, .handles, .since, .deadline,
        .othersNext, .againAt, .toldNext, .owed, .dueFromReader, .hasAnswered,
        .rankBefore, .raised, .lowered, .changeReason, .toReporter, .closedBy, .closedAt, .reason, .link, .facts,
    ]

    var words: Set<TemplateVariable> {
        switch self {
        case .message: Self.incident
        case .fact: [.label, .value]
        case .digest: [.drill, .rank, .asks, .count, .rule, .reader, .incidents]
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
