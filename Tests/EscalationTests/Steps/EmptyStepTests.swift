import Escalation
import Testing

@Suite("Empty steps and people of a step")
struct EmptyStepTests {
    @Test func `a step whose names lead to nobody is skipped at once with the reason`() throws {
        let scene = try Rehearsal(.running(.ask("nobody", "office-of-others?"), .ask("b")))
        #expect(scene.news() == ["0:00 alert b"])
        #expect(scene.changes.contains(.stepSkipped(step: 0, because: .nobodyNamed)))
    }

    @Test func `a step whose people have no address is skipped at once`() throws {
        let scene = try Rehearsal(
            .running(.ask("a"), .ask("b")),
            directory: Town.directory(addresses: ["a": []])
        )
        #expect(scene.news() == ["0:00 alert b"])
        #expect(scene.changes.contains(.stepSkipped(step: 0, because: .everybodyOut)))
    }

    @Test func `a step whose people all said cannot is skipped at once`() throws {
        let scene = try Rehearsal(.running(.ask("a", "c"), .ask("a"), .ask("b")))
        try scene.says("a", .cannot)
        try scene.run(until: "5:00")
        #expect(scene.changes.contains(.stepSkipped(step: 1, because: .everybodyOut)))
        #expect(scene.news().last == "5:00 alert b")
    }

    @Test func `a step whose people have all accepted is skipped while more are needed`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b", need: .all), .ask("a"), .ask("c")))
        try scene.says("a", .accept)
        try scene.run(until: "5:00")
        #expect(scene.changes.contains(.stepSkipped(step: 1, because: .everybodyAnswered)))
        #expect(scene.news().last == "5:00 alert c")
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
        let asked = [
            Asked(
                candidate: Candidate(person: "c", reason: .instead(of: "a", group: "duty", role: nil), deputies: ["d"]),
                standsFor: "a"
            ),
            Asked(candidate: Candidate(person: "b", reason: .named)),
        ]
        let copied = [Candidate(person: "e", reason: .named)]
        #expect(scene.changes.contains(.stepStarted(step: 0, asked: asked, copied: copied, missing: 1)))
    }

    @Test func `an incident keeps the plan it began with although its people are read live`() throws {
        let scene = try Rehearsal(.running(.ask("a"), .ask("b")))
        scene.directory.units["/town"]?.plans["fire"] = .running(.ask("e"))
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "5:00 alert b"])
    }
}
