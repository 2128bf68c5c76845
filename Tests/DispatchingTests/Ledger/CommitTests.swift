import Dispatching
import Escalation
import TestSupport
import Testing

@Suite("What the ledger promises about commits")
struct CommitTests {
    @Test func `a caller is answered only after the commit`() throws {
        let scene = try Scene(.asking(["a"]))
        let store = scene.store
        try scene.cycle([.file(Filing(report: Town.report())) { _ in store.note("reply") }])
        #expect(store.happened.suffix(from: 1).prefix(2) == ["commit", "reply"])
    }

    @Test func `a report is durable and its message planned before anything is sent`() throws {
        let scene = try Scene(.asking(["a"]))
        let outgoing = try scene.ledger.run([.file(Filing(report: Town.report())) { _ in }], at: scene.now)
        #expect(outgoing.map(\.parcel.first) == [NotificationID(incident: 1, number: 1)])
        #expect(scene.store.outboxCount() == 1)
        #expect(scene.incident(1)?.unfinished.count == 1)
    }

    @Test func `a full disk refuses the report, stores nothing, and the next one is taken`() throws {
        let scene = try Scene(.asking(["a"]))
        scene.store.failCommits(.full)
        let reply = Reply<Filed>()
        try scene.cycle([.file(Filing(report: Town.report())) { reply.take($0) }])
        #expect(reply.isUnavailable)
        #expect(scene.store.sealed(from: 1, limit: 1).isEmpty)
        #expect(scene.news() == [])
        let full = "the store takes no writes: the disk is full; nothing was stored"
        #expect(scene.metrics.troubles(at: scene.now.boot) == [full])
        #expect(try scene.file().incident.id == 1)
        #expect(scene.metrics.troubles(at: scene.now.boot) == [])
        #expect(scene.faults() == [])
    }

