import Escalation
import Testing

@testable import Duty

/// What rosters, absences and plans leave uncovered.
@Suite struct CoverageTests {
    private static let people = ["lin", "he", "wu", "fan"]

    private func findings(
        of town: Town,
        groups: [String: Group] = [:],
        ask: [String] = [],
        onlyLog: Set<PersonID> = []
    ) throws -> [CoverageFinding] {
        let people = Self.people.map { id in
            let channel = onlyLog.contains(id) ? "log" : "email"
            let address = Address(name: channel, channel: channel, destination: id, settings: [:])
            return Person(id: id, unit: "/town", name: LocalizedText(id), addresses: [address])
        }
        var plans: [PlanName: Plan] = [:]
        if !ask.isEmpty {
            let response = Response(steps: [Step(ask: ask.map { Reference($0) }, within: .minutes(5))])
            plans["fire"] = Plan(
                name: "fire",
                title: LocalizedText("Fire"),
                responses: [.four: response],
                fallback: [Reference("lin")]
            )
        }
        let calendar = town.calendar
        let directory = Directory(
            units: ["/town": Unit(path: "/town", name: LocalizedText("Town"), groups: groups, plans: plans)],
            people: Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) }),
            duty: calendar
        )
        let span = try town.clock.span("2026-12-01", "2026-12-07")
        return Coverage(of: directory, duty: calendar, through: span).findings()
    }

    private func finding(_ town: Town, _ kind: CoverageFinding.Kind, _ times: (String, String)...) throws
        -> CoverageFinding
    {
        CoverageFinding(kind: kind, times: try times.map { try town.clock.span($0.0, $0.1) })
    }

    @Test func `a gap of a roster, also where whoever it names is absent, with every time`() throws {
        var town = try Town()
        town.add(roster: "duty", [try Rotation("2026-11-30T00:00", "1d", ["lin", "he"], hours: "00:00-24:00")])
        try town.override("off", "2026-12-02T10:00", "2026-12-02T12:00", remove: ["lin"])
        try town.absence(of: "he", "2026-12-03T20:00", "2026-12-03T22:00", deputies: ["wu"])
        try town.absence(of: "wu", "2026-12-03T21:00", "2026-12-03T22:00")
        let gaps = try finding(
            town,
            .gap("/town/duty"),
            ("2026-12-02T10:00", "2026-12-02T12:00"),
            ("2026-12-03T21:00", "2026-12-03T22:00")
        )
        #expect(try findings(of: town) == [gaps])
    }

    @Test func `somebody who is wanted by two rosters at once`() throws {
        var town = try Town()
        town.add(roster: "day", [], members: ["lin"])
        town.add(roster: "second", [try Rotation("2026-11-30T08:00", "1w", ["lin", "he"], hours: "Tue 08:00-10:00")])
        let twice = try findings(of: town).filter { if case .twice = $0.kind { true } else { false } }
        let kind = CoverageFinding.Kind.twice("lin", "/town/day", "/town/second")
        #expect(twice == [try finding(town, kind, ("2026-12-01T08:00", "2026-12-01T10:00"))])
    }

    @Test func `a seat whose holder and deputies are all absent, a rank with one, and with nobody`() throws {
        var town = try Town()
        try town.absence(of: "lin", "2026-12-02", "2026-12-04")
        try town.absence(of: "he", "2026-12-04", "2026-12-05")
        let groups = ["leaders": Group(seats: [Seat(holder: "lin", deputies: ["he"])])]
        let seat = CoverageFinding.Kind.seat(group: "/town/leaders", holder: "lin")
        #expect(
            try findings(of: town, groups: groups, ask: ["leaders"]) == [
                finding(town, seat, ("2026-12-04", "2026-12-04")),
                finding(town, .onlyOne("/town", "fire", .four, "he"), ("2026-12-02", "2026-12-03")),
                finding(town, .nobody("/town", "fire", .four), ("2026-12-04", "2026-12-04")),
                finding(town, .onlyOne("/town", "fire", .four, "lin"), ("2026-12-05", "2026-12-05")),
            ]
        )
    }

    @Test func `somebody whose addresses are all logs`() throws {
        let found = try findings(of: try Town(), onlyLog: ["wu"])
        #expect(found == [CoverageFinding(kind: .onlyLog("wu"), times: [])])
    }
}
