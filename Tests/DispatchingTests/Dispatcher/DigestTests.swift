import Dispatching
import Escalation
import TestSupport
import Testing

@Suite("Digests through the ledger")
struct DigestTests {
    private func scene() throws -> Scene {
        let scene = try Scene(Town.directory([.asking(["a"])], channel: "webhook"))
        for _ in 0..<3 { try scene.file() }
        #expect(scene.news() == ["0:00 alert a.mail 1-1"])
        return scene
    }

    @Test func `a digest goes on record, with its rule, before it is sent`() throws {
        let scene = try scene()
        try scene.run(until: 1)
        #expect(scene.news() == ["1:00 digest a.mail 2-1 3-1"])
        let merged = (IncidentID(2)...3).flatMap { scene.changes($0) }.compactMap { change -> DigestID? in
            guard case .notificationMerged(number: 1, let digest, .perAddress) = change else { return nil }
            return digest
        }
        #expect(merged.map(\.first) == [NotificationID](repeating: NotificationID(incident: 2, number: 1), count: 2))
        #expect(merged[0].mark == merged[1].mark && merged[0].mark > 0)
        #expect(scene.store.outboxCount() == 0)
        #expect(scene.faults() == [])
    }

    @Test func `a merge that cannot be stored is stored and sent later`() throws {
        let scene = try scene()
        scene.store.failCommits(.full)
        scene.sleep(until: 1)
        try scene.cycle()
        #expect(scene.news() == [])
        scene.sleep(until: 1, 1)
        try scene.cycle()
        #expect(scene.news() == ["1:01 digest a.mail 2-1 3-1"])
        #expect(scene.faults() == [])
    }

    @Test func `a digest that was cut off is the same digest after a restart`() throws {
        let scene = try scene()
        scene.channel["a.mail"] = [nil, .temporary(reason: .reply(451)), .accepted(evidence: .reply(250, "ok"))]
        try scene.run(until: 1)
        try scene.restart()
        try scene.run(until: 2)
        let digest = ParcelID(first: NotificationID(incident: 2, number: 1), isDigest: true)
        #expect(scene.parcelsSent.dropFirst() == [digest, digest, digest])
        #expect(scene.store.outboxCount() == 0)
        #expect(scene.faults() == [])
    }

    @Test func `what is answered before the digest leaves is not in it`() throws {
        let scene = try scene()
        try scene.says("a", .accept, to: 2)
        try scene.run(until: 1)
        #expect(scene.news() == ["1:00 alert a.mail 3-1"])
        #expect(scene.faults() == [])
    }

    @Test func `an incident that is closed in the very cycle of the merge is not in the digest`() throws {
        let scene = try scene()
        scene.sleep(until: 1)
        try scene.cycle([.handle(2, .close(.cancelled, reason: "no"), by: .token("test")) { _ in }])
        #expect(scene.news() == ["1:00 digest a.mail 3-1"])
        #expect(scene.faults() == [])
    }

    @Test func `a digest that fails for good fails for each of its incidents`() throws {
        let scene = try scene()
        scene.channel["a.mail"] = [.permanent(reason: .reply(550))]
        try scene.run(until: 1)
        for id in IncidentID(2)...3 {
            #expect(scene.incident(id)?.contacts["a"]?.state == .out(.unreachable))
        }
        #expect(scene.faults() == [])
    }
}