    @Test func `a deadline that could not be stored is done by a later cycle`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        try scene.file()
        scene.store.failCommits(.full, .full)
        scene.sleep(until: 5)
        try scene.cycle()
        try scene.cycle()
        #expect(scene.news() == ["0:00 alert a.mail 1-1"])
        scene.sleep(until: 6)
        try scene.cycle()
        #expect(scene.news() == ["6:00 alert b.mail 1-2"])
        #expect(scene.faults() == [])
    }

    @Test func `an outcome that could not be stored is stored by a later cycle`() throws {
        let scene = try Scene(.asking(["a"]))
        scene.channel["a.mail"] = [nil]
        try scene.file()
        scene.store.failCommits(.full)
        try scene.finish("a.mail")
        #expect(scene.store.outboxCount() == 1)
        try scene.cycle()
        #expect(scene.store.outboxCount() == 0)
        #expect(scene.news().count == 1)
        #expect(scene.faults() == [])
    }

    @Test func `an answer that could not be stored is refused and changes nothing`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        try scene.file()
        scene.store.failCommits(.full)
        #expect(throws: LedgerError.self) { try scene.says("a", .accept) }
        #expect(scene.incident(1)?.status == .open)
        try scene.run(until: 5)
        #expect(scene.news().last == "5:00 alert b.mail 1-2")
        #expect(scene.faults() == [])
    }

    @Test func `a store that is not full any more is trusted again although nothing has to be written`() throws {
        let scene = try Scene(.asking(["a"]))
        scene.store.failCommits(.full)
        #expect(throws: LedgerError.self) { try scene.file() }
        scene.sleep(until: 0, 2)
        try scene.cycle()
        let full = "the store takes no writes: the disk is full; nothing was stored"
        #expect(scene.metrics.troubles(at: scene.now.boot) == [full])
        scene.sleep(until: 0, 6)
        try scene.cycle()
        #expect(scene.metrics.troubles(at: scene.now.boot) == [])
    }

    @Test func `a broken store ends the run, and every caller of the batch is told once`() throws {
        let scene = try Scene(.asking(["a"]))
        scene.store.failCommits(.broken("fsync"))
        let (bad, good) = (Reply<Filed>(), Reply<Filed>())
        #expect(throws: StoreError.broken("fsync")) {
            try scene.cycle([
                .file(Filing(report: Town.report(plan: "flood"))) { bad.take($0) },
                .file(Filing(report: Town.report())) { good.take($0) },
            ])
        }
        #expect(bad.count == 1 && !bad.isUnavailable)
        #expect(good.count == 1 && good.isUnavailable)
    }

    @Test func `a store that breaks while plans are stored ends the run too`() throws {
        let scene = try Scene(.asking(["a"]))
        scene.store.failCommits(.broken("fsync"))
        let (reply, other) = (Reply<Void>(), Reply<Filed>())
        #expect(throws: StoreError.broken("fsync")) {
            try scene.cycle([
                .install(Town.directory([.asking(["b"], version: "fire-2")])) { reply.take($0) },
                .file(Filing(report: Town.report())) { other.take($0) },
            ])
        }
        #expect(reply.isUnavailable && other.isUnavailable)
    }

    @Test func `one bad event does not stop its batch`() throws {
        let scene = try Scene(.asking(["a"]))
        let (first, second) = (Reply<Filed>(), Reply<Filed>())
        let bad = [Reply<Filed>(), Reply<Filed>(), Reply<Filed>()]
        let (unknown, refused) = (Reply<Incident>(), Reply<Incident>())
        try scene.cycle([
            .file(Filing(report: Town.report(plan: "flood"))) { bad[0].take($0) },
            .file(Filing(report: Town.report())) { first.take($0) },
            .file(Filing(report: Town.report(facts: ["colour": .text("red")]))) { bad[1].take($0) },
            .handle(99, .escalateByHand(reason: "x"), by: .token("test")) { unknown.take($0) },
            .handle(1, .answer(Answer(person: "nobody", word: .accept)), by: .token("test")) { refused.take($0) },
            .file(Filing(report: Town.report(facts: ["hurt": .number(.nan)]))) { bad[2].take($0) },
            .file(Filing(report: Town.report())) { second.take($0) },
        ])
        #expect(try first.value().incident.id == 1)
        #expect(try second.value().incident.id == 2)
        #expect(bad.allSatisfy { $0.count == 1 && !$0.isSuccess })
        #expect(unknown.count == 1 && !unknown.isSuccess)
        #expect(refused.count == 1 && !refused.isSuccess)
        #expect(scene.store.incidents(matching: IncidentQuery()).count == 2)
        #expect(scene.faults() == [])
    }

    @Test func `an entry that cannot be written leaves no trace in the state`() throws {
        let scene = try Scene(.asking(["a"]))
        try scene.file()
        let before = scene.incident(1)
        #expect(throws: LedgerError.self) {
            try scene.handle(1, .followUp(text: "more", facts: ["hurt": .number(.infinity)], isFinal: false))
        }
        #expect(throws: LedgerError.self) { try scene.file(Town.report(facts: ["hurt": .number(.nan)])) }
        #expect(try scene.says("a", .seen).followUps == 0)
        #expect(scene.incident(1)?.report == before?.report)
        #expect(try scene.file().incident.id == 2)
        #expect(scene.faults() == [])
    }

    @Test func `several events on one incident in one batch are decided one after the other`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        let replies = [Reply<Incident>(), Reply<Incident>(), Reply<Incident>()]
        let filed = Reply<Filed>()
        func handle(_ event: Event, _ reply: Reply<Incident>) -> LedgerRequest {
            .handle(1, event, by: .token("test")) { reply.take($0) }
        }
        try scene.cycle([
            .file(Filing(report: Town.report())) { filed.take($0) },
            handle(.answer(Answer(person: "a", word: .accept)), replies[0]),
            handle(.answer(Answer(person: "b", word: .note, note: "good")), replies[1]),
            handle(.close(.stoodDown, reason: "out"), replies[2]),
        ])
        #expect(try filed.value().incident.status == .open)
        #expect(try replies[0].value().status == .acknowledged)
        #expect(try replies[2].value().isClosed)
        #expect(scene.store.happened.filter { $0 == "commit" }.count == 2)
        #expect(scene.news() == [])
        #expect(scene.store.sealed(from: 1, limit: 9).count == 4)
        #expect(scene.faults() == [])
    }
}
