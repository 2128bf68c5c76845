import Escalation
import Testing

@Suite("Reports that are owed")
struct ObligationTests {
    private func plan(followUp: Int64? = nil, final: Int64? = nil, fields: [String] = []) -> Plan {
        let response = Response(
            steps: [.ask("a", within: 5)],
            followUpEvery: followUp.map { .minutes($0) },
            finalReportWithin: final.map { .minutes($0) }
        )
        return .graded([.four: response], fields: fields)
    }

    private func owed(_ scene: Rehearsal) -> [Obligation.Kind] { scene.incident.obligations.map(\.kind) }

    private func answered(_ plan: Plan) throws -> Rehearsal {
        let scene = try Rehearsal(plan, reporter: "gate")
        try scene.says("a", .accept)
        return scene.looked()
    }

    // MARK: Open fields

    @Test func `required fields may be left open and are owed then`() throws {
        let scene = try Rehearsal(plan(fields: ["hurt"]))
        #expect(owed(scene) == [.details])
        #expect(scene.due(.obligation(.details)) == "60:00")
    }

    @Test func `nothing is owed when all required fields are known`() throws {
        let scene = try Rehearsal(plan(fields: ["hurt"]), facts: ["hurt": .number(0)])
        #expect(owed(scene) == [])
    }

    @Test func `a follow-up that closes the open fields meets the obligation`() throws {
        let scene = try Rehearsal(plan(fields: ["hurt"]))
        try scene.followUp()
        #expect(owed(scene) == [.details])
        try scene.followUp(hurt: 0)
        #expect(owed(scene) == [])
        #expect(scene.due(.obligation(.details)) == nil)
        #expect(scene.changes.contains(.obligationMet(kind: .details)))
    }

    @Test func `a duplicate that closes the open fields meets the obligation`() throws {
        let scene = try Rehearsal(plan(fields: ["hurt"]))
        try scene.reportAgain(hurt: 0)
        #expect(owed(scene) == [])
    }

    @Test func `open fields are owed with the first follow-up when that is sooner`() throws {
        let scene = try Rehearsal(plan(followUp: 30, fields: ["hurt"]))
        #expect(scene.due(.obligation(.details)) == "30:00")
    }

    // MARK: Follow-ups

    @Test func `a follow-up is owed again after each`() throws {
        let scene = try answered(plan(followUp: 120))
        try scene.run(until: "100:00")
        try scene.followUp()
        #expect(scene.incident.followUps == 1)
        #expect(scene.due(.obligation(.followUp)) == "220:00")
        try scene.followUp()
        #expect(scene.incident.followUps == 2)
    }

    @Test func `a missed follow-up is reminded and then the commander is told`() throws {
        let scene = try answered(plan(followUp: 120))
        try scene.run(until: "120:00")
        #expect(scene.news() == ["120:00 owed a"])
        try scene.run(until: "135:00")
        #expect(scene.news() == ["135:00 overdue boss"])
        #expect(scene.newChanges().contains(.obligationEscalated(kind: .followUp)))
        #expect(scene.due(.obligation(.followUp)) == "255:00")
    }

    @Test func `a follow-up after the reminder spares the commander`() throws {
        let scene = try answered(plan(followUp: 120))
        try scene.run(until: "121:00")
        try scene.followUp()
        try scene.run(until: "240:00")
        #expect(scene.news() == ["120:00 owed a"])
    }

    @Test func `while nobody answers the reporter is reminded`() throws {
        let scene = try Rehearsal(plan(followUp: 2), reporter: "gate")
        try scene.run(until: "2:00")
        #expect(scene.news() == ["0:00 alert a", "2:00 owed gate"])
    }

    @Test func `with nobody to remind the commander is told at once`() throws {
        let scene = try Rehearsal(plan(followUp: 2))
        try scene.run(until: "2:00")
        #expect(scene.news() == ["0:00 alert a", "2:00 overdue boss"])
    }

    @Test func `follow-ups are no longer owed once the incident is closed`() throws {
        let scene = try answered(plan(followUp: 120, fields: ["hurt"]))
        try scene.close()
        #expect(owed(scene) == [])
        #expect(scene.newChanges().contains(.obligationVoided(kind: .followUp)))
        #expect(scene.newChanges().isEmpty)
        #expect(scene.incident.timers == [])
        _ = scene.looked()
        #expect(scene.refuses(.closed) { try $0.followUp() })
    }

    // MARK: The final report

    @Test func `the final report is still owed after the stand-down`() throws {
        let scene = try answered(plan(final: 60))
        try scene.close()
        _ = scene.looked()
        try scene.run(until: "75:00")
        #expect(scene.news() == ["60:00 owed a", "75:00 overdue boss"])
    }

    @Test func `a message about an overdue report is not followed by an all-clear`() throws {
        let scene = try answered(plan(final: 60))
        try scene.close()
        try scene.run(until: "80:00")
        #expect(scene.news().filter { $0.contains("boss") } == ["75:00 overdue boss"])
    }

    @Test func `a final report meets the obligation also after the stand-down`() throws {
        let scene = try answered(plan(final: 60))
        try scene.close()
        try scene.followUp(isFinal: true)
        #expect(owed(scene) == [])
        #expect(scene.incident.hasFinalReport)
        #expect(scene.incident.isClosed)
        try scene.run(until: "100:00")
        #expect(scene.news() == ["0:00 all-clear a"])
    }

    @Test func `a second final report is refused`() throws {
        let scene = try answered(plan(final: 60))
        try scene.followUp(isFinal: true)
        _ = scene.looked()
        #expect(scene.refuses(.finalReportAlreadyThere) { try $0.followUp(isFinal: true) })
    }

    @Test func `a false alarm owes no final report`() throws {
        let scene = try answered(plan(final: 60))
        try scene.close(.cancelled)
        #expect(owed(scene) == [])
        #expect(scene.incident.timers == [])
    }

    @Test func `a raised severity brings its own obligations`() throws {
        let plan = Plan.graded([
            .four: Response(steps: [.ask("a")]),
            .two: Response(steps: [.ask("b")], followUpEvery: .hours(1), finalReportWithin: .days(3)),
        ])
        let scene = try Rehearsal(plan)
        #expect(owed(scene) == [])
        try scene.raise(to: .two)
        #expect(owed(scene) == [.followUp, .finalReport])
    }

    @Test func `a re-opened incident owes its reports again`() throws {
        let scene = try answered(plan(followUp: 120, final: 600))
        try scene.close()
        #expect(owed(scene) == [.finalReport])
        try scene.reportAgain()
        #expect(owed(scene) == [.finalReport, .followUp])
    }
}
