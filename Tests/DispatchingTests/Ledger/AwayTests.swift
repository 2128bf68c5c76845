import Dispatching
import Escalation
import TestSupport
import Testing

/// A store that cannot be reached for a while, and one that somebody else leads.
@Suite("A store that is away")
struct AwayTests {
    private let away = StoreError.unavailable("connection refused")
    private let fenced = StoreError.fenced("term 8")

    @Test func `what cannot be stored is answered as not done, and what is due is kept until it can`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        try scene.file()
        _ = scene.news()
        scene.store.failCommits(away, away, away)
        let answer = Reply<Incident>()
        let word = Event.answer(Answer(person: "a", word: .accept))
        _ = try scene.ledger.run([.handle(1, word, by: .person("a")) { answer.take($0) }], at: scene.now)
        #expect(answer.isUnavailable)
        #expect(scene.ledger.isRefused)
        let trouble = "the store takes no writes: the store cannot be reached: "
        #expect(scene.metrics.troubles(at: scene.now.boot).contains { $0.hasPrefix(trouble) })
        scene.sleep(until: 5)
        for _ in 0..<2 { _ = try scene.ledger.run([], at: scene.now) }
        #expect(scene.news() == [], "nobody is asked by a step that is not on record")
        try scene.cycle()
        #expect(scene.news() == ["5:00 alert b.mail 1-2"])
        #expect(scene.metrics.troubles(at: scene.now.boot).isEmpty)
        #expect(scene.faults() == [])
    }

    @Test func `an outcome that cannot be stored is kept`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        scene.channel["a.mail"] = [nil]
        try scene.file()
        scene.store.failCommits(away)
        let sent = scene.hanging.map {
            DeliveryResult(parcel: $0.parcel, outcome: .accepted(evidence: .reply(250, "ok")))
        }
        _ = try scene.ledger.run([], results: sent, at: scene.now)
        #expect(scene.incident(1)?.unfinished.count == 1)
        try scene.cycle()
        #expect(scene.incident(1)?.unfinished.isEmpty == true)
        #expect(scene.faults() == [])
    }

    @Test func `what cannot be asked is decided as soon as it can, and nothing is called damaged`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        try scene.file(Town.report(key: "k"))
        try scene.cycle((0..<20).map { _ in .file(Filing(report: Town.report())) { _ in } })
        scene.sleep(until: 5)
        let inspection = Inspection(scene)
        try scene.restartAsleep()
        scene.ledger.alerts = inspection.alerts
        scene.store.failLookUps(with: away)
        let (report, fresh, answer) = (Reply<Filed>(), Reply<Filed>(), Reply<Incident>())
        let word = Event.answer(Answer(person: "a", word: .accept))
        _ = try scene.ledger.run(
            [
                .file(Filing(report: Town.report(key: "k"))) { report.take($0) },
                .handle(2, word, by: .person("a")) { answer.take($0) },
                .file(Filing(report: Town.report())) { fresh.take($0) },
            ],
            at: scene.now
        )
        #expect(report.isUnavailable && answer.isUnavailable && fresh.isUnavailable)
        let trouble = "the store takes no writes: the store cannot be reached: "
        #expect(scene.metrics.troubles(at: scene.now.boot).contains { $0.hasPrefix(trouble) })
        #expect(!inspection.told.all.contains { $0.contains("damaged") })
        _ = scene.news()
        scene.store.failLookUps(with: nil)
        try scene.cycle()
        let asked = scene.news()
        #expect(asked.count { $0.hasPrefix("5:00 alert b.mail") } == 21, "all twenty-one, at once: \(asked)")
        #expect(scene.faults() == [])
    }

    @Test func `a message that cannot be read for sending comes a second later`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        try scene.file()
        scene.channel["a.mail"] = [.temporary(reason: .reply(451)), .accepted(evidence: .reply(250, "ok"))]
        try scene.file(Town.report("second"))
        _ = scene.news()
        try scene.restartAsleep()
        scene.sleep(until: 2)
        scene.store.failLookUps(with: away)
        let start = scene.now.boot
        _ = try scene.ledger.run([], at: scene.now)
        scene.store.failLookUps(with: nil)
        let next = try #require(scene.ledger.nextDue)
        #expect(next <= start + .seconds(1))
        try scene.run(until: 3)
        #expect(scene.news().contains { $0.contains("a.mail 2-1") })
        #expect(scene.faults() == [])
    }

    @Test func `a fenced ledger stores nothing, tells everybody and ends`() throws {
        for isAsked in [false, true] {
            let scene = try Scene(.asking(["a"], ["b"]))
            try scene.file(Town.report(key: "k"))
            let entries = scene.store.sealed(from: 1, limit: .max).count
            if isAsked { scene.store.failLookUps(with: fenced) } else { scene.store.failCommits(fenced) }
            let reply = Reply<Filed>()
            #expect(throws: fenced) {
                _ = try scene.ledger.run(
                    [.file(Filing(report: Town.report(key: "k"))) { reply.take($0) }],
                    at: scene.now
                )
            }
            do {
                _ = try reply.value()
                Issue.record("a report was taken by a ledger that somebody else leads")
            } catch LedgerError.unavailable(let why) {
                #expect(why.hasPrefix("another process leads this ledger now"), "\(why)")
            }
            #expect(scene.store.sealed(from: 1, limit: .max).count == entries)
        }
    }

    @Test func `an attempt that was not allowed to begin does not count and comes again`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        scene.channel["a.mail"] = [nil]
        try scene.file()
        let entries = scene.store.sealed(from: 1, limit: .max).count
        let parcel = try #require(scene.hanging.first?.parcel)
        scene.channel["a.mail"] = [.accepted(evidence: .reply(250, "ok"))]
        _ = scene.news()
        for _ in 0..<3 {
            try scene.cycle(results: [DeliveryResult(parcel: parcel, outcome: nil)])
            #expect(scene.news() == [])
            #expect(scene.store.sealed(from: 1, limit: .max).count == entries, "nothing of it is on record")
        }
        try scene.run(until: 0, 1)
        #expect(scene.news() == ["0:01 alert a.mail 1-1"])
        #expect(scene.incident(1)?.unfinished.isEmpty == true)
        #expect(scene.faults() == [])
    }

    @Test func `digests that were not allowed to begin come again as they are`() throws {
        let scene = try Scene(Town.directory([.asking(["a"])], channel: "webhook"))
        scene.channel["a.mail"] = [nil]
        for number in 0..<12 { try scene.file(Town.report("Fire \(number)")) }
        try scene.run(until: 2)
        let digests = scene.hanging.filter(\.parcel.isDigest)
        let one = try #require(digests.first)
        _ = scene.news()
        scene.channel["a.mail"] = [.accepted(evidence: .reply(250, "ok"))]
        try scene.cycle(results: [DeliveryResult(parcel: one.parcel, outcome: nil)])
        try scene.run(until: 2, 2)
        let again = scene.handed.last { $0.parcel == one.parcel }
        #expect(again?.contents.map(\.notification.id) == one.contents.map(\.notification.id))
        #expect(scene.news().count { $0.contains("digest") } == 1)
        #expect(scene.faults() == [])
    }
}
