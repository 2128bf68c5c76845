import ContactTrees
import Escalation
import Testing

/// `rosters.yaml` and `changes/`: what they say of who is there, by whoever names the group.
@Suite struct `Rosters and changes` {
    private static let unit = """
        name: Town
        time_zone: Asia/Shanghai
        language: en
        people:
          lin-yue: {name: Lin Yue, addresses: [{log: desk}]}
          he-an: {name: He An, addresses: [{log: desk}]}
          wu-min: {name: Wu Min, addresses: [{log: desk}]}
        groups:
          duty: {roster: duty-roster}
          leaders: {seats: [{role: head, holder: lin-yue, deputies: [wu-min]}]}

        """
    private static let rosters = """
        rosters:
          duty-roster: {rotations: [{from: 2026-01-05T08:30, every: 1d, people: [lin-yue, he-an]}]}
          duty-plus: {members: [wu-min]}
        special_periods:
          two-sessions: {from: 2027-03-03, to: 2027-03-15, rosters: {duty-roster: duty-plus}}

        """

    private static func tree(_ changes: [String: String] = [:]) throws -> SmallTree {
        var files = ["town/unit.yaml": unit, "town/rosters.yaml": rosters, "town/works/unit.yaml": "name: Works\n"]
        for (name, text) in changes { files["town/changes/\(name).yaml"] = text }
        return try SmallTree(files)
    }

    /// The moment at which the clocks in Shanghai show so many days and minutes after 2026-01-05T00:00.
    private static func moment(day: Int64, minute: Int64) -> Timestamp {
        Timestamp(milliseconds: 1_767_542_400_000) + .days(day) + .minutes(minute)
    }

    private static func asked(_ tree: SmallTree, _ group: String = "duty", at moment: Timestamp) throws -> [SeatCall] {
        try tree.load().seats(for: Reference(group), in: "/town/works", at: moment) ?? []
    }

    @Test func `a group of a roster has a seat for each person on duty`() throws {
        let tree = try Self.tree()
        let before = try Self.asked(tree, at: Self.moment(day: 1, minute: 8 * 60 + 29))
        #expect(before.map(\.seat) == [SeatID(group: "/town/duty", holder: "lin-yue")])
        #expect(before.first?.shift?.until == Self.moment(day: 1, minute: 8 * 60 + 30))
        let after = try Self.asked(tree, at: Self.moment(day: 1, minute: 8 * 60 + 30))
        #expect(after.map(\.seat.holder) == ["he-an"])
        #expect(after.first?.shift?.source == .rotation(1, shift: 1))
        #expect(try Self.asked(tree, at: Self.moment(day: -1, minute: 0)).isEmpty)
    }

    @Test func `an override and a special period change who is asked`() throws {
        let change =
            "override: {roster: duty-roster, from: 2026-01-05T20:00, to: 2026-01-05T22:00, replace: {lin-yue: wu-min}}\n"
        let tree = try Self.tree(["2026-01-05-wu-min": change])
        let evening = try Self.asked(tree, at: Self.moment(day: 0, minute: 20 * 60))
        #expect(evening.first?.shift?.source == .replacing("lin-yue", by: "2026-01-05-wu-min"))
        #expect(evening.map(\.seat.holder) == ["wu-min"])
        let period = try Self.asked(tree, at: Self.moment(day: 422, minute: 0))
        #expect(period.map(\.shift?.period) == ["two-sessions"])
        #expect(period.map(\.seat.holder) == ["wu-min"])
    }

    @Test func `an absence puts its deputies before those of the seat`() throws {
        let absence = "absence: {person: lin-yue, from: 2026-01-05, to: 2026-01-06, deputies: [he-an]}\n"
        let tree = try Self.tree(["lin": absence])
        let monday = Self.moment(day: 0, minute: 600)
        let call = try #require(try Self.asked(tree, "leaders", at: monday).first)
        #expect(call.deputies == ["he-an", "wu-min"])
        #expect(call.absence == Absence(until: Self.moment(day: 2, minute: 0), deputies: ["he-an"]))
        let named = try tree.load().people(named: [Reference("leaders")], in: "/town", at: monday)
        #expect(named.map(\.person) == ["he-an"])
        #expect(named.map(\.reason) == [.instead(of: "lin-yue", group: "leaders", role: "head")])
        #expect(try Self.asked(tree, "leaders", at: Self.moment(day: 2, minute: 0)).first?.deputies == ["wu-min"])
    }

    @Test func `checks count everybody who may come on, and no number of seats`() throws {
        let tree = try Self.tree()
        let seats = try tree.load().seats(for: Reference("duty"), in: "/town")
        #expect(seats?.map(\.seat.holder) == ["lin-yue", "he-an", "wu-min"])
        let plan = SmallTree.plan.replacing("[duty], within", with: "[duty], need: 3, within")
        try tree.write("Contacts/town/plans/fire.yaml", plan)
        #expect(tree.faults() == [])
    }
}
