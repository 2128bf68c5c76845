import Dispatching
import Escalation
import TestSupport
import Testing

@Suite("Who is sent to first")
struct OrderTests {
    private func directory() -> Directory {
        let shared = ["a", "b"].map { ($0, [Town.address("mail", of: $0, at: "relay")]) }
        return Town.directory([.asking(["a"])], addresses: Dictionary(uniqueKeysWithValues: shared))
    }

    @Test func `with a backlog graver incidents go first`() throws {
        let scene = try Scene(directory())
        scene.channel["a.mail"] = [nil]
        let slots = Dispatcher.usualSlots
        for _ in 0..<slots + 6 { try scene.file(Town.report(severity: .four)) }
        #expect(scene.news().count == slots)
        try scene.file(Town.report("third", severity: .three))
        try scene.file(Town.report("first", severity: .one))
        #expect(scene.news() == [])
        try scene.finish("a.mail")
        let next = scene.news().prefix(3).map { $0.split(separator: " ").last ?? "" }
        #expect(next == ["\(slots + 8)-1", "\(slots + 7)-1", "\(slots + 1)-1"])
        #expect(scene.faults() == [])
    }

    @Test func `a stuck receiver never holds up another`() throws {
        let scene = try Scene(Town.directory([.asking(["a"]), .asking(["b"], name: "flood", version: "flood-1")]))
        scene.channel["a.mail"] = [nil]
        for _ in 0..<500 { try scene.file() }
        _ = scene.news()
        try scene.file(Town.report(plan: "flood"))
        #expect(scene.news() == ["0:00 alert b.mail 501-1"])
    }

    @Test func `graver ones come first over all receivers of one cycle`() throws {
        let scene = try Scene(Town.directory([.asking(["a"]), .asking(["b"], name: "flood", version: "flood-1")]))
        let requests = [Town.report(severity: .four), Town.report(plan: "flood", severity: .one)]
            .map { report in LedgerRequest.file(Filing(report: report)) { _ in } }
        let outgoing = try scene.ledger.run(requests, at: scene.now)
        #expect(outgoing.map(\.person.id) == ["b", "a"])
    }

    @Test func `what is answered while it waits in a queue is not sent`() throws {
        let scene = try Scene(directory())
        scene.channel["a.mail"] = [nil]
        for _ in 0..<70 { try scene.file() }
        _ = scene.news()
        for id in IncidentID(65)...70 { try scene.says("b", .accept, to: id) }
        try scene.finish("a.mail")
        #expect(scene.news().filter { $0.contains("alert") } == [])
        #expect(scene.faults() == [])
    }
}
