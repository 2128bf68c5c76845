import Dispatching
import Escalation
import TestSupport
import Testing

@Suite("Dedup keys and idempotency keys")
struct FilingTests {
    private func both(_ scene: Scene, _ first: Filing, _ second: Filing) throws -> [Result<Filed, any Error>] {
        let replies = [Reply<Filed>(), Reply<Filed>()]
        try scene.cycle([
            .file(first) { replies[0].take($0) },
            .file(second) { replies[1].take($0) },
        ])
        return replies.map { reply in Result { try reply.value() } }
    }

    @Test func `a second report under the key in the same batch is counted`() throws {
        let scene = try Scene(.asking(["a"]))
        let filing = Filing(report: Town.report(key: "k"))
        let results = try both(scene, filing, filing)
        #expect(try results.map { try $0.get().result } == [.created, .counted])
        #expect(scene.incident(1)?.reportCount == 2)
        #expect(scene.store.incidents(matching: IncidentQuery()).count == 1)
        #expect(scene.faults() == [])
    }

    @Test func `a report under the key of an open incident is counted, with the newest text`() throws {
        let scene = try Scene(.asking(["a"]))
        try scene.file(Town.report(key: "k"))
        let again = try scene.file(Town.report("More smoke", key: "k"))
        #expect(again.result == .counted)
        #expect(again.incident.report.title == "More smoke")
        #expect(scene.news() == ["0:00 alert a.mail 1-1"])
        #expect(scene.faults() == [])
    }

    @Test func `the same key of another source is another incident`() throws {
        let scene = try Scene(.asking(["a"]))
        try scene.file(Town.report(key: "k"))
        #expect(try scene.file(Town.report(key: "k", source: "tower")).incident.id == 2)
    }

    @Test func `reports without a key never merge`() throws {
        let scene = try Scene(.asking(["a"]))
        #expect(try scene.file().incident.id == 1)
        #expect(try scene.file().incident.id == 2)
    }

    @Test func `within the time the plan gives, a report opens the closed incident again`() throws {
        let scene = try Scene(.asking(["a"], reopenWithin: .minutes(30)))
        try scene.file(Town.report(key: "k"))
        try scene.handle(1, .close(.stoodDown, reason: "out"))
        scene.sleep(until: 30)
        let again = try scene.file(Town.report(key: "k"))
        #expect(again.result == .reopened)
        #expect(again.incident.id == 1 && again.incident.round.number == 2)
        #expect(scene.faults() == [])
    }

    @Test func `after that time, a report is a new incident that names the old one`() throws {
        let scene = try Scene(.asking(["a"], reopenWithin: .minutes(30)))
        try scene.file(Town.report(key: "k"))
        try scene.handle(1, .close(.stoodDown, reason: "out"))
        scene.sleep(until: 30, 1)
        let again = try scene.file(Town.report(key: "k"))
        #expect(again.result == .created)
        #expect(again.incident.id == 2 && again.incident.report.previous == 1)
        #expect(try scene.file(Town.report(key: "k")).incident.id == 2)
        #expect(scene.faults() == [])
    }

    @Test func `closing and reporting again in one batch opens it again`() throws {
        let scene = try Scene(.asking(["a"]))
        try scene.file(Town.report(key: "k"))
        let (closed, again) = (Reply<Incident>(), Reply<Filed>())
        try scene.cycle([
            .handle(1, .close(.cancelled, reason: "false"), by: .token("test")) { closed.take($0) },
            .file(Filing(report: Town.report(key: "k"))) { again.take($0) },
        ])
        #expect(try again.value().result == .reopened)
        #expect(try closed.value().isClosed)
        #expect(scene.incident(1)?.status == .open)
        #expect(scene.faults() == [])
    }

    @Test func `the same request twice gives the same incident and does nothing the second time`() throws {
        let scene = try Scene(.asking(["a"]))
        let key = Filing.Idempotency(key: "i", bodyDigest: [1, 2, 3])
        #expect(try scene.file(idempotency: key).result == .created)
        try scene.restart()
        let again = try scene.file(idempotency: key)
        #expect(again.result == .repeated && again.incident.id == 1)
        #expect(scene.incident(1)?.reportCount == 1)
        #expect(scene.store.incidents(matching: IncidentQuery()).count == 1)
    }

    @Test func `the same request twice in one batch gives one incident`() throws {
        let scene = try Scene(.asking(["a"]))
        let filing = Filing(report: Town.report(), idempotency: .init(key: "i", bodyDigest: [1]))
        let results = try both(scene, filing, filing)
        #expect(try results.map { try $0.get().result } == [.created, .repeated])
        #expect(scene.store.incidents(matching: IncidentQuery()).count == 1)
    }

    @Test(arguments: [true, false])
    func `an idempotency key with another body is refused`(inOneBatch: Bool) throws {
        let scene = try Scene(.asking(["a"]))
        let first = Filing(report: Town.report(), idempotency: .init(key: "i", bodyDigest: [1]))
        let other = Filing(report: Town.report("Other"), idempotency: .init(key: "i", bodyDigest: [2]))
        let results: [Result<Filed, any Error>]
        if inOneBatch {
            results = try both(scene, first, other)
        } else {
            try scene.file(first.report, idempotency: first.idempotency)
            results = [Result { try scene.file(other.report, idempotency: other.idempotency) }]
        }
        var isRefused = false
        do { _ = try results.last?.get() } catch LedgerError.keyUsedOtherwise { isRefused = true }
        #expect(isRefused)
        #expect(scene.store.incidents(matching: IncidentQuery()).count == 1)
    }

    @Test func `another source may use the same idempotency key`() throws {
        let scene = try Scene(.asking(["a"]))
        try scene.file(idempotency: .init(key: "i", bodyDigest: [1]))
        let other = try scene.file(Town.report(source: "tower"), idempotency: .init(key: "i", bodyDigest: [2]))
        #expect(other.incident.id == 2)
    }

    @Test func `a request that was not stored can be made again under its key`() throws {
        let scene = try Scene(.asking(["a"]))
        let key = Filing.Idempotency(key: "i", bodyDigest: [1])
        scene.store.failCommits(.full)
        #expect(throws: LedgerError.self) { try scene.file(idempotency: key) }
        #expect(try scene.file(idempotency: key).result == .created)
        #expect(throws: LedgerError.self) {
            try scene.file(Town.report(plan: "flood"), idempotency: .init(key: "j", bodyDigest: [1]))
        }
        #expect(try scene.file(idempotency: .init(key: "j", bodyDigest: [2])).result == .created)
    }
}
