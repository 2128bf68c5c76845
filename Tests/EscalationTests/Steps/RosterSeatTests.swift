import Escalation
import Testing

@Suite("Seats of a roster, and people who are absent")
struct RosterSeatTests {
    private static let hour = Repetition.times(2, every: .minutes(10))

    private func scene(
        _ plan: Plan,
        _ duty: FakeDuty,
        groups: [String: [String]] = ["desk": ["a", "b", "c"], "boss-group": ["boss>e"]]
    ) throws -> Rehearsal {
        var directory = Town.directory(groups: groups)
        directory.duty = duty
        directory.units[Town.unit]?.groups["desk"]?.roster = "/town/roster"
        return try Rehearsal(plan, directory: directory)
    }

    private func absent(_ minutes: Int64, _ deputies: PersonID...) -> Absence {
        Absence(until: Rehearsal.start + .minutes(minutes), deputies: deputies)
    }

    @Test func `who is on duty when the step begins is asked, with the shift on record`() throws {
        let duty = FakeDuty(shifts: ["/town/roster": [(0, ["a"]), (480, ["b"])]])
        let scene = try scene(.running(.ask("desk")), duty)
        #expect(scene.news() == ["0:00 alert a"])
        let shifts = scene.entries.flatMap(\.changes).flatMap { change -> [Shift?] in
            if case .stepStarted(_, _, let seats, _) = change { seats.map(\.shift) } else { [] }
        }
        #expect(shifts.map { $0?.until } == [Rehearsal.start + .hours(8)])
    }

    @Test func `on a shift change the new one is asked in the place of the old one who was silent`() throws {
        let duty = FakeDuty(shifts: ["/town/roster": [(0, ["a"]), (10, ["b"])]])
        let scene = try scene(.running(.ask("desk"), repetition: Self.hour), duty)
        try scene.run(until: "16:00")
        #expect(scene.news() == ["0:00 alert a", "15:00 alert b"])
    }

    @Test func `who answered stays after a shift change`() throws {
        let duty = FakeDuty(shifts: ["/town/roster": [(0, ["a", "b"]), (10, ["c", "b"])]])
        let scene = try scene(.running(.ask("desk", need: .all), repetition: Self.hour), duty)
        try scene.says("a", .accept)
        try scene.run(until: "16:00")
        #expect(!scene.news().contains { $0.contains("alert c") })
    }

    @Test func `a gap of the roster skips the step at once`() throws {
        let scene = try scene(.running(.ask("desk"), .ask("d")), FakeDuty(shifts: ["/town/roster": []]))
        #expect(scene.news() == ["0:00 alert d"])
    }

    @Test func `somebody absent is not asked, their absence's deputy is, and then the seat's`() throws {
        let duty = FakeDuty(absent: ["boss": absent(60, "f")])
        let scene = try scene(.running(.ask("boss-group", deputies: .afterTimeout)), duty)
        try scene.run(until: "6:00")
        #expect(scene.news() == ["0:00 alert f", "5:00 alert e"])
        let absences = scene.entries.flatMap(\.changes).flatMap { change -> [Absence?] in
            if case .stepStarted(_, _, let seats, _) = change { seats.map(\.absence) } else { [] }
        }
        #expect(absences == [absent(60, "f")])
    }

    @Test func `an absent deputy is passed over, and a seat with nobody else is empty`() throws {
        let duty = FakeDuty(absent: ["boss": absent(60, "f"), "f": absent(60), "e": absent(60)])
        let scene = try scene(.running(.ask("boss-group"), .ask("d")), duty)
        #expect(scene.news() == ["0:00 alert d"])
    }

    @Test func `a copy goes to whoever stands in`() throws {
        let duty = FakeDuty(absent: ["boss": absent(60, "f")])
        let scene = try scene(.running(.ask("a", cc: ["boss-group"])), duty)
        #expect(scene.news() == ["0:00 alert a", "0:00 copy f"])
    }

    @Test func `the yes of the fallback's shift stands when the next one comes on`() throws {
        let duty = FakeDuty(shifts: ["/town/roster": [(0, ["b"]), (10, ["c"])]])
        var plan = Plan.running(.ask("a"))
        plan.fallback = [Reference("desk")]
        let scene = try scene(plan, duty)
        try scene.run(until: "6:00")
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
        try scene.run(until: "11:00")
        try scene.reportAgain()
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.incident.round[.chain]?.isMet == true)
    }

    @Test func `an absent one of the fallback meets the chain by a yes, as whoever stands in does`() throws {
        for person in ["office", "f"] {
            let scene = try scene(.running(.ask("a")), FakeDuty(absent: ["office": absent(60, "f")]))
            try scene.run(until: "6:00")
            #expect(scene.news().last == "5:00 unanswered f")
            try scene.says(person, .accept)
            #expect(scene.incident.progress == .satisfied, "\(person)")
        }
    }

    @Test func `who answers for another incident takes on a seat of the roster only while on duty`() throws {
        for (person, isTaken) in [("a", true), ("b", false)] {
            let duty = FakeDuty(shifts: ["/town/roster": [(0, ["a"]), (10, ["b"])]])
            let scene = try scene(.running(.ask("desk")), duty)
            let link = Link(incident: 3, plan: "crowd")
            try scene.handle(.linked(link, Rehearsal.report(title: "Fire in the hall"), answering: [person]))
            #expect(scene.incident.responders.map(\.person).contains(person) == isTaken, "\(person)")
        }
    }
}
