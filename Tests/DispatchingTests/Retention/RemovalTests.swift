import Dispatching
import Escalation
import Record
import TestSupport
import Testing
import Text

@Suite("Letting go of closed incidents")
struct RemovalTests {
    /// Three closed incidents and an open one; a minute between their reports.
    private func scene() throws -> Scene {
        let scene = try Scene(.asking(["a"]))
        for number: IncidentID in 1...4 {
            try scene.file(Town.report("Smoke \(number)", key: "key-\(number)"))
            if number < 4 { try scene.handle(number, .close(.stoodDown, reason: "out"), by: .person("a")) }
            try scene.run(until: number)
        }
        return scene
    }

    private func removal(_ incidents: [IncidentID], in scene: Scene) -> Removal {
        var removal = Removal()
        removal.incidents = incidents
        removal.closedBefore = scene.now.wall
        return removal
    }

    private func remove(_ incidents: [IncidentID], in scene: Scene) throws -> Maintained {
        let reply = Reply<Maintained>()
        try scene.cycle([.maintain(.remove(removal(incidents, in: scene))) { reply.take($0) }])
        return try reply.value()
    }

    private func expectSound(_ scene: Scene) throws {
        var verifier = RecordVerifier(ledger: "memory00", heads: [])
        for entry in scene.store.memory.sealed(from: 1, limit: .max) { try verifier.take(entry) }
        try verifier.finish()
    }

    @Test func `the record still verifies, and nothing of what they said is left`() throws {
        let scene = try scene()
        let done = try remove([1, 3], in: scene)
        #expect(done.looked == 2 && done.incidents == 2 && done.entries > 4)
        try expectSound(scene)
        let texts = scene.store.memory.sealed(from: 1, limit: .max).map { String(decoding: $0.body, as: UTF8.self) }
        #expect(!texts.contains { $0.contains("Smoke 1") || $0.contains("Smoke 3") })
        #expect(texts.contains { $0.contains("Smoke 2") } && texts.contains { $0.contains("Smoke 4") })
        #expect(texts.last?.contains("incidentsRemoved") == true)
        #expect(scene.store.incidents(matching: IncidentQuery()).map(\.id) == [4, 2])
        #expect(scene.metrics.exposition.contains("tocsin_incidents_removed_total 2\n"))
    }

    @Test func `who asks for one is told that it was removed`() throws {
        let scene = try scene()
        _ = try remove([1], in: scene)
        #expect(try scene.store.isRemoved(1))
        #expect(try !scene.store.isRemoved(2) && !scene.store.isRemoved(99))
        #expect(throws: LedgerError.self) { try scene.says("a", .note, to: 1) }
        do {
            try scene.says("a", .accept, to: 1)
        } catch LedgerError.removed(let id) {
            #expect(id == 1)
        }
        try expectSound(scene)
    }

    @Test func `an open one, the newest, one closed later and one that is not there stay`() throws {
        let scene = try scene()
        try scene.handle(4, .close(.cancelled, reason: "false alarm"), by: .person("a"))
        #expect(try remove([4, 77, 0, -1], in: scene).incidents == 0)
        let other = try self.scene()
        #expect(try remove([4], in: other).incidents == 0)
        var early = removal([1], in: other)
        early.closedBefore = Scene.start - .minutes(1)
        let reply = Reply<Maintained>()
        try other.cycle([.maintain(.remove(early)) { reply.take($0) }])
        #expect(try reply.value().incidents == 0)
        #expect(other.store.incidents(matching: IncidentQuery()).count == 4)
    }

    @Test
    func `what happens to an incident in the same commit keeps it, and afterwards it is gone for the same commit`()
        throws
    {
        let scene = try scene()
        let (note, done, late, filed) = (Reply<Incident>(), Reply<Maintained>(), Reply<Incident>(), Reply<Filed>())
        let answer = Event.answer(Answer(person: "a", word: .note, note: "still smells"))
        try scene.cycle([
            .handle(1, answer, by: .person("a")) { note.take($0) },
            .maintain(.remove(removal([1, 2], in: scene))) { done.take($0) },
            .handle(2, answer, by: .person("a")) { late.take($0) },
            .file(Filing(report: Town.report("Again", key: "key-2"))) { filed.take($0) },
        ])
        #expect(note.isSuccess && !late.isSuccess)
        #expect(try done.value().incidents == 1)
        let again = try filed.value()
        #expect(again.result == .created && again.incident.id == 5 && again.incident.report.previous == nil)
        try expectSound(scene)
    }

    @Test func `a refused commit removes nothing, and it can be asked for again`() throws {
        let scene = try scene()
        scene.store.failCommits(.full)
        let reply = Reply<Maintained>()
        try scene.cycle([.maintain(.remove(removal([1], in: scene))) { reply.take($0) }])
        #expect(reply.isUnavailable)
        #expect(scene.incident(1) != nil)
        #expect(try remove([1], in: scene).incidents == 1)
        try expectSound(scene)
    }

    @Test func `after a restart everything else goes on`() throws {
        let scene = try scene()
        _ = try remove([1, 2, 3], in: scene)
        try scene.restart()
        try scene.says("a", .accept, to: 4)
        #expect(try scene.file(Town.report("New")).incident.id == 5)
        try expectSound(scene)
    }

    @Test func `an incident one of whose entries lost its content by hand is left alone`() throws {
        let scene = try scene()
        var entries = scene.store.memory.sealed(from: 1, limit: .max)
        let place = try #require(entries.firstIndex { $0.incident == 2 })
        entries[place].body = []
        entries[place].at = Timestamp(milliseconds: 0)
        var verifier = RecordVerifier(ledger: "memory00", heads: [])
        #expect(throws: RecordFault.self) {
            for entry in entries { try verifier.take(entry) }
            try verifier.finish()
        }
    }
}
