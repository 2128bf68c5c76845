extension Transition {
    // MARK: Asking

    /// Asks somebody for whom a step has just begun; whoever was asked in this lap gets their next address, or one reminder.
    ///
    /// Wanted twice by this event, they are asked once: anew, if one of the two asks them anew.
    mutating func ask(_ person: PersonID, isAgain: Bool) {
        let before = askedNow.updateValue(isAgain && askedNow[person] != false, forKey: person)
        if before == false || before == true && isAgain { return }
        let first = firstNotification
        let isAnew = !isAgain && quiet[person] == nil
        cancelPlanned(because: .replaced) { message in
            guard message.person == person else { return false }
            return switch message.kind {
            case .copy: true
            case .reminder: isAnew
            case .alert: before != nil && message.id.number > first
            default: false
            }
        }
        guard isAgain else { return ask(person) }
        if !askAtNextAddress(person) { remind(person) }
    }

    /// Asks a person, at all addresses together or at the first and then one after another.
    mutating func ask(_ person: PersonID) {
        guard let contact = incident.contacts[person] else { return }
        let kind = askingKind(for: contact)
        let addresses = addressNames(of: person)
        guard !addresses.isEmpty else { return isUnreachable(person) }
        if order == .together {
            for address in gained(addresses, by: contact) { plan(kind, for: person, at: address) }
        } else if let first = gained(addresses, by: contact).first {
            plan(kind, for: person, at: first)
            setNextAddressTimer(person)
        }
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

    private mutating func setNextAddressTimer(_ person: PersonID) {
        guard let contact = incident.contacts[person], let reach = response?.reach else { return }
        guard addressNames(of: person).contains(where: { !contact.triedAddresses.contains($0) }) else { return }
        set(.nextAddress(person), after: reach.every)
    }

    /// One reminder, at least two minutes after the last message; one that is under way is enough.
    mutating func remind(_ person: PersonID) {
        let isUnderWay = incident.unfinished.values.contains { $0.person == person && $0.kind == .reminder }
        guard !isUnderWay, let contact = incident.contacts[person] else { return }
        let known = addressNames(of: person)
        guard let address = contact.reachedBy.last(where: known.contains) ?? known.first else { return }
        let earliest = contact.lastMessageAt.map { $0 + Limits.quietAfterMessage } ?? now
        // A wall clock that was set back must not put it off any further.
        plan(.reminder, for: person, at: address, due: max(now, min(earliest, now + Limits.quietAfterMessage)))
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
