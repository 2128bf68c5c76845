import Dispatching
import Escalation
import Synchronization
import TestSupport
import Testing

@Suite("The auditor and messages")
struct LostMessageTests {
    private static let plan = Plan.asking(["a"], ["b"])

    @Test func `a forgotten message is sent under its own id, and not before its time`() throws {
        let scene = try Scene(Self.plan)
        let inspection = Inspection(scene)
        scene.channel["a.mail"] = [.temporary(reason: .reply(451)), .accepted(evidence: .reply(250, "ok"))]
        try scene.file()
        let due = try #require(scene.incident(1)?.unfinished[1]?.due)
        scene.ledger.forgetMessage(NotificationID(incident: 1, number: 1))
        try inspection.run(until: 1)
        let second = try #require(scene.attempts.dropFirst().first)
        #expect(scene.attempts.count == 2 && second.hasSuffix("alert a.mail 1-1"), "\(scene.attempts)")
        let accepted = try #require(
            scene.store.memory.entries(of: 1).first { entry in
                entry.changes.contains { if case .notificationAccepted = $0 { true } else { false } }
            }
        )
        #expect(accepted.at > due && accepted.at - due <= .seconds(10))
        #expect(inspection.mended() == [.lostMessage])
        #expect(scene.faults() == [])
    }

    @Test func `what a channel holds is never doubled, however long it takes`() throws {
        let scene = try Scene(Self.plan)
        let inspection = Inspection(scene)
        scene.channel["a.mail"] = [nil]
        try scene.file()
        try inspection.run(until: 30)
        #expect(scene.attempts.filter { $0.contains("a.mail 1-1") }.count == 1)
        #expect(inspection.mended() == [])
        try scene.finish("a.mail")
        #expect(scene.faults() == [])
    }

    @Test func `what a channel lost is unknown, and tried again under the same id`() throws {
        let scene = try Scene(Self.plan)
        let inspection = Inspection(scene)
        scene.channel["a.mail"] = [nil, .accepted(evidence: .reply(250, "ok"))]
        try scene.file()
        inspection.holding.isTrue.withLock { $0 = false }
        try inspection.run(until: 1, 30)
        #expect(scene.attempts.count == 1)
        try inspection.run(until: 2, 10)
        #expect(scene.attempts.filter { $0.hasSuffix("alert a.mail 1-1") }.count == 2)
        #expect(inspection.mended() == [.lostOutcome])
        #expect(scene.faults() == [])
    }

    @Test func `what flood control, a retry or a busy receiver holds back is left alone`() throws {
        let scene = try Scene(Town.directory([Self.plan], channel: "webhook"))
        let inspection = Inspection(scene)
        scene.channel["b.mail"] = [
            .throttled(after: .minutes(20), reason: .http(429)), .accepted(evidence: .reply(250, "ok")),
        ]
        for number in 0..<5 { try scene.file(Town.report("Fire \(number)")) }
        try inspection.run(until: 45)
        for id in 1...5 as ClosedRange<IncidentID> { #expect(inspection.mended(id) == []) }
        #expect(scene.faults() == [])
    }

    @Test func `a message that has its outcome and is still kept as unsent is taken out`() throws {
        let scene = try Scene(Self.plan)
        let inspection = Inspection(scene)
        try scene.file()
        var batch = Batch()
        batch.planned = [
            OutboxRow(
                notification: Notification(
                    id: NotificationID(incident: 1, number: 1),
                    person: "a",
                    address: "mail",
                    kind: .alert,
                    due: scene.now.wall
                ),
                severity: .four
            )
        ]
        try scene.store.commit(batch)
        try inspection.run(until: 0, 20)
        #expect(scene.attempts.count == 1)
        #expect(inspection.mended() == [.strayMessage])
        #expect(scene.faults() == [])
    }

    @Test func `a message whose outcome was stored after the auditor looked is no stray`() throws {
        let scene = try Scene(Self.plan)
        try scene.file()
        try scene.run(until: 0, 20)
        #expect(scene.attempts.count == 1)
        var suspects = Suspects()
        suspects.messages = [NotificationID(incident: 1, number: 1), NotificationID(incident: 1, number: 99)]
        let recovered = Mutex<Recovered?>(nil)
        try scene.cycle([.recover(suspects) { answer in recovered.withLock { $0 = try? answer.get() } }])
        #expect(recovered.withLock { $0 }?.mended == [])
        try scene.run(until: 0, 40)
        #expect(scene.faults() == [])
    }

    @Test func `ten thousand forgotten deadlines are all found, page by page`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        let inspection = Inspection(scene)
        let count = 5_000
        try scene.cycle((0..<count).map { .file(Filing(report: Town.report("Fire \($0)"))) { _ in } })
        for id in 1...Int64(count) { scene.ledger.forgetDeadlines(of: id) }
        _ = scene.news()
        scene.sleep(until: 5, 4)
        for _ in 0..<4 { try inspection.look() }
        try scene.run(until: 5, 5)
        #expect(scene.news().count == count)
        #expect(scene.faults() == [])
    }
}
