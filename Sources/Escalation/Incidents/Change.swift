/// One thing that happened to an incident, as it stands on record; the state is a fold over these.
package enum Change: Hashable, Codable, Sendable {
    case reported(report: Report, graded: Severity, severity: Severity)
    /// The same thing was reported again under the same key; `count` includes the first report and those that were only counted.
    case reportedAgain(count: Int, title: String, facts: [String: FactValue], note: String?)
    /// Its plan opened another incident; or, where one of that plan was open in the unit, reported to that.
    case opened(plan: PlanName, incident: IncidentID, isNew: Bool)
    /// Its plan would have opened an incident of a plan that is not in force for the unit any more.
    case notOpened(plan: PlanName)
    /// The report of another incident, whose plan would have opened this one.
    case linked(Link)
    /// A numbered follow-up, or the final report.
    case followedUp(number: Int, isFinal: Bool, text: String, facts: [String: FactValue])
    /// `keepsSeats`: who fills a seat goes on filling it.
    case roundStarted(number: Int, grade: Severity, because: RoundReason, keepsSeats: Bool)
    case runStarted(part: Part, run: Int)
    /// Every seat that the step wants, with whom it asks for it; who of them gets a message is said by the notifications.
    case stepStarted(part: Part, step: Int, seats: [SeatCall], copied: [Candidate])
    /// Passed over; `seats` are those for which nobody can be asked.
    case stepSkipped(part: Part, step: Int, because: SkipReason, seats: [SeatCall])
    /// Somebody who holds a seat of a link that has not begun said yes: it counts as begun, and asks nobody.
    case stepJoined(step: Int, seats: [SeatCall])
    /// Deputies were asked beside silent holders, or instead of somebody who is out.
    case deputiesAsked(step: Int, asked: [Asked], because: DeputyReason, batch: Int)
    /// Nobody can be asked for these seats of the step any more.
    case seatsEmpty(step: Int, seats: [SeatID])
    /// Whoever leads, or an operator, goes on without these seats.
    case seatsGivenUp(seats: [SeatID], reason: String)
    /// People were called in beside the plan.
    case calledIn(people: [Candidate], batch: Int, reason: String)
    /// Those who were called in did not answer in time; whoever called them in is told.
    case calledInSilent(people: [PersonID])
    /// Enough people answer for a part; of the chain, with whoever meets it as somebody of the fallback.
    case partMet(part: Part, by: PersonID? = nil)
    /// Somebody left, and the part's need is not met without them.
    case partOpen(part: Part)
    case runEnded(part: Part, run: Int)
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
    /// A yes; `fills` are the seats that it fills.
    case accepted(person: PersonID, standsFor: PersonID?, note: String?, fills: [SeatID])
    case declined(person: PersonID, note: String?)
    case unreachable(person: PersonID)
    case seen(person: PersonID)
    case extended(person: PersonID, note: String?)
    case noted(person: PersonID, text: String)
    /// An answer that came after the end; it is kept and changes nothing.
    case answeredLate(person: PersonID, word: Answer.Word, note: String?)
    /// The needs of the chain and of every body are met.
    case satisfied
    case commandBegan(person: PersonID, standsFor: PersonID?, because: CommandReason)
    /// Somebody who stands earlier in the order of command answered; whoever leads goes on until they take it.
    case commandOffered(person: PersonID)
    /// Nobody leads any more.
    case commandEnded
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
    case exhausted(part: Part)
    case toldFallback(people: [PersonID])
    /// These were told which seats are still open.
    case toldIncomplete(people: [PersonID], open: [SeatID])
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
    /// with their numbers, so the numbers from `after` + 1 to `to` are left out. The ledger is called `name` in the ids of what
    /// comes then: the same copy may be put in place once more, and leaves out the same numbers.
    case numbersLeftOut(after: IncidentID, to: IncidentID, name: String)
    /// Of the ledger itself: this contact tree came into force, with times by this version of the rules of time zones.
    case treeInstalled(version: String, zoneRules: String)
    /// Of the ledger itself: the server wrote a file of the contact tree, which is in force with this entry. `file` is its way
    /// below the tree's folder; the digests (SHA-256, hex) are of its bytes, and `nil` where there was or is no such file.
    case treeEdited(file: String, before: String?, after: String?, reason: String)
}

/// Somebody who is asked for a seat: its holder, or a deputy.
package struct Asked: Hashable, Codable, Sendable {
    package var person: PersonID
    package var seat: SeatID
    /// Whether the person is on duty, as in ``SeatCall/attendance``.
    package var attendance: Attendance?

    package init(person: PersonID, seat: SeatID, attendance: Attendance? = nil) {
        self.person = person
        self.seat = seat
        self.attendance = attendance
    }

    /// The holder for whom a deputy is asked.
    package var standsFor: PersonID? { person == seat.holder ? nil : seat.holder }
}

/// A seat that a step wants, and whom it asks for it.
package struct SeatCall: Hashable, Codable, Sendable {
    package var seat: SeatID
    /// The position in `ask` of the name that leads to it.
    package var name: Int
    /// The group and the role of the seat.
    package var reason: Reason
    /// Who stands in for the holder, in order.
    package var deputies: [PersonID]
    /// Nobody where the seat is filled, given up or empty, or where the step needs it no more.
    package var asked: PersonID?
    /// The answer deadline of whoever is asked.
    package var batch: Int?
    /// Somebody who answers already and holds it, or filled it before.
    package var filledBy: PersonID?
    /// Nobody can be asked for it.
    package var isEmpty: Bool
    /// Whether whoever is asked is on duty, and what says so; only where the step has a time of its own for those who are not.
    package var attendance: Attendance?
    /// What makes the holder of a roster's seat be on duty.
    package var shift: Shift?
    /// The absence of the holder.
    package var absence: Absence?

    package init(
        seat: SeatID,
        name: Int,
        reason: Reason,
        deputies: [PersonID] = [],
        asked: PersonID? = nil,
        batch: Int? = nil,
        filledBy: PersonID? = nil,
        isEmpty: Bool = false,
        attendance: Attendance? = nil,
        shift: Shift? = nil,
        absence: Absence? = nil
    ) {
        self.seat = seat
        self.name = name
        self.reason = reason
        self.deputies = deputies
        self.asked = asked
        self.batch = batch
        self.filledBy = filledBy
        self.isEmpty = isEmpty
        self.attendance = attendance
        self.shift = shift
        self.absence = absence
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
package enum SkipReason: String, Hashable, Codable, Sendable, CaseIterable {
    /// No name of the step leads to anybody.
    case nobodyNamed = "nobody_named"
    /// Everybody named is out or cannot be reached.
    case everybodyOut = "everybody_out"
    /// Its own need is met already, and only names of an earlier step are open.
    case needMet = "need_met"
    /// Its conditions do not hold: left out.
    case notNow = "not_now"
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
