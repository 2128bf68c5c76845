extension Transition {
    /// An attempt to send ended.
    mutating func attempt(_ number: Int, _ outcome: AttemptOutcome, jitter: Double) {
        guard let notification = incident.unfinished[number] else { return }
        let attempt = notification.attempts + 1
        switch outcome {
        case .accepted(let evidence):
            record(.notificationAccepted(number: number, attempt: attempt, evidence: evidence))
            tellLatecomer(notification)
        case .permanent(let reason):
            fail(notification, attempt: attempt, reason: reason)
        case .temporary(let reason):
            retry(notification, attempt: attempt, wait: nil, reason: reason, isUnknown: false, jitter: jitter)
        case .throttled(let wait, let reason):
            retry(notification, attempt: attempt, wait: wait, reason: reason, isUnknown: false, jitter: jitter)
        case .unreadable(let reason) where notification.mayHaveArrived:
            fail(notification, attempt: attempt, reason: reason)
        case .unknown(let reason), .unreadable(let reason):
            retry(notification, attempt: attempt, wait: nil, reason: reason, isUnknown: true, jitter: jitter)
            if notification.kind.asks, incident.isAwaited(notification.person) {
                askAtNextAddress(notification.person)
            }
        }
    }

    mutating func merged(_ number: Int, digest: DigestID, rule: FloodRule) {
        guard incident.unfinished[number] != nil else { return }
        record(.notificationMerged(number: number, digest: digest, rule: rule))
    }

    private mutating func retry(
        _ notification: Notification,
        attempt: Int,
        wait: TimeSpan?,
        reason: Evidence,
        isUnknown: Bool,
        jitter: Double
    ) {
        let number = notification.id.number
        if let gone = noLongerWanted(notification) {
            record(.notificationCancelled(number: number, because: gone))
            if gone == .targetGone { goOn(without: notification) }
            return
        }
        guard let usual = Limits.retries[checked: attempt - 1] else {
            return fail(notification, attempt: attempt, reason: reason)
        }
        let spread = Int64(Double(usual.milliseconds) * Limits.jitter * max(-1, min(1, jitter)))
        let pause = max(min(wait ?? .zero, Limits.throttle), TimeSpan(milliseconds: usual.milliseconds + spread))
        record(
            .notificationRetrying(
                number: number,
                attempt: attempt,
                due: now + pause,
                reason: reason,
                isUnknown: isUnknown
            )
        )
    }

    /// Why a message that did not get through need not be tried again; `nil` when it must.
    private func noLongerWanted(_ notification: Notification) -> CancelReason? {
        let outlivesClosing: [MessageKind] = [.allClear, .correction, .owed, .overdue]
        if incident.isClosed, !outlivesClosing.contains(notification.kind) { return .closed }
        switch notification.kind {
        case .alert, .reminder:
            let standing = incident.contacts[notification.person]?.state
            if standing == .accepted || standing == .out(.cannot) { return .personAnswered }
            if !incident.isAwaited(notification.person) { return .answered }
        case .unanswered: if incident.status != .open { return .answered }
        case .incomplete: if !isIncomplete(for: notification.person) { return .answered }
        case .command: if incident.command == nil { return .replaced }
        case .inCommand: if incident.command?.person != notification.person { return .replaced }
        case .commandOffer:
            let isOffered = incident.command?.person == notification.person && !incident.offeredCommand.isEmpty
            if !isOffered { return .replaced }
        case .stillOnIt: if incident.timer(.grace) == nil { return .answered }
        case .takenOver: if incident.status == .open { return .replaced }
        case .allClear, .correction: if !incident.isClosed { return .replaced }
        case .copy, .update, .severity, .owed, .overdue: break
        }
        return addressNames(of: notification.person).contains(notification.address) ? nil : .targetGone
    }

    /// The address failed for good: the person's next address now; when all failed, the person is unreachable.
    private mutating func fail(_ notification: Notification, attempt: Int, reason: Evidence) {
        record(.notificationFailed(number: notification.id.number, attempt: attempt, reason: reason))
        goOn(without: notification)
    }

    private mutating func goOn(without notification: Notification) {
        let person = notification.person
        guard notification.kind.asks, incident.isAwaited(person) else {
            return tellAtNextAddress(notification)
        }
        if askAtNextAddress(person) { return }
        let hasHope = incident.unfinished.values.contains { $0.person == person && $0.kind.asks }
        if !hasHope, incident.contacts[person]?.isReached != true { isUnreachable(person) }
    }

    /// What only tells something goes to the person's next address, unless another copy of it is under way or arrived.
    private mutating func tellAtNextAddress(_ failed: Notification) {
        guard [nil, .targetGone].contains(noLongerWanted(failed)) else { return }
        guard let contact = incident.contacts[failed.person] else { return }
        let isUnderWay = incident.unfinished.values.contains { $0.person == failed.person && $0.kind == failed.kind }
        let hasOther = contact.reachedBy.contains { $0 != failed.address }
        let names = addressNames(of: failed.person)
        let position = names.firstIndex(of: failed.address) ?? -1
        guard !isUnderWay, !hasOther, let next = names[checked: position + 1] else { return }
        plan(failed.kind, for: failed.person, at: next)
    }

    /// Somebody whose message was under way while the incident was answered or closed is told now.
    private mutating func tellLatecomer(_ notification: Notification) {
        let person = notification.person
        guard let contact = incident.contacts[person] else { return }
        if case .closed(let closing) = incident.status {
            guard !contact.toldItIsOver, notification.kind != .owed, notification.kind != .overdue else { return }
            guard incident.closing?.by != .person(person) else { return }
            plan(closing == .cancelled ? .correction : .allClear, for: person, at: notification.address)
        } else if !contact.toldWhoAnswers, notification.kind.asks || notification.kind == .copy {
            guard incident.round.parts.contains(where: \.isMet) else { return }
            guard !incident.responders.contains(where: { $0.person == person }) else { return }
            guard contact.state != .out(.cannot) else { return }
            let parts = parts(of: person)
            guard !parts.isEmpty, parts.allSatisfy(\.isMet) else { return }
            plan(.takenOver, for: person, at: notification.address)
        }
    }
}
