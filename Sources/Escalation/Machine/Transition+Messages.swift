extension Transition {
    // MARK: Asking

    /// Asks somebody for whom a step has just begun; whoever was asked in this lap gets their next address, or one reminder.
    ///
    /// Wanted twice by this event, they are asked once: anew, if one of the two asks them anew.
    ///
    /// - Parameters:
    ///   - person: who is asked.
    ///   - isAgain: whether they were asked in this lap.
    ///   - within: the time of somebody who is called in.
    mutating func ask(_ person: PersonID, isAgain: Bool, within: TimeSpan? = nil) {
        let before = askedNow.updateValue(isAgain && askedNow[person] != false, forKey: person)
        if before == false || before == true && isAgain { return }
        let first = firstNotification
        let isAnew = !isAgain && quiet[person] == nil
        let latest = dueOfReminder(for: person)
        cancelPlanned(because: .replaced) { message in
            guard message.person == person else { return false }
            return switch message.kind {
            case .copy: true
            case .reminder: isAnew
            case .alert: before != nil && message.id.number > first
            default: false
            }
        }
        guard isAgain else { return ask(person, notAfter: latest) }
        if !askAtNextAddress(person) { remind(person, within: within) }
    }

    /// Asks a person, at all addresses together or at the first and then one after another; whoever is only reminded has two
    /// minutes after the last message.
    ///
    /// - Parameters:
    ///   - person: who is asked.
    ///   - latest: when a reminder that this one takes the place of was to go out.
    mutating func ask(_ person: PersonID, notAfter latest: Timestamp? = nil) {
        guard let contact = incident.contacts[person] else { return }
        let kind = askingKind(for: contact)
        let addresses = addressNames(of: person)
        guard !addresses.isEmpty else { return isUnreachable(person) }
        let isDelayed = kind == .reminder && !isSettled(contact)
        let due = isDelayed ? earliest(after: contact.lastMessageAt, notAfter: latest) : now
        if order == .together {
            for address in gained(addresses, by: contact) { plan(kind, for: person, at: address, due: due) }
        } else if let first = gained(addresses, by: contact).first {
            plan(kind, for: person, at: first, due: due)
            setNextAddressTimer(person, from: due)
        }
    }

    /// Whether the last message for somebody lies at least two minutes back, since a timer of that length came up after it.
    private func isSettled(_ contact: Contact) -> Bool {
        guard let every = response?.repetition?.every, every >= Limits.quietAfterMessage else { return false }
        let part = incident.round.parts.first { $0.lap == contact.lap && $0.settledUpTo != nil }
        guard let settled = part?.settledUpTo else { return false }
        return contact.lastMessage.map { $0 <= settled } ?? true
    }

    /// When a reminder that has not left, and was not tried yet, is to go out.
    private func dueOfReminder(for person: PersonID) -> Timestamp? {
        let planned = incident.unfinished.values.filter { message in
            message.person == person && message.kind == .reminder && message.attempts == 0
                && !context.inFlight.contains(message.id.number)
        }
        return planned.map(\.due).min()
    }

    /// When a reminder may go out: two minutes after the last message, and not later than another that it takes the place of.
    private func earliest(after last: Timestamp?, notAfter latest: Timestamp? = nil) -> Timestamp {
        let earliest = last.map { $0 + Limits.quietAfterMessage } ?? now
        // A wall clock that was set back must not put it off any further.
        return max(now, min(earliest, now + Limits.quietAfterMessage, latest ?? earliest))
    }

    /// A repeat reminds those whom the round asked before.
    private func askingKind(for contact: Contact) -> MessageKind {
        let isCalledInOnly =
            incident.round.calledIn.contains { $0.person == contact.person }
            && !incident.round.seats.contains { $0.asked.contains(contact.person) }
        return contact.lap > contact.firstLap && !contact.reachedBy.isEmpty && !isCalledInOnly ? .reminder : .alert
    }

    /// After a raising, somebody whose time goes on since they were asked a moment before is only asked where they gain a channel.
    private func gained(_ addresses: [String], by contact: Contact) -> [String] {
        guard quiet[contact.person] != nil else { return addresses }
        return addresses.filter { !contact.reachedBy.contains($0) }
    }

    /// Uses the person's next address that was not used in this run; `false` when there is none.
    @discardableResult
    mutating func askAtNextAddress(_ person: PersonID) -> Bool {
        clear(.nextAddress(person))
        guard let contact = incident.contacts[person] else { return false }
        let untried = addressNames(of: person).filter { !contact.triedAddresses.contains($0) }
        guard let next = untried.first else { return false }
        plan(askingKind(for: contact), for: person, at: next)
        setNextAddressTimer(person)
        return true
    }

    private mutating func setNextAddressTimer(_ person: PersonID, from due: Timestamp? = nil) {
        guard let contact = incident.contacts[person], let reach = response?.reach else { return }
        guard addressNames(of: person).contains(where: { !contact.triedAddresses.contains($0) }) else { return }
        let wait = max((due ?? now) - now, .zero)
        set(.nextAddress(person), after: TimeSpan(milliseconds: reach.every.milliseconds + wait.milliseconds))
    }

    /// One reminder, at least two minutes after the last message; one that is under way is enough.
    ///
    /// - Parameters:
    ///   - person: who is reminded.
    ///   - within: the time of somebody who is called in: it comes before half of it is gone, and in the place of one that waits.
    mutating func remind(_ person: PersonID, within: TimeSpan? = nil) {
        let underWay = incident.unfinished.values.filter { $0.person == person && $0.kind == .reminder }
        let isLeaving = underWay.contains { context.inFlight.contains($0.id.number) }
        guard underWay.isEmpty || within != nil && !isLeaving, let contact = incident.contacts[person] else { return }
        let known = addressNames(of: person)
        guard let address = contact.reachedBy.last(where: known.contains) ?? known.first else { return }
        var due = earliest(after: contact.lastMessageAt, notAfter: dueOfReminder(for: person))
        if let within { due = min(due, now + TimeSpan(milliseconds: within.milliseconds / 2)) }
        cancelPlanned(because: .replaced) { $0.person == person && $0.kind == .reminder }
        plan(.reminder, for: person, at: address, due: due)
    }

    private var order: Reach.Order {
        (response?.reach ?? Reach()).order(for: incident.severity)
    }

    // MARK: Telling

    /// Tells one person something, at the addresses that reached them, or at their first.
    mutating func tell(_ person: PersonID, _ kind: MessageKind) {
        let known = addressNames(of: person)
        let reached = incident.contacts[person]?.reachedBy.filter(known.contains) ?? []
        for address in reached.isEmpty ? Array(known.prefix(1)) : reached { plan(kind, for: person, at: address) }
    }

    /// Tells everybody who was reached, save those left out.
    mutating func tellReached(_ kind: MessageKind, except left: Set<PersonID> = []) {
        for contact in incident.contacts.all where !left.contains(contact.person) {
            // Whoever answers unasked is told of another rank too.
            let isTold = !contact.reachedBy.isEmpty || kind == .severity && isResponder(contact.person)
            if isTold { tell(contact.person, kind) }
        }
    }

    // MARK: Planning and cancelling

    /// Plans a message; one of the same kind for the same address that has not left yet is replaced by it.
    mutating func plan(_ kind: MessageKind, for person: PersonID, at address: String, due: Timestamp? = nil) {
        guard hasRoom(for: person) else { return }
        if incident.contacts[person]?.lastMessageAt != nil {
            cancelPlanned(because: .replaced) { $0.person == person && $0.address == address && $0.kind == kind }
        }
        let id = NotificationID(incident: incident.id, number: incident.lastNotification + 1)
        let notification = Notification(
            id: id,
            person: person,
            address: address,
            kind: kind,
            due: due ?? now,
            mark: context.mark
        )
        record(.notificationPlanned(notification))
    }

    /// Cancels what has not left yet and fits; what is being sent at this moment may finish.
    mutating func cancelPlanned(because reason: CancelReason, where fits: (Notification) -> Bool = { _ in true }) {
        let planned = incident.unfinished.values.filter { !context.inFlight.contains($0.id.number) && fits($0) }
        for notification in planned.sorted(by: { $0.id < $1.id }) {
            record(.notificationCancelled(number: notification.id.number, because: reason))
        }
    }

    func addressNames(of person: PersonID) -> [String] {
        directory.people[person]?.addresses.map(\.name) ?? []
    }
}
