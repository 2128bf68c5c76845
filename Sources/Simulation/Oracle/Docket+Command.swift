/// Who leads (SEMANTICS §6).
extension Docket {
    private var commandName: String? { paper.course(for: rank)?.commander ?? paper.commander }

    private var commandChairs: [Town.Named] {
        commandName.map { presence.places(named: $0, from: unit) } ?? []
    }

    /// Everybody who may lead, the first before the next.
    private var order: [String] {
        var seen: Set<String> = []
        return commandChairs.flatMap { [$0.person] + $0.deputies }.filter { seen.insert($0).inserted }
    }

    /// Whoever leads, named or not.
    var whoLeads: String? {
        leader ?? (commandName == nil ? answering.first?.person : nil)
    }

    /// While nobody leads: the holder of each chair, or who stands in.
    func seatsOfCommand() -> [String] {
        commandChairs.compactMap { chair in ([chair.person] + chair.deputies).first(where: canBeAsked) }
    }

    /// Somebody has just begun to answer.
    mutating func noteCommand(of person: String) {
        guard order.contains(person) else { return }
        guard let leader else {
            return lead(person)
        }
        guard leader != person, isEarlier(person, than: leader), !offered.contains(person) else { return }
        offered.insert(person)
        tell(leader, .commandOffer)
    }

    private func isEarlier(_ person: String, than other: String) -> Bool {
        guard let place = order.firstIndex(of: person) else { return false }
        return order.firstIndex(of: other).map { place < $0 } ?? true
    }

    private mutating func lead(_ person: String) {
        leader = person
        offered.remove(person)
        withdrawCommand()
        for one in answering where one.person != person { tell(one.person, .command) }
    }

    private mutating func withdrawCommand() {
        withdraw { [.command, .inCommand, .commandOffer].contains($0.kind) }
    }

    /// Somebody takes command; returns why not.
    mutating func takeCommand(_ person: String) -> String? {
        guard answersNow(person), order.contains(person) || offered.contains(person) else { return "notInCommand" }
        if leader != person { lead(person) }
        renew()
        return nil
    }

    /// Whoever led is gone: the next of those who answer.
    mutating func passOnCommand() {
        guard let former = leader, !answersNow(former) else { return }
        leader = nil
        let theirs = commandChairs.first { ([$0.person] + $0.deputies).contains(former) }
        let filler = theirs.flatMap { round.chair($0.chair)?.filledBy }.flatMap { answersNow($0) ? $0 : nil }
        guard let next = filler ?? order.first(where: answersNow) else { return withdrawCommand() }
        lead(next)
        tell(next, .inCommand)
    }
}
