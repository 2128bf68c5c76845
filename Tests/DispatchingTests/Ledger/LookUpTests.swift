import Dispatching
import Escalation
import TestSupport
import Testing

/// A store over a network is asked a few times a cycle, whatever waits.
@Suite("What a cycle asks of the store")
struct LookUpTests {
    private func scene(incidents: Int) throws -> Scene {
        let scene = try Scene(.asking(["a"], ["b"]))
        try scene.cycle(
            (1...incidents).map { number in
                let idempotency = Filing.Idempotency(key: "i\(number)", bodyDigest: [1])
                return .file(Filing(report: Town.report(key: "k\(number)"), idempotency: idempotency)) { _ in }
            }
        )
        return scene
    }

    @Test func `after a restart three questions are enough for all that waits`() throws {
        let scene = try scene(incidents: 60)
        scene.channel["a.mail"] = [nil]
        scene.sleep(until: 5)
        try scene.restartAsleep()
        _ = scene.store.takeLookUps()
        var requests: [LedgerRequest] = (1...20).map { number in
            .file(Filing(report: Town.report(key: "k\(number)"))) { _ in }
        }
        requests += (21...40).map { number in
            let idempotency = Filing.Idempotency(key: "i\(number)", bodyDigest: [1])
            return .file(Filing(report: Town.report(key: "other"), idempotency: idempotency)) { _ in }
        }
        requests += (30...50).map { id in
            .handle(IncidentID(id), .answer(Answer(person: "a", word: .note, note: "n")), by: .person("a")) { _ in }
        }
        // All sixty deadlines are due as well.
        _ = try scene.ledger.run(requests, at: scene.now)
        let asked = scene.store.takeLookUps()
        #expect(asked.count == 2, "one for keys, one for records; the plan is in force")
        #expect(asked.first?.keys.count == 21 && asked.first?.filings.count == 20)
        #expect(asked.last.map { Set($0.incidents) } == Set(1...60))
        #expect(scene.faults() == [])
    }

    @Test func `what is in memory is not asked for`() throws {
        let scene = try scene(incidents: 5)
        _ = scene.store.takeLookUps()
        try scene.says("a", .note, to: 3)
        try scene.run(until: 6)
        #expect(scene.store.takeLookUps().isEmpty)
        try scene.file(Town.report(key: "k1"))
        #expect(scene.store.takeLookUps().map(\.keys.count) == [1])
    }

    @Test func `plans that are in force no more come with one question`() throws {
        let scene = try scene(incidents: 30)
        try scene.install(Town.directory([.asking(["c"], version: "fire-2")]))
        try scene.restartAsleep()
        scene.sleep(until: 5)
        _ = scene.store.takeLookUps()
        _ = try scene.ledger.run([], at: scene.now)
        #expect(scene.store.takeLookUps().map(\.plans.count) == [0, 1])
    }

    @Test func `a store that can tell nothing leaves every caller with its refusal, and comes again`() throws {
        let scene = try scene(incidents: 3)
        try scene.restartAsleep()
        scene.store.failLookUps(with: .unreadable("EIO"))
        let replies = (0..<2).map { _ in Reply<Filed>() }
        let answer = Reply<Incident>()
        let word = Event.answer(Answer(person: "a", word: .accept))
        _ = try scene.ledger.run(
            [
                .file(Filing(report: Town.report(key: "k1"))) { replies[0].take($0) },
                .file(Filing(report: Town.report(key: nil))) { replies[1].take($0) },
                .handle(2, word, by: .person("a")) { answer.take($0) },
            ],
            at: scene.now
        )
        #expect(replies[0].isUnavailable)
        #expect(replies[1].isSuccess, "a report that needs nothing of the store is taken in")
        #expect(throws: LedgerError.self) { try answer.value() }
        scene.store.failLookUps(with: nil)
        #expect(try scene.file(Town.report(key: "k1")).result == .counted)
        #expect(scene.faults() == [])
    }
}
