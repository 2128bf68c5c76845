/// What can happen to an incident.
package enum Event: Hashable, Sendable {
    /// The same thing was reported again under the incident's key.
    case reportedAgain(ReportDraft)
    /// What it wanted opened was opened, or the incident that was open already got the report.
    case opened(PlanName, as: IncidentID, isNew: Bool)
    /// What it wanted opened cannot be: there is no such plan for the unit any more.
    case notOpened(PlanName)
    /// Another incident would have opened this one: its report, and who answers for it.
    case linked(Link, ReportDraft, answering: [PersonID])
    /// These said yes in the incident that opened this one.
    case answeredInOther([PersonID])
    /// A follow-up or the final report by somebody who is on it.
    case followUp(text: String, facts: [String: FactValue], isFinal: Bool)
    case answer(Answer)
    /// A stored deadline is up.
    case deadline(IncidentTimer)
    /// An attempt to send ended; `jitter` in -1…1 spreads the next one.
    case attempt(number: Int, outcome: AttemptOutcome, jitter: Double)
    /// Flood control put a notification into a digest.
    case merged(number: Int, digest: DigestID, rule: FloodRule)
    /// A message went out as the fixed plain text since its template failed.
    case templateFault(number: Int, TemplateFault)
    case setSeverity(Severity, reason: String)
    case pause(until: Timestamp, reason: String)
    case escalateByHand(reason: String)
    /// People are called in beside the plan, by the names of groups or their ids; `within` is their time to answer.
    case ask(names: [String], within: TimeSpan?, reason: String, as: Authority)
    /// Open seats are given up, by their groups, roles or holders.
    case goOnWithout(names: [String], reason: String, as: Authority)
    case close(Closing, reason: String)
    /// The auditor found something undone: what, of which notification, and how long ago it was due.
    case audited(AuditFinding, number: Int?, late: TimeSpan)
}

/// What a person says to a notification.
package struct Answer: Hashable, Codable, Sendable {
    package enum Word: String, Hashable, Codable, Sendable, CaseIterable {
        case accept
        case cannot
        case seen
        /// Still on it; renews the acknowledgement.
        case extend
        case note
        /// Takes command.
        case command
    }

    package var person: PersonID
    package var word: Word
    package var note: String?

    package init(person: PersonID, word: Word, note: String? = nil) {
        self.person = person
        self.word = word
        self.note = note
    }
}

/// Why an event is not done: told to whoever asked for it, and nothing is stored.
package enum Refusal: Error, Hashable, Sendable {
    case closed
    case severityBelowRules(Severity)
    case sameSeverity
    case pauseTooLong
    case pauseEnded
    case reasonNeeded
    case nobodyByThatName(PersonID)
    case finalReportAlreadyThere
    case noResponse(Severity)
    /// The name leads to nobody who could be asked and does not answer already.
    case nobodyToAsk(String)
    /// No open seat goes by that name.
    case noOpenSeat(String)
    /// They cannot take command: they do not answer, or stand nowhere in its order.
    case notInCommand(PersonID)
    /// Only whoever leads may do this, or an operator.
    case notLeading
    /// As many people as one incident can have were asked or told, or answered; this is one more.
    case tooManyPeople
}

extension Refusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .closed: "the incident is closed; file a new report if it is happening again"
        case .severityBelowRules(let graded):
            "the plan grades these facts as \(graded.numeral); a report may be graver than that, not lighter"
        case .sameSeverity: "the incident has this severity already"
        case .pauseTooLong: "a pause lasts 24 hours at most"
        case .pauseEnded: "the end of the pause is in the past"
        case .reasonNeeded: "say why"
        case .nobodyByThatName(let person): "nobody in the contact tree or the incident is called \(person)"
        case .finalReportAlreadyThere: "the final report was filed already"
        case .tooManyPeople:
            "\(Limits.contacts) people were asked or told of this incident, or answered it; nobody else can be taken on"
        case .nobodyToAsk(let name):
            "`\(name)` leads to nobody who could be asked now; name a group or a person who has an address and does not answer already"
        case .noOpenSeat(let name):
            "no open seat is called `\(name)`; name a group, a role or a person from whom an answer is missing"
        case .notInCommand(let person):
            "\(person) cannot take command: only somebody who answers and whom the plan names for it can"
        case .notLeading: "only whoever leads the incident may do this, or an operator"
        case .noResponse(let severity): "the plan has no response for severity \(severity.numeral)"
        }
    }
}
