import ContactTrees
import Escalation
import Testing

@Suite struct `Steps of a plan` {
    private static func response(_ text: String) throws -> Response? {
        let report =
            "report:\n  hurt: {type: number}\n  what: {type: choice, choices: [gas, oil]}\n  loud: {type: flag}\n"
        let plan = "name: Fire\n" + report + "responses:\n  IV:\n" + text + "fallback: [duty]\n"
        let unit = SmallTree.unit.replacing("groups:", with: "  he-an: {name: He An, addresses: [{log: x}]}\ngroups:")
            .replacing("duty: {members: [lin-yue]}", with: "duty: {members: [lin-yue]}\n  office: {members: [he-an]}")
        return try SmallTree(["town/unit.yaml": unit, "town/plans/fire.yaml": plan]).load()
            .plan("fire", in: "/town")?.responses[.four]
    }

    @Test func `are links of a chain, or bodies that begin at once or at the first yes`() throws {
        let read = try Self.response(
            """
                steps:
                  - {ask: [duty, office], need: each, within: 3m, deputies: after_timeout}
                  - {ask: [office], start: silence, need: all, within: 5m}
                  - {ask: [office], start: at_once, within: 5m}
                  - {ask: [he-an], start: accepted, need: 1, when: {hurt: ">= 1", what: "!= gas", loud: true}, within: 1h}

            """
        )
        let response = try #require(read)
        #expect(response.chain == [0, 1] && response.bodies == [2, 3])
        #expect(response.steps.map(\.need) == [.each, .all, .any, .count(1)])
        #expect(response.steps.map(\.start) == [.silence, .silence, .atOnce, .accepted])
        #expect(response.steps.map(\.within) == [.minutes(3), .minutes(5), .minutes(5), .hours(1)])
        #expect(
            response.steps[3].conditions == [
                .init(field: "hurt", comparison: .atLeast, value: .number(1)),
                .init(field: "what", comparison: .differs, value: .text("gas")),
                .init(field: "loud", comparison: .equals, value: .flag(true)),
            ]
        )
        #expect(response.steps.dropLast().map(\.conditions) == [[], [], []])
    }

    @Test func `are held to their number only in units where a name of them exists`() throws {
        func faults(_ need: Int) throws -> [String] {
            let plan = """
                name: Fire
                responses:
                  IV:
                    steps:
                      - {ask: [duty], within: 5m}
                      - {ask: ['office?'], start: accepted, need: \(need), within: 5m}
                fallback: [duty]

                """
            let west = "name: West\npeople:\n  he-an: {name: He An, addresses: [{log: x}]}\n"
            let groups = "groups:\n  office: {members: [he-an]}\n"
            return try SmallTree(["town/plans/fire.yaml": plan, "town/west/unit.yaml": west + groups]).faults()
        }
        #expect(try faults(1) == [])
        let two = try faults(2)
        #expect(two.count == 1 && two[0].contains("2 must answer, but there is 1 seat for /town/west"), "\(two)")
    }

    @Test func `are repeated until their need is met, and a response may name its own commander`() throws {
        let read = try Self.response(
            """
                steps: [{ask: [duty, office], within: 3m}]
                repeat: {until: met, at_most: 1h, every: 5m}
                commander: office

            """
        )
        let response = try #require(read)
        #expect(response.repetition == .untilMet(atMost: .hours(1), every: .minutes(5)))
        #expect(response.commander == Reference("office"))
    }
}
