import Escalation

/// A tree of one of the five plans that the golden timelines are played in (GOLDEN.md).
struct Tree {
    var units: [UnitPath: Unit] = [:]
    var people: [PersonID: Person] = [:]

    var directory: Directory { Directory(units: units, people: people) }

    /// Adds a unit; a seat is written `holder>deputy,deputy`, and everybody named has one address, which always works.
    mutating func add(_ path: UnitPath, _ groups: [String: [String]]) {
        var built: [String: Group] = [:]
        for (name, seats) in groups {
            built[name] = Group(
                seats: seats.map { written in
                    let parts = written.split(separator: ">").map(String.init)
                    let deputies = parts.dropFirst().first?.split(separator: ",").map(String.init) ?? []
                    for person in [parts[0]] + deputies where people[person] == nil { add(person, to: path) }
                    return Seat(holder: parts[0], deputies: deputies)
                }
            )
        }
        units[path] = Unit(path: path, name: LocalizedText(path), groups: built)
    }

    private mutating func add(_ person: PersonID, to path: UnitPath) {
        let address = Address(name: "mail", channel: "log", destination: person, settings: [:])
        people[person] = Person(id: person, unit: path, name: LocalizedText(person), addresses: [address])
    }
}

extension Step {
    /// A link or body that asks these and their deputies when they are silent.
    static func desks(
        _ names: String...,
        need: Need = .any,
        start: Start = .silence,
        when conditions: [Grading.Condition] = [],
        within minutes: Int64,
        cc copies: [String] = []
    ) -> Step {
        Step(
            ask: names.map { Reference($0) },
            need: need,
            start: start,
            conditions: conditions,
            within: .minutes(minutes),
            deputies: .afterTimeout,
            copies: copies.map { Reference($0) }
        )
    }
}

extension Rehearsal {
    /// What was sent since the last look, without order within one instant.
    func told() -> Set<String> { Set(news()) }

    /// Lets time pass, says something, and returns what was sent by then.
    func then(_ moment: String, _ person: PersonID, _ word: Answer.Word = .accept) throws -> Set<String> {
        try run(until: moment)
        try says(person, word)
        return told()
    }

    /// Lets time pass and returns what was sent.
    func until(_ moment: String) throws -> Set<String> {
        try run(until: moment)
        return told()
    }
}
