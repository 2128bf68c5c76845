package import Escalation

/// The small world of the tests: one unit, people with addresses, one plan or several.
package enum Town {
    package static let unit: UnitPath = "/town"
    package static let names = ["a", "b", "c", "d", "office", "boss"]

    /// Everybody has the address `mail` of their own at `channel`, unless `addresses` says otherwise.
    package static func directory(
        _ plans: [Plan],
        channel: String = "log",
        addresses: [PersonID: [Address]] = [:],
        without gone: Set<PersonID> = [],
        groups: [String: Group] = [:]
    ) -> Directory {
        var people: [PersonID: Person] = [:]
        for name in Set(names).union(addresses.keys) where !gone.contains(name) {
            let own = [address("mail", of: name, channel: channel)]
            people[name] = Person(id: name, unit: unit, name: LocalizedText(name), addresses: addresses[name] ?? own)
        }
        let byName = Dictionary(plans.map { ($0.name, $0) }) { first, _ in first }
        let home = Unit(path: unit, name: LocalizedText("Town"), groups: groups, plans: byName)
        return Directory(units: [unit: home], people: people, version: "1")
    }

    package static func address(
        _ name: String,
        of person: PersonID,
        channel: String = "log",
        at destination: String? = nil
    )
        -> Address
    {
        Address(name: name, channel: channel, destination: destination ?? "\(person).\(name)", settings: [:])
    }

    package static func report(
        _ title: String = "Smoke in the archive",
        plan: PlanName = "fire",
        severity: Severity? = nil,
        key: String? = nil,
        source: String = "gate",
        facts: [String: FactValue] = [:],
        reporter: PersonID? = nil
    ) -> ReportDraft {
        ReportDraft(
            unit: unit,
            plan: plan,
            title: title,
            facts: facts,
            severity: severity,
            source: source,
            reporter: reporter,
            dedupKey: key
        )
    }
}

extension Plan {
    /// A plan with the same response for every rank: each list of names is a step of five minutes.
    package static func asking(
        _ steps: [String]...,
        name: PlanName = "fire",
        version: String = "fire-1",
        repetition: Repetition? = nil,
        acknowledgement: AcknowledgementRule? = nil,
        followUpEvery: TimeSpan? = nil,
        reach: Reach = Reach(),
        reopenWithin: TimeSpan = .hours(1)
    ) -> Plan {
        let response = Response(
            steps: steps.map { Step(ask: $0.map { Reference($0) }, within: .minutes(5)) },
            repetition: repetition,
            acknowledgement: acknowledgement,
            followUpEvery: followUpEvery,
            reach: reach
        )
        return Plan(
            name: name,
            version: version,
            title: LocalizedText(name),
            fields: [
                ReportField(name: "hurt", kind: .number, label: LocalizedText("hurt")),
                ReportField(name: "where", kind: .text, label: LocalizedText("where")),
            ],
            responses: Dictionary(uniqueKeysWithValues: Severity.allCases.map { ($0, response) }),
            commander: Reference("boss"),
            fallback: [Reference("office")],
            reopenWithin: reopenWithin
        )
    }
}
