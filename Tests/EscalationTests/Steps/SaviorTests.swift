import Escalation
import Testing

@Suite("The fallback answers")
struct SaviorTests {
    private func scene(_ steps: Step...) throws -> Rehearsal {
        var plan = Plan.running(.ask("a"))
        for rank in Severity.allCases { plan.responses[rank]?.steps = steps }
        return try Rehearsal(plan)
    }

    @Test func `a yes of the fallback before everything was tried meets no chain when it is`() throws {
        let scene = try scene(.ask("a"), .ask("b"))
        try scene.says("office", .accept)
        _ = scene.looked()
        try scene.run(until: "10:00")
        #expect(scene.incident.round[.chain]?.phase == .exhausted)
        #expect(scene.incident.round[.chain]?.isMet == false)
        #expect(scene.news().suffix(2) == ["10:00 incomplete boss", "10:00 incomplete office"])
    }

    @Test func `they say so once more when everything was tried, and the chain is met`() throws {
        let scene = try scene(.ask("a"), .ask("b"))
        try scene.says("office", .accept)
        try scene.run(until: "11:00")
        _ = scene.looked()
        try scene.says("office", .accept)
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.news() == ["11:00 taken-over a", "11:00 taken-over b"])
        #expect(scene.incident.responders.map(\.person) == ["office"])
    }

    @Test func `a late yes of somebody who is not of the fallback meets nothing`() throws {
        let scene = try scene(.ask("a"))
        try scene.run(until: "6:00")
        try scene.says("c", .accept)
        try scene.says("c", .accept)
        #expect(scene.incident.round[.chain]?.isMet == false)
    }

    @Test func `when whoever of the fallback came late leaves the chain is open again`() throws {
        let scene = try scene(.ask("a"))
        try scene.run(until: "6:00")
        try scene.says("c", .accept)
        try scene.says("office", .accept)
        #expect(scene.incident.progress == .satisfied)
        try scene.says("office", .cannot)
        #expect(scene.incident.progress == .exhausted)
        #expect(scene.incident.round[.chain]?.isMet == false)
    }

    @Test func `their yes stands when they are of the fallback no more`() throws {
        let scene = try scene(.ask("a"))
        try scene.run(until: "6:00")
        try scene.says("office", .accept)
        #expect(scene.changes.contains(.partMet(part: .chain, by: "office")))
        scene.plan.fallback = [Reference("boss")]
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
        try scene.says("office", .cannot)
        #expect(scene.incident.round[.chain]?.isMet == false)
    }

    @Test func `whoever becomes one of the fallback after their yes meets nothing by it`() throws {
        let scene = try scene(.ask("a"))
        try scene.run(until: "6:00")
        try scene.says("c", .accept)
        scene.plan.fallback = [Reference("c")]
        try scene.says("d", .accept)
        #expect(scene.incident.round[.chain]?.isMet == false)
    }
}
