import Escalation
import Testing

@Suite("Deputies")
struct DeputyTests {
    private let groups = ["head": ["a>c,d"], "board": ["a>c", "b>d"], "pair": ["a>b", "b>a"]]

    private func scene(
        _ plan: Plan,
        groups: [String: [String]]? = nil,
        addresses: [PersonID: [String]] = [:],
        channel: [String: [Rehearsal.Delivery]] = [:]
    ) throws -> Rehearsal {
        let directory = Town.directory(addresses: addresses, groups: groups ?? self.groups)
        return try Rehearsal(plan, directory: directory, channel: channel)
    }

    // MARK: Silence

    @Test func `a silent holder is joined by one deputy after another before the next step begins`() throws {
        let scene = try scene(.running(.ask("head", deputies: .afterTimeout), .ask("b")))
        try scene.run(until: "9:59")
        #expect(scene.news() == ["0:00 alert a", "5:00 alert c"])
        #expect(scene.incident.contacts["c"]?.reason == .deputy(of: "a", group: "head", role: nil))
        try scene.run(until: "15:00")
        #expect(scene.news() == ["10:00 alert d", "15:00 alert b"])
    }

    @Test func `a deputy has the whole time from when they were asked`() throws {
        let scene = try scene(.running(.ask("head", deputies: .afterTimeout), .ask("b")))
        #expect(scene.answerBy("a") == "5:00")
        try scene.run(until: "6:00")
        #expect(scene.answerBy("a") == nil)
        #expect(scene.answerBy("c") == "10:00")
    }

    @Test func `only the deputies of those who are silent join`() throws {
        let scene = try scene(.running(.ask("board", need: .all, deputies: .afterTimeout)))
        try scene.says("a", .accept)
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b", "5:00 alert d"])
    }

    @Test func `deputies of all who are silent at one instant are asked together`() throws {
        let scene = try scene(.running(.ask("board", deputies: .afterTimeout)))
        try scene.run(until: "5:00")
        let asked = [Asked(person: "c", seat: .of("board", "a")), Asked(person: "d", seat: .of("board", "b"))]
        #expect(scene.changes.contains(.deputiesAsked(step: 0, asked: asked, because: .timeout, batch: 2)))
        #expect(scene.answerBy("c") == "10:00" && scene.answerBy("d") == "10:00")
    }

    @Test func `of each, a silent seat brings in deputies only where its name has no other`() throws {
        let groups = ["crew": ["a>c", "b>d"], "desk": ["e>f"]]
        let scene = try scene(.running(.ask("crew", "desk", need: .each, deputies: .afterTimeout)), groups: groups)
        try scene.says("a", .accept)
        _ = scene.looked()
        try scene.run(until: "5:00")
        #expect(scene.news() == ["5:00 alert f"])
    }

