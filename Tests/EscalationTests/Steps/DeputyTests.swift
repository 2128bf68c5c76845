import Escalation
import Testing

@Suite("Deputies")
struct DeputyTests {
    private let groups = ["head": ["a>c,d"], "board": ["a>c", "b>d"]]

    private func scene(_ plan: Plan, addresses: [PersonID: [String]] = [:]) throws -> Rehearsal {
        try Rehearsal(plan, directory: Town.directory(addresses: addresses, groups: groups))
    }

    @Test func `a silent holder is joined by the deputy before the next step begins`() throws {
        let scene = try scene(.running(.ask("head", deputies: .afterTimeout), .ask("b")))
        try scene.run(until: "9:59")
        #expect(scene.news() == ["0:00 alert a", "5:00 alert c"])
        try scene.run(until: "10:00")
        #expect(scene.news() == ["10:00 alert b"])
        #expect(scene.incident.contacts["c"]?.reason == .deputy(of: "a", group: "head", role: nil))
    }

    @Test func `only the deputies of those who are silent join`() throws {
        let scene = try scene(.running(.ask("board", need: .all, deputies: .afterTimeout)))
        try scene.says("a", .accept)
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b", "5:00 alert d"])
    }

    @Test func `a deputy does not join where the step does not say so`() throws {
        let scene = try scene(.running(.ask("head"), .ask("b")))
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "5:00 alert b"])
    }

    @Test func `an answer by a deputy is recorded as for the holder`() throws {
        let scene = try scene(.running(.ask("head", deputies: .afterTimeout)))
        try scene.run(until: "6:00")
        try scene.says("c", .accept)
        #expect(scene.incident.responders.first?.standsFor == "a")
        #expect(scene.changes.contains(.accepted(person: "c", standsFor: "a", note: nil, missing: 0)))
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `the holder may still answer beside the deputy`() throws {
        let scene = try scene(.running(.ask("head", deputies: .afterTimeout)))
        try scene.run(until: "6:00")
        try scene.says("a", .accept)
        #expect(scene.responders == ["a"])
        #expect(scene.news().last == "6:00 taken-over c")
    }

    @Test func `the deputy of somebody who cannot be reached is asked at once`() throws {
        let scene = try scene(.running(.ask("head"), .ask("b")), addresses: ["a": []])
        #expect(scene.news() == ["0:00 alert c"])
        #expect(scene.incident.contacts["c"]?.standsFor == "a")
        #expect(scene.incident.contacts["c"]?.reason == .instead(of: "a", group: "head", role: nil))
    }

    @Test func `the deputy is asked at once when every address of the holder fails for good`() throws {
        let scene = try scene(.running(.ask("head"), .ask("b")))
        #expect(scene.news() == ["0:00 alert a"])
        let other = try Rehearsal(
            .running(.ask("head"), .ask("b")),
            directory: Town.directory(groups: groups),
            channel: ["a": [.refuses]]
        )
        #expect(other.news() == ["0:00 alert a refused", "0:00 alert c"])
        #expect(other.incident.contacts["a"]?.state == .out(.unreachable))
        #expect(other.changes.contains(.unreachable(person: "a")))
    }

    @Test func `a deputy who was asked already is passed over for the next`() throws {
        let scene = try scene(.running(.ask("head", "c", deputies: .afterTimeout)))
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert c", "5:00 alert d"])
    }

    @Test func `a deputy shared by two silent holders is asked once`() throws {
        let scene = try Rehearsal(
            .running(.ask("board", deputies: .afterTimeout)),
            directory: Town.directory(groups: ["board": ["a>c", "b>c"]])
        )
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b", "5:00 alert c"])
    }

    @Test func `deputies join people asked again by a later step`() throws {
        let scene = try scene(.running(.ask("a"), .ask("head", deputies: .afterTimeout)))
        try scene.run(until: "10:00")
        #expect(scene.news() == ["0:00 alert a", "5:00 reminder a", "10:00 alert c"])
    }

    @Test func `a step without deputies goes on in time although it says after_timeout`() throws {
        let scene = try scene(.running(.ask("b", deputies: .afterTimeout), .ask("e")))
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert b", "5:00 alert e"])
    }

    @Test func `a deputy who accepts in one round stands for nobody in the next`() throws {
        let scene = try scene(.running(.ask("head", deputies: .afterTimeout)))
        try scene.run(until: "6:00")
        try scene.close()
        try scene.reportAgain()
        try scene.says("c", .accept)
        #expect(scene.incident.responders.first?.standsFor == nil)
    }

    @Test func `the deputy of somebody who cannot between two repeats is asked now`() throws {
        let scene = try scene(.running(.ask("head"), repetition: .times(1, every: .minutes(30))))
        try scene.run(until: "6:00")
        try scene.says("a", .cannot)
        #expect(scene.news() == ["0:00 alert a", "6:00 alert c"])
        #expect(scene.due(.repetition) == "35:00")
        #expect(scene.due(.step) == nil)
    }

    @Test func `in a repeat the deputy takes the place of a holder who cannot`() throws {
        let scene = try scene(.running(.ask("head"), repetition: .times(1, every: .minutes(10))))
        try scene.says("a", .cannot)
        try scene.run(until: "15:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert c", "15:00 reminder c"])
    }

    @Test func `the answer of a deputy counts for the holder in a repeat`() throws {
        let plan = Plan.running(
            .ask("board", need: .all, deputies: .afterTimeout),
            repetition: .times(1, every: .minutes(10))
        )
        let scene = try scene(plan)
        try scene.run(until: "6:00")
        try scene.says("c", .accept)
        _ = scene.looked()
        try scene.run(until: "20:00")
        #expect(scene.news() == ["20:00 reminder b"])
    }
}
