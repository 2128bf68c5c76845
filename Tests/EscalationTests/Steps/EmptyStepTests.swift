import Escalation
import Testing

@Suite("Empty steps and people of a step")
struct EmptyStepTests {
    /// The steps that were passed over, as `position reason` and the holders of the empty seats.
    private func skipped(_ scene: Rehearsal) -> [String] {
        scene.changes.compactMap { change in
            guard case .stepSkipped(_, let step, let reason, let seats) = change else { return nil }
            let empty = seats.filter(\.isEmpty).map(\.seat.holder)
            return (["\(step)", reason.rawValue] + empty).joined(separator: " ")
        }
    }

    @Test func `a step whose names lead to nobody is skipped at once with the reason`() throws {
        let scene = try Rehearsal(.running(.ask("nobody", "office-of-others?"), .ask("b")))
        #expect(scene.news() == ["0:00 alert b"])
        #expect(skipped(scene) == ["0 nobody_named"])
    }

    @Test func `a step whose people have no address is skipped at once`() throws {
        let scene = try Rehearsal(
            .running(.ask("a"), .ask("b")),
            directory: Town.directory(addresses: ["a": []])
        )
        #expect(scene.news() == ["0:00 alert b"])
        #expect(skipped(scene) == ["0 everybody_out a"])
    }

    @Test func `a step whose people all said cannot is skipped at once`() throws {
        let scene = try Rehearsal(.running(.ask("a", "c"), .ask("a"), .ask("b")))
        try scene.says("a", .cannot)
        try scene.run(until: "5:00")
        #expect(skipped(scene) == ["1 everybody_out a"])
        #expect(scene.news().last == "5:00 alert b")
    }

    @Test func `a step whose people have all accepted asks nobody while more are needed`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b", "d", need: .all), .ask("a"), .ask("c")))
        try scene.says("a", .accept)
        try scene.run(until: "5:00")
        #expect(skipped(scene) == [])
        #expect(scene.news().suffix(2) == ["0:00 alert d", "5:00 alert c"])
    }

    @Test func `the next step begins at once when everybody in the step turns out to be unreachable`() throws {
        let scene = try Rehearsal(
            .running(.ask("a", "c"), .ask("b")),
            channel: ["a": [.refuses], "c": [.refuses]]
        )
        #expect(scene.news() == ["0:00 alert a refused", "0:00 alert c refused", "0:00 alert b"])
    }

    @Test func `when every step is empty the fallback is told at once`() throws {
        let scene = try Rehearsal(.running(.ask("nobody"), .ask("none"), repetition: .times(5, every: .minutes(1))))
        #expect(scene.news() == ["0:00 unanswered office"])
        #expect(scene.incident.progress == .exhausted)
    }

    @Test func `when nobody at all can be asked or told that is on record and looked at again`() throws {
        let scene = try Rehearsal(
            .running(.ask("nobody")),
            directory: Town.directory(addresses: ["office": []])
        )
        #expect(scene.changes.contains(.nobodyReachable))
        #expect(scene.due(.fallback) == "10:00")
        scene.directory = Town.directory()
        try scene.run(until: "10:00")
        #expect(scene.news() == ["10:00 unanswered office"])
    }

    @Test func `a response without steps tells the fallback at once`() throws {
        let scene = try Rehearsal(.graded([.four: Response(steps: [])]))
        #expect(scene.news() == ["0:00 unanswered office"])
        #expect(scene.incident.progress == .exhausted)
    }

    @Test func `people are looked up when their step starts and not at the report`() throws {
        let scene = try Rehearsal(
            .running(.ask("a"), .ask("duty")),
            directory: Town.directory(groups: ["duty": ["b"]])
        )
        scene.directory = Town.directory(groups: ["duty": ["c>d"]])
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "5:00 alert c"])
    }

    @Test func `the people of a step and the reason for each go on record`() throws {
        let scene = try Rehearsal(
            .running(.ask("duty", "b", cc: ["e"])),
            directory: Town.directory(addresses: ["a": []], groups: ["duty": ["a>c,d"]])
        )
        let duty = Reason.seat(group: "duty", role: nil)
        let seats = [
            SeatCall(seat: .of("duty", "a"), name: 0, reason: duty, deputies: ["c", "d"], asked: "c", batch: 1),
            SeatCall(seat: .named("b"), name: 1, reason: .named, asked: "b", batch: 1),
        ]
        let copied = [Candidate(person: "e", reason: .named)]
        #expect(scene.changes.contains(.stepStarted(part: .chain, step: 0, seats: seats, copied: copied)))
    }

    @Test func `an incident keeps the plan it began with although its people are read live`() throws {
        let scene = try Rehearsal(.running(.ask("a"), .ask("b")))
        scene.directory.units["/town"]?.plans["fire"] = .running(.ask("e"))
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "5:00 alert b"])
    }
}
