import Escalation

/// The small world of the tests: one unit, people with addresses, groups with seats.
enum Town {
    static let unit: UnitPath = "/town"
    static let names = ["a", "b", "c", "d", "e", "f", "g", "office", "boss", "gate"]

    /// Everybody has the address `mail` unless `addresses` says otherwise; a seat is written `holder>deputy,deputy`.
    static func directory(
        addresses: [PersonID: [String]] = [:],
        groups: [String: [String]] = [:]
    ) -> Directory {
        var people: [PersonID: Person] = [:]
        for name in names + addresses.keys.sorted() {
            people[name] = Person(
                id: name,
                unit: unit,
                name: LocalizedText(name),
                addresses: (addresses[name] ?? ["mail"]).map { address(named: $0) }
            )
        }
        let built = groups.mapValues { Group(seats: $0.map(seat)) }
        let home = Unit(path: unit, name: LocalizedText("Town"), groups: built)
        return Directory(units: [unit: home], people: people)
    }

    private static func address(named name: String) -> Address {
        Address(name: name, channel: "log", destination: name, settings: [:])
    }

    private static func seat(_ written: String) -> Seat {
        let parts = written.split(separator: ">").map(String.init)
        let deputies = parts.count > 1 ? parts[1].split(separator: ",").map(String.init) : []
        return Seat(holder: parts.first ?? "", deputies: deputies)
    }
}

extension Step {
    /// A step that asks these names and gives them so many minutes.
    static func ask(
        _ names: String...,
        need: Need = .any,
        start: Start = .silence,
        when conditions: [Grading.Condition] = [],
        within minutes: Int64 = 5,
        deputies: DeputyRule = .onlyInstead,
        cc copies: [String] = []
    ) -> Step {
        Step(
            ask: names.map { Reference($0) },
            need: need,
            start: start,
            conditions: conditions,
            within: .minutes(minutes),
            deputies: deputies,
            copies: copies.map { Reference($0) }
        )
    }
}

extension Plan {
    /// A plan with the same response for every severity; `office` is the fallback and `boss` the commander.
    static func running(
        _ steps: Step...,
        repetition: Repetition? = nil,
        acknowledgement: AcknowledgementRule? = nil,
        reach: Reach = Reach(),
        commander: String? = "boss"
    ) -> Plan {
        let response = Response(
            steps: steps,
            repetition: repetition,
            acknowledgement: acknowledgement,
            reach: reach
        )
        var plan = graded([.one: response, .four: response])
        plan.commander = commander.map { Reference($0) }
        return plan
    }

    static func graded(_ responses: [Severity: Response], rules: [Grading.Rule] = [], fields: [String] = []) -> Plan {
        Plan(
            name: "fire",
            title: LocalizedText("Fire"),
            fields: fields.map { ReportField(name: $0, kind: .number, isRequired: true, label: LocalizedText($0)) },
            grading: Grading(rules: rules),
            responses: responses,
            commander: Reference("boss"),
            fallback: [Reference("office")]
        )
    }
}

extension Grading.Rule {
    /// Grades by the number of people hurt.
    static func hurt(_ count: Double, is severity: Severity) -> Grading.Rule {
        Grading.Rule(severity: severity, conditions: [.hurt(count)])
    }
}

extension Grading.Condition {
    /// So many people are hurt.
    static func hurt(_ count: Double) -> Grading.Condition {
        Grading.Condition(field: "hurt", comparison: .atLeast, value: .number(count))
    }
}

extension SeatID {
    /// The seat of a person whom a plan names directly.
    static func named(_ person: PersonID) -> SeatID { SeatID(holder: person) }

    /// A seat of a group of the town.
    static func of(_ group: String, _ holder: PersonID) -> SeatID {
        SeatID(group: Town.unit + "/" + group, holder: holder)
    }
}