    @Test func `a deputy does not join where the step does not say so`() throws {
        let scene = try scene(.running(.ask("head"), .ask("b")))
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "5:00 alert b"])
    }

    @Test func `a step without deputies goes on in time although it says after_timeout`() throws {
        let scene = try scene(.running(.ask("b", deputies: .afterTimeout), .ask("e")))
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert b", "5:00 alert e"])
    }

    @Test func `deputies join people asked again by a later step`() throws {
        let scene = try scene(.running(.ask("a"), .ask("head", deputies: .afterTimeout)))
        try scene.run(until: "10:00")
        #expect(scene.news() == ["0:00 alert a", "5:00 reminder a", "10:00 alert c"])
    }

    // MARK: Whom nobody asks as a deputy

    @Test func `a deputy who was asked for another seat is passed over for the next`() throws {
        let scene = try scene(.running(.ask("head", "c", deputies: .afterTimeout)))
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert c", "5:00 alert d"])
    }

    @Test func `a deputy who was asked for a seat of another part is passed over`() throws {
        let scene = try scene(.running(.ask("head", deputies: .afterTimeout), .ask("c", start: .atOnce, within: 60)))
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert c", "5:00 alert d"])
    }

    @Test func `a deputy shared by two silent holders is asked once`() throws {
        let scene = try scene(
            .running(.ask("board", deputies: .afterTimeout)),
            groups: ["board": ["a>c", "b>c"]]
        )
        try scene.run(until: "10:00")
        let asked = scene.news().filter { $0.contains("alert") }
        #expect(asked == ["0:00 alert a", "0:00 alert b", "5:00 alert c"])
        #expect(scene.incident.round[.of("board", "a")]?.asked == ["a", "c"])
        #expect(scene.incident.round[.of("board", "b")]?.asked == ["b"])
    }

    @Test func `a responder is passed over as a deputy and the next one is asked`() throws {
        let groups = ["head": ["a>c,d"], "desk": ["c"]]
        let scene = try scene(.running(.ask("head", "desk", need: .all, deputies: .afterTimeout)), groups: groups)
        try scene.says("c", .accept)
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert c", "5:00 alert d"])
    }

    @Test func `somebody who answers is asked as nobody's deputy in any later run`() throws {
        let groups = ["desk": ["b>c"], "head": ["a>b"]]
        let plan = Plan.running(
            .ask("head", "desk", need: .all, deputies: .afterTimeout),
            repetition: .untilMet(atMost: .days(1), every: .minutes(10))
        )
        let scene = try scene(plan, groups: groups)
        try scene.says("b", .accept)
        try scene.run(until: "300:00")
        #expect(!scene.news().contains { $0.hasSuffix(" b") && !$0.hasPrefix("0:00") })
    }

    @Test func `two who stand in for each other are both asked, neither as the other's deputy`() throws {
        let scene = try scene(.running(.ask("pair", need: .all, deputies: .afterTimeout), .ask("e")))
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b", "5:00 alert e"])
    }

    @Test func `all is met when a head cannot and their only deputy holds a seat of their own`() throws {
        let groups = ["heads": ["a>b", "b", "e"]]
        let scene = try scene(.running(.ask("heads", need: .all, deputies: .afterTimeout)), groups: groups)
        try scene.says("a", .cannot)
        #expect(scene.newChanges().contains(.seatsEmpty(step: 0, seats: [.of("heads", "a")])))
        for person in ["b", "e"] { try scene.says(person, .accept) }
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a yes of a deputy fills the seat they were asked for and every seat they hold`() throws {
        let groups = ["head": ["a>c"], "crew": ["c", "d"], "other": ["e>c"]]
        let plan = Plan.running(
            .ask("head", deputies: .afterTimeout),
            .ask("crew", start: .accepted),
            .ask("other", start: .atOnce)
        )
        let scene = try scene(plan, groups: groups)
        try scene.run(until: "6:00")
        try scene.says("c", .accept)
        #expect(scene.incident.round[.of("head", "a")]?.filledBy == "c")
        #expect(scene.incident.round[.of("crew", "c")]?.filledBy == "c")
        #expect(scene.incident.round[.of("other", "e")]?.filledBy == nil)
        #expect(scene.incident.round[.body(1)]?.isMet == true)
        #expect(scene.incident.round[.body(2)]?.isMet == false)
    }

    // MARK: For whom a deputy answers

    @Test func `an answer by a deputy is recorded as for the holder`() throws {
        let scene = try scene(.running(.ask("head", deputies: .afterTimeout)))
        try scene.run(until: "6:00")
        try scene.says("c", .accept)
        #expect(scene.incident.responders.first?.standsFor == "a")
        let fills = [SeatID.of("head", "a")]
        #expect(scene.changes.contains(.accepted(person: "c", standsFor: "a", note: nil, fills: fills)))
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `the holder may still answer beside the deputy`() throws {
        let scene = try scene(.running(.ask("head", deputies: .afterTimeout)))
        try scene.run(until: "6:00")
        try scene.says("a", .accept)
        #expect(scene.responders == ["a"])
        #expect(scene.news().last == "6:00 taken-over c")
    }

    @Test func `a seat is filled by whoever comes first and a second yes changes nothing of that`() throws {
        let scene = try scene(.running(.ask("head", "e", need: .all, deputies: .afterTimeout)))
        try scene.run(until: "6:00")
        try scene.says("c", .accept)
        try scene.says("a", .accept)
        #expect(scene.incident.round[.of("head", "a")]?.filledBy == "c")
        #expect(scene.responders == ["c", "a"])
    }

    @Test func `a deputy who accepts in one round stands for nobody in the next`() throws {
        let scene = try scene(.running(.ask("head", deputies: .afterTimeout)))
        try scene.run(until: "6:00")
        try scene.close()
        try scene.reportAgain()
        try scene.says("c", .accept)
        #expect(scene.incident.responders.first?.standsFor == nil)
        #expect(scene.incident.progress == .running)
    }

    // MARK: Instead of somebody who is out

    @Test func `the deputy of somebody who has no address is asked at once`() throws {
        let scene = try scene(.running(.ask("head"), .ask("b")), addresses: ["a": []])
        #expect(scene.news() == ["0:00 alert c"])
        #expect(scene.incident.contacts["c"]?.standsFor == "a")
        #expect(scene.incident.contacts["c"]?.reason == .instead(of: "a", group: "head", role: nil))
    }

    @Test func `the deputy is asked at once when every address of the holder fails for good`() throws {
        let scene = try scene(.running(.ask("head"), .ask("b")), channel: ["a": [.refuses]])
        #expect(scene.news() == ["0:00 alert a refused", "0:00 alert c"])
        #expect(scene.incident.contacts["a"]?.state == .out(.unreachable))
        #expect(scene.changes.contains(.unreachable(person: "a")))
    }

    @Test func `the deputy of somebody who cannot is asked at once with a time of their own`() throws {
        let scene = try scene(.running(.ask("head"), .ask("b")))
        try scene.run(until: "2:00")
        try scene.says("a", .cannot)
        #expect(scene.answerBy("c") == "7:00")
        try scene.run(until: "7:00")
        #expect(scene.news() == ["0:00 alert a", "2:00 alert c", "7:00 alert b"])
    }

    @Test func `a holder who cannot while their deputy's time runs brings in nobody else`() throws {
        let scene = try scene(.running(.ask("head", deputies: .afterTimeout), .ask("b")))
        try scene.run(until: "6:00")
        try scene.says("a", .cannot)
        #expect(scene.news() == ["0:00 alert a", "5:00 alert c"])
        try scene.says("c", .cannot)
        #expect(scene.news() == ["6:00 alert d"])
    }

    @Test func `the deputy of somebody who cannot between two repeats is asked now`() throws {
        let scene = try scene(.running(.ask("head"), repetition: .times(1, every: .minutes(30))))
        try scene.run(until: "6:00")
        try scene.says("a", .cannot)
        #expect(scene.news() == ["0:00 alert a", "6:00 alert c"])
        #expect(scene.due(.repetition(.chain)) == "35:00")
        #expect(scene.answerBy("c") == "11:00")
    }

    // MARK: Repeats

    @Test func `in a repeat the deputy takes the place of a holder who cannot`() throws {
        let scene = try scene(.running(.ask("head"), repetition: .times(1, every: .minutes(10))))
        try scene.says("a", .cannot)
        try scene.run(until: "15:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert c", "15:00 reminder c"])
    }

    @Test func `in a repeat deputies are asked again after the holder`() throws {
        let plan = Plan.running(.ask("head", deputies: .afterTimeout), repetition: .times(1, every: .minutes(10)))
        let scene = try scene(plan)
        try scene.run(until: "35:00")
        #expect(
            scene.news() == [
                "0:00 alert a", "5:00 alert c", "10:00 alert d", "25:00 reminder a", "30:00 reminder c",
                "35:00 reminder d",
            ]
        )
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
        #expect(scene.news() == ["10:00 incomplete boss", "20:00 reminder b"])
    }
}
