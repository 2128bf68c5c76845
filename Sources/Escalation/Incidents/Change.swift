/// One thing that happened to an incident, as it stands on record; the state is a fold over these.
package enum Change: Hashable, Codable, Sendable {
    case reported(report: Report, graded: Severity, severity: Severity)
    /// The same thing was reported again under the same key; `count` includes the first report and those that were only counted.
    case reportedAgain(count: Int, title: String, facts: [String: FactValue], note: String?)
    /// A numbered follow-up, or the final report.
    case followedUp(number: Int, isFinal: Bool, text: String, facts: [String: FactValue])
    case roundStarted(number: Int, grade: Severity, because: RoundReason)
    case runStarted(run: Int)
    /// Everybody the step wants and waits for, also those asked before; who of them gets a message is said by the notifications.
    case stepStarted(step: Int, asked: [Asked], copied: [Candidate], missing: Int)
    case stepSkipped(step: Int, because: SkipReason)
    /// Deputies were asked beside silent holders, or instead of somebody who is out.
    case deputiesAsked(step: Int, asked: [Asked], because: DeputyReason)
    case notificationPlanned(Notification)
    /// An attempt ended well.
    case notificationAccepted(number: Int, attempt: Int, evidence: Evidence)
    case notificationRetrying(number: Int, attempt: Int, due: Timestamp, reason: Evidence, isUnknown: Bool)
    case notificationFailed(number: Int, attempt: Int, reason: Evidence)
    case notificationCancelled(number: Int, because: CancelReason)
    /// Flood control put it into a digest; the rule that did it is named.
    case notificationMerged(number: Int, digest: DigestID, rule: FloodRule)
    /// The template failed; a fixed plain message went out instead.
    case templateFailed(number: Int, fault: TemplateFault)
    case accepted(person: PersonID, standsFor: PersonID?, note: String?, missing: Int)
    case declined(person: PersonID, note: String?)
    case unreachable(person: PersonID)
    case seen(person: PersonID)
    case extended(person: PersonID, note: String?)
    case noted(person: PersonID, text: String)
    /// An answer that came after the end; it is kept and changes nothing.
    case answeredLate(person: PersonID, word: Answer.Word, note: String?)
    case satisfied
    case acknowledgementLapsed
    /// Nobody answers for it any more.
    case openAgain(because: OpenReason)
    case reopened
    case severityChanged(from: Severity, to: Severity, reason: RegradingReason)
    case paused(until: Timestamp, reason: String)
    /// A pause where nobody is left to ask: those who answer are not asked before `until` whether they are still on it.
    case acknowledgementExtended(until: Timestamp, reason: String)
    case resumed
    case escalatedByHand(reason: String)
    case exhausted
    case toldFallback(people: [PersonID])
    /// Nobody at all could be asked or told: the operator must act.
    case nobodyReachable
    /// The auditor found something undone and had it taken up again; `number` is the notification's, if it is about one.
    case auditorMended(found: AuditFinding, number: Int?, late: TimeSpan)
    case obligationArose(Obligation)
    case obligationReminded(kind: Obligation.Kind)
    case obligationEscalated(kind: Obligation.Kind)
    case obligationMet(kind: Obligation.Kind)
    /// The incident ended before it was owed.
    case obligationVoided(kind: Obligation.Kind)
    case closed(Closing, reason: String)
    case timerSet(IncidentTimer)
    case timerCleared(kind: IncidentTimer.Kind)
    /// Of the ledger itself: incidents that were closed before a time were taken off the record. Their entries keep
    /// position and hash; `digest` (hex) covers which ones they were.
    case incidentsRemoved(incidents: [IncidentID], entries: Int, digest: String, closedBefore: Timestamp)
    /// Of the ledger itself: another copy of the record was put in place, and an operator accepted that it ends here.
    case restoreAccepted(position: Int64, signed: Int64, reason: String)
    /// Of the ledger itself: an older copy of it was put in place. Incidents that were reported after the copy was made are lost
    /// with their numbers, so the numbers from `after` + 1 to `to` are left out.
    case numbersLeftOut(after: IncidentID, to: IncidentID)
}

/// Somebody whom a step asks.
package struct Asked: Hashable, Codable, Sendable {
    package var candidate: Candidate
    package var standsFor: PersonID?

    package init(candidate: Candidate, standsFor: PersonID? = nil) {
        self.candidate = candidate
        self.standsFor = standsFor
    }
}

/// Why a round began.
package enum RoundReason: String, Hashable, Codable, Sendable {
    case firstReport = "first_report"
    case reportedAgain = "reported_again"
    case severityRaised = "severity_raised"
    case lapsed
    case reopened
    case byHand = "by_hand"
}

/// Why a step was passed over.
package enum SkipReason: String, Hashable, Codable, Sendable {
    /// No name of the step leads to anybody.
    case nobodyNamed = "nobody_named"
    /// Everybody named is out or cannot be reached.
    case everybodyOut = "everybody_out"
    /// Everybody named has accepted already, and more people are needed.
    case everybodyAnswered = "everybody_answered"
}

/// Why a deputy is asked.
package enum DeputyReason: String, Hashable, Codable, Sendable {
    case timeout
    case cannot
    case unreachable
}

/// Why a message was not sent after all.
package enum CancelReason: String, Hashable, Codable, Sendable {
    case answered
    case closed
    case personAnswered = "person_answered"
    /// The person or the address is no longer in the directory.
    case targetGone = "target_gone"
    /// A later message took its place.
    case replaced
}

/// Why nobody answers for an incident any more.
package enum OpenReason: String, Hashable, Codable, Sendable {
    case lapsed
    case responderCannot = "responder_cannot"
}
