import Testing

@testable import Escalation
@testable import Messages

/// Until when the reader is on duty, and the one absent in whose place they are asked.
@Suite struct DutyTextTests {
    /// Rosters and absences as they stand at every moment.
    private struct Standing: DutyBook {
        var on: [PersonID] = []
        var until: Timestamp?
        var absent: [PersonID: Absence] = [:]

        var isBlank: Bool { false }

        func shifts(of roster: RosterID, at moment: Timestamp) -> [Shift] {
            on.map { Shift(person: $0, roster: roster, source: .member, until: until) }
        }
        func absence(of person: PersonID, at moment: Timestamp) -> Absence? { absent[person] }
        func attendance(of person: PersonID, through group: String, at moment: Timestamp) -> Attendance? { nil }
        func attendance(byHoursOf group: String, at moment: Timestamp) -> Attendance? { nil }
        func attendance(byHoursOfUnit unit: UnitPath, at moment: Timestamp) -> Attendance? { nil }
        func handling(of severity: Severity, in unit: UnitPath, at moment: Timestamp) -> Handling? { nil }
    }

    private static let group = Example.unit.path + "/desk"

    /// Lin Yue is asked for a seat of the desk, which is a roster: her own, or that of somebody for whom she stands in.
    private static func text(
        _ kind: MessageKind,
        _ language: String,
        _ duty: Standing,
        for holder: PersonID = "lin-yue",
        change: (inout Incident, inout Plan) -> Void = { _, _ in }
    ) throws -> String {
        var (incident, plan) = (Example.incident(), Example.plan)
        let reason: Reason =
            holder == "lin-yue" ? .seat(group: "desk", role: nil) : .instead(of: holder, group: "desk", role: nil)
        incident.ask("lin-yue", for: SeatID(group: group, holder: holder), as: reason, step: 1, batch: 2)
        if holder != "lin-yue" {
            incident.contacts.update("lin-yue", reason: reason) { $0.standsFor = holder }
        }
        change(&incident, &plan)
        var material = Example.material(kind, language: language, incident: incident, plan: plan)
        material.directory.units[Example.unit.path]?.groups["desk"] = Group(
            seats: ["lin-yue", "he-an"].map { Seat(holder: $0) },
            roster: group
        )
        material.directory.duty = duty
        return try Example.render(material).text
    }

    @Test func `an alert says until when its reader is on duty`() throws {
        let tonight = Standing(on: ["he-an", "lin-yue"], until: Example.now + .minutes(325))
        for (language, sentence) in [
            ("en", "You are on duty until 08:30."), ("zh-Hans", "您在班至08:30。"), ("zh-Hant", "您值勤至08:30。"),
        ] {
            let text = try Self.text(.alert, language, tonight)
            #expect(text.contains(sentence), "\(text)")
        }
        let tomorrow = Standing(on: ["lin-yue"], until: Example.now + .hours(24))
        #expect(try Self.text(.alert, "en", tomorrow).contains("You are on duty until Sun 22 Nov 03:05."))
        for duty in [Standing(on: ["he-an"], until: Example.now + .hours(1)), Standing(on: ["lin-yue"])] {
            #expect(try !Self.text(.alert, "en", duty).contains("on duty until"))
        }
    }

    @Test func `who is asked for somebody absent reads until which day, or until when`() throws {
        /// The midnight with which 7 December ends in Shanghai.
        let days = Absence(until: Timestamp(milliseconds: 1_796_659_200_000), deputies: ["lin-yue"])
        for (language, sentence) in [
            ("en", "You are asked in place of Wu Min, who is absent until Mon 7 Dec."),
            ("zh-Hans", "吴敏请假外出至12月7日（周一），现请您代吴敏答复。"), ("zh-Hant", "吴敏請假至12月7日（週一），現請您代吴敏答覆。"),
        ] {
            for kind in [MessageKind.alert, .reminder] {
                let text = try Self.text(kind, language, Standing(absent: ["wu-min": days]), for: "wu-min")
                #expect(text.contains(sentence), "\(kind): \(text)")
            }
        }
        let hours = Absence(until: Example.now + .minutes(55), deputies: ["lin-yue"])
        let short = try Self.text(.alert, "en", Standing(absent: ["wu-min": hours]), for: "wu-min")
        #expect(short.contains("in place of Wu Min, who is absent until 04:00."), "\(short)")
        let silent = try Self.text(.alert, "en", Standing(), for: "wu-min")
        #expect(silent.contains("You are asked in place of Wu Min.") && !silent.contains("absent"), "\(silent)")
    }

    @Test func `a reporter who is on duty in a roster of the fallback can take it, and one who is off cannot`() throws {
        func text(_ duty: Standing) throws -> String {
            try Self.text(.unanswered, "en", duty) { incident, plan in
                incident.report.reporter = "lin-yue"
                plan.fallback = [Reference("desk")]
            }
        }
        let telephone = "Please telephone the leader on duty now"
        #expect(try !text(Standing(on: ["lin-yue"])).contains(telephone))
        #expect(try text(Standing(on: ["he-an"])).contains(telephone))
        let absent = Absence(until: Example.now + .hours(1), deputies: ["he-an"])
        #expect(try text(Standing(on: ["lin-yue"], absent: ["lin-yue": absent])).contains(telephone))
        let standIn = Absence(until: Example.now + .hours(1), deputies: ["lin-yue"])
        #expect(try !text(Standing(on: ["he-an"], absent: ["he-an": standIn])).contains(telephone))
    }
}
