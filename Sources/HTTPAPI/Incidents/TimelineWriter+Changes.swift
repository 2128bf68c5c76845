package import Escalation

extension TimelineWriter {
    /// One line of the timeline; `nil` for timers, which only the machine needs, and for what the ledger notes of itself.
    package func item(_ change: Change) -> Item? {
        switch change {
        case .reported(let report, let graded, let severity): reported(report, graded, severity)
        case .reportedAgain(let count, let title, let facts, let note): reportedAgain(count, title, facts, note)
        case .followedUp(let number, let isFinal, let text, let facts): followedUp(number, isFinal, text, facts)
        case .opened, .notOpened, .linked: ofLinks(change)
        case .roundStarted(let number, let grade, let reason, let keepsSeats):
            roundStarted(number, grade, reason, keepsSeats)
        case .runStarted(let part, let run): runStarted(part, run)
        case .stepStarted(_, let step, let seats, let copied): stepStarted(step, seats, copied)
        case .stepSkipped(_, let step, let reason, let seats): stepSkipped(step, reason, seats)
        case .deputiesAsked(let step, let asked, let reason, let batch): deputiesAsked(step, asked, reason, batch)
        case .stepJoined(let step, let seats): stepJoined(step, seats)
        case .seatsEmpty, .seatsGivenUp, .calledIn, .calledInSilent, .partMet, .partOpen, .runEnded, .toldIncomplete,
            .commandBegan, .commandOffered, .commandEnded:
            ofSeats(change)
        case .notificationPlanned(let notification): planned(notification)
        case .notificationAccepted(let number, let attempt, let evidence): taken(number, attempt, evidence)
        case .notificationRetrying(let number, let attempt, let due, let reason, let isUnknown):
            retrying(number, attempt, due, reason, isUnknown)
        case .notificationFailed(let number, let attempt, let reason): failed(number, attempt, reason)
        case .notificationCancelled(let number, let reason): cancelled(number, reason)
        case .notificationMerged(let number, let digest, let rule): merged(number, digest, rule)
        case .templateFailed(let number, let fault): templateFailed(number, fault)
        case .accepted(let person, let holder, let note, let fills): accepted(person, holder, note, fills)
        case .declined(let person, let note): declined(person, note)
        case .unreachable(let person): unreachable(person)
        case .seen(let person): seen(person)
        case .extended(let person, let note): extended(person, note)
        case .noted(let person, let text): noted(person, text)
        case .answeredLate(let person, let word, let note): answeredLate(person, word, note)
        case .satisfied: satisfied
        case .acknowledgementLapsed: acknowledgementLapsed
        case .openAgain(let reason): openAgain(reason)
        case .reopened: reopened
        case .severityChanged(let from, let to, let reason): severityChanged(from, to, reason)
        case .paused(let until, let reason): paused(until, reason)
        case .acknowledgementExtended(let until, let reason): acknowledgementExtended(until, reason)
        case .resumed: resumed
        case .escalatedByHand(let reason): escalatedByHand(reason)
        case .exhausted(let part): exhausted(part)
        case .toldFallback(let people): toldFallback(people)
        case .nobodyReachable: nobodyReachable
        case .auditorMended(let found, let number, let late): mended(found, number, late)
        case .obligationArose(let obligation): arose(obligation)
        case .obligationReminded(let kind): reminded(kind)
        case .obligationEscalated(let kind): escalated(kind)
        case .obligationMet(let kind): met(kind)
        case .obligationVoided(let kind): voided(kind)
        case .closed(let closing, let reason): closed(closing, reason)
        case .timerSet, .timerCleared, .incidentsRemoved, .restoreAccepted, .numbersLeftOut, .treeInstalled,
            .treeEdited:
            nil
        }
    }
}
