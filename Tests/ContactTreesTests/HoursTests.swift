import ContactTrees
import Escalation
import Testing

/// `hours` of units and groups, and the times in a plan that go by them.
@Suite struct `Hours of the week` {
    private static func tree(unit hours: String? = nil, group: String? = nil, ask: String = "duty") throws -> SmallTree
    {
        let groupHours = group.map { "{hours: \"\($0)\", members" } ?? "{members"
        let unit = SmallTree.unit.replacing("duty: {members", with: "duty: " + groupHours)
        let plan = SmallTree.plan.replacing(
            "[duty], within: 5m",
            with: "[\(ask)], within: {on_duty: 5m, off_duty: 30m}"
        )
        let below = "name: Works\ntime_zone: Europe/Berlin\n"
        return try SmallTree([
            "town/unit.yaml": unit + (hours.map { "hours: \"\($0)\"\n" } ?? ""), "town/plans/fire.yaml": plan,
            "town/works/unit.yaml": below,
        ])
    }

    // Friday, 2026-11-20, 09:00 in Shanghai and 02:00 in Berlin.
    private static let morning = Timestamp(milliseconds: 1_795_136_400_000)

    @Test func `a step has a time for those on duty and one for the others`() throws {
        let step = try Self.tree(unit: "Mon-Fri 08:30-17:30").load().plan("fire", in: "/town")?.responses[.four]?.steps
        #expect(step?.map(\.within) == [.minutes(5)])
        #expect(step?.map(\.withinOffDuty) == [.minutes(30)])
    }

    @Test func `a unit inherits hours and reads them by its own clocks`() throws {
        let duty = try Self.tree(unit: "Mon-Fri 08:30-17:30").load().duty
        #expect(duty.attendance(byHoursOfUnit: "/town", at: Self.morning)?.isOnDuty == true)
        #expect(duty.attendance(byHoursOfUnit: "/town/works", at: Self.morning)?.isOnDuty == false)
        let evening = Self.morning + .hours(8)
        #expect(duty.attendance(byHoursOfUnit: "/town", at: evening)?.isOnDuty == true)
        #expect(duty.attendance(byHoursOfUnit: "/town/works", at: evening)?.isOnDuty == true)
    }

    @Test func `a group has hours of its own`() throws {
        let duty = try Self.tree(unit: "never", group: "always").load().duty
        let onDuty = Attendance(isOnDuty: true, source: .hoursOfGroup("/town/duty"))
        #expect(duty.attendance(of: "lin-yue", through: "/town/duty", at: Self.morning) == onDuty)
        #expect(duty.attendance(byHoursOfUnit: "/town", at: Self.morning)?.isOnDuty == false)
    }

    @Test(arguments: ["duty", "lin-yue"])
    func `two times want hours that say which`(name: String) throws {
        let faults = try Self.tree(ask: name).faults()
        #expect(faults.count == 1)
        #expect(faults.first?.contains("nothing says when `\(name)` is on duty, for /town") == true, "\(faults)")
    }

    @Test(arguments: [
        ("{on_duty: 5m}", "has no `off_duty`"), ("{on_duty: 5m, off_duty: soon}", "not a duration"),
        ("{on_duty: 5m, off_duty: 30m, at_night: 1h}", "`at_night` is not a key"),
    ])
    func `half a time, or a third one, is refused`(within: String, what: String) throws {
        let plan = SmallTree.plan.replacing("within: 5m", with: "within: \(within)")
        let unit = SmallTree.unit + "hours: always\n"
        let faults = try SmallTree(["town/unit.yaml": unit, "town/plans/fire.yaml": plan]).faults()
        #expect(faults.count == 1 && faults.first?.contains(what) == true, "\(faults)")
    }

    @Test(arguments: [
        ("Mon-Fri 8.30-17.30", "`8.30-17.30` is neither a weekday nor a time"), ("Mon-Fri", "has a day without a time"),
        ("09:00-09:00", "`09:00-09:00` ends when it begins"), ("09:00-12:00 11:00-13:00", "`11:00-13:00` overlaps"),
    ])
    func `what is no hours is refused with its word`(hours: String, what: String) throws {
        let faults = try Self.tree(unit: hours, group: "always").faults()
        #expect(faults.count == 1 && faults.first?.contains(what) == true, "\(faults)")
    }
}
