import Dispatching
import Escalation
import TestSupport
import Testing

@Suite("What the ledger does while the store is full")
struct ReserveTests {
    @Test func `a report is refused, and running incidents go on`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        scene.channel["a.mail"] = [nil]
        try scene.file()
        scene.store.liveOnReserve(true)
        let refused = Reply<Filed>()
        try scene.cycle([.file(Filing(report: Town.report())) { refused.take($0) }])
        #expect(refused.isUnavailable)
        let trouble = "the store takes no writes: the disk is full; only what has begun goes on"
        #expect(scene.metrics.troubles(at: scene.now.boot) == [trouble])
        try scene.run(until: 5)
        #expect(scene.news() == ["0:00 alert a.mail 1-1", "5:00 alert b.mail 1-2"])
        try scene.finish("a.mail")
        #expect(try scene.says("b", .accept).status == .acknowledged)
        #expect(scene.store.incidents(matching: IncidentQuery()).count == 1)
        #expect(scene.faults() == [])
    }

    @Test func `other plans are refused`() throws {
        let scene = try Scene(.asking(["a"]))
        scene.store.liveOnReserve(true)
        #expect(throws: LedgerError.self) { try scene.install(Town.directory([.asking(["b"], version: "fire-2")])) }
        #expect(scene.ledger.directory.plan("fire", in: "/town")?.version != "fire-2")
    }

    @Test func `reports are taken again when there is room`() throws {
        let scene = try Scene(.asking(["a"]))
        scene.store.liveOnReserve(true)
        #expect(throws: LedgerError.self) { try scene.file() }
        scene.store.liveOnReserve(false)
        #expect(try scene.file().incident.id == 1)
        #expect(scene.metrics.troubles(at: scene.now.boot) == [])
    }

    @Test func `an answer that meets the full disk is stored on the reserve, the report beside it is refused`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        try scene.file()
        scene.store.failCommits(.full)
        scene.store.liveOnReserve(true)
        let (report, answer) = (Reply<Filed>(), Reply<Incident>())
        let word = Event.answer(Answer(person: "a", word: .accept))
        try scene.cycle([
            .file(Filing(report: Town.report())) { report.take($0) },
            .handle(1, word, by: .person("a")) { answer.take($0) },
        ])
        try scene.cycle()
        #expect(report.isUnavailable)
        #expect(try answer.value().status == .acknowledged)
        #expect(scene.incident(1)?.status == .acknowledged)
        #expect(scene.faults() == [])
    }

    @Test func `an answer is refused when the reserve is used up too`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        try scene.file()
        scene.store.failCommits(.full, .full)
        scene.store.liveOnReserve(true)
        let answer = Reply<Incident>()
        let word = Event.answer(Answer(person: "a", word: .accept))
        try scene.cycle([.handle(1, word, by: .person("a")) { answer.take($0) }])
        #expect(answer.count == 0)
        try scene.cycle()
        #expect(answer.isUnavailable)
        #expect(scene.incident(1)?.status == .open)
    }

    @Test func `a fault that a reader found ends the next cycle, and callers are told`() throws {
        let scene = try Scene(.asking(["a"]))
        scene.store.fail(with: .broken("a damaged page"))
        let reply = Reply<Filed>()
        #expect(throws: StoreError.broken("a damaged page")) {
            try scene.cycle([.file(Filing(report: Town.report())) { reply.take($0) }])
        }
        #expect(reply.isUnavailable)
        #expect(throws: StoreError.broken("a damaged page")) { try scene.cycle() }
    }
}
