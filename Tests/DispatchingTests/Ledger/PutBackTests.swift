import Access
import Escalation
import Messages
import TestSupport
import Testing

@testable import Dispatching

/// An older copy of the disk was put back, and nobody noticed: numbers are given again, ids that receivers see are not.
@Suite("After an older copy was put back")
struct PutBackTests {
    private let links = AnswerLinks(
        publicURL: "https://tocsin.example",
        ledger: "memory00",
        masters: [[UInt8](repeating: 1, count: 32)]
    )

    /// What receivers saw: the numbers of the notifications, the message's id and its thread.
    private func seen(_ scene: Scene) throws -> [(numbers: [NotificationID], wire: String, thread: String)] {
        let templates = try Templates.load(from: TemplatesFolder.path)
        let composer = Composer(templates: templates, link: links.link(to:for:), names: scene.ledger.names)
        return scene.handed.map { outgoing in
            let message = composer.compose(outgoing)
            return (outgoing.contents.map(\.notification.id), message.wireID, message.threadID)
        }
    }

    private func putBack(_ copy: MemoryStore.Copy, in scene: Scene) throws {
        scene.store.memory.putBack(copy)
        try scene.restart(random: 3)
    }

    @Test func `an incident that gets a number again has another thread, and its messages have other ids`() throws {
        let scene = try Scene(.asking(["a"]))
        let copy = scene.store.memory.copy()
        try scene.file()
        try putBack(copy, in: scene)
        try scene.file()
        let seen = try seen(scene)
        #expect(seen.map(\.numbers) == [[.init(incident: 1, number: 1)], [.init(incident: 1, number: 1)]])
        #expect(Set(seen.map(\.wire)).count == 2 && Set(seen.map(\.thread)).count == 2)
    }

    @Test func `an open incident goes on in its thread, and what is planned from then on has ids of its own`() throws {
        let scene = try Scene(.asking(["a"], ["b"], ["c"]))
        try scene.file()
        let copy = scene.store.memory.copy()
        try scene.run(until: 10)
        try putBack(copy, in: scene)
        try scene.run(until: 19)
        let seen = try seen(scene)
        #expect(seen.map { $0.numbers[0].number } == [1, 2, 3, 2, 3])
        #expect(Set(seen.map(\.wire)).count == 5 && Set(seen.map(\.thread)).count == 1)
    }

    @Test func `what was planned before the copy was made keeps its id, over every attempt`() throws {
        let scene = try Scene(.asking(["a"]))
        scene.channel["a.mail"] = [.temporary(reason: .reply(451)), nil, .accepted(evidence: .reply(250, "ok"))]
        try scene.file()
        let copy = scene.store.memory.copy()
        try scene.run(until: 2)
        try putBack(copy, in: scene)
        try scene.run(until: 4)
        let seen = try seen(scene)
        #expect(seen.count == 3 && Set(seen.map(\.wire)).count == 1)
    }

    @Test func `a digest that is called after the same message as a lost one has another id`() throws {
        let scene = try Scene(Town.directory([.asking(["a"])], channel: "webhook"))
        for _ in 0..<3 { try scene.file() }
        let copy = scene.store.memory.copy()
        try scene.run(until: 1)
        try putBack(copy, in: scene)
        try scene.file()
        try scene.run(until: 3)
        let digests = try seen(scene).filter { $0.numbers.count > 1 }
        #expect(digests.count == 2 && digests[0].wire != digests[1].wire)
        #expect(digests.allSatisfy { $0.wire.hasSuffix("-d") })
    }

    @Test(arguments: [(0, 2_000), (7, 2_000), (999, 2_000), (1_000, 3_000), (12_345, 30_000), (99_999, 110_000)])
    func `so many numbers are left out`(last: IncidentID, next: IncidentID) {
        #expect(Ledger.lastLeftOut(after: last) == next)
    }

    @Test func `numbers that may have been given are left out, on record and over a restart`() throws {
        let scene = try Scene(.asking(["a"]))
        try scene.file()
        let reply = Reply<Maintained>()
        let acceptance = Maintenance.Acceptance(position: 2, signed: 9, reason: "disk 2 failed")
        try scene.cycle([.maintain(.putBack(acceptance)) { reply.take($0) }])
        #expect(reply.isSuccess)
        #expect(
            scene.changes(0) == [
                .restoreAccepted(position: 2, signed: 9, reason: "disk 2 failed"),
                .numbersLeftOut(after: 1, to: 2_000, name: scene.ledger.names.newest),
            ]
        )
        #expect(scene.ledger.names.newest != scene.ledger.name)
        let names = scene.ledger.names
        try scene.restart()
        #expect(try scene.file().incident.id == 2_001)
        #expect(scene.ledger.names == names && names.name(of: 1) == "\(scene.ledger.name)-1")
        #expect(scene.faults() == [])
    }

    @Test func `a copy that is put in place twice gives its numbers under other names each time`() throws {
        let scene = try Scene(.asking(["a"]))
        try scene.file()
        let copy = scene.store.memory.copy()
        var names: Set<String> = []
        for random in 3...5 as ClosedRange<UInt64> {
            scene.store.memory.putBack(copy)
            try scene.restart(random: random)
            try scene.cycle([.maintain(.putBack(nil)) { _ in }])
            names.insert(scene.ledger.names.name(of: try scene.file().incident.id))
        }
        #expect(names.count == 3 && names.allSatisfy { $0.hasSuffix("-2001") }, "\(names)")
        #expect(scene.faults() == [])
    }

    @Test func `where the store is full, no number is left out and none is lost`() throws {
        let scene = try Scene(.asking(["a"]))
        scene.store.failCommits(.full)
        let reply = Reply<Maintained>()
        try scene.cycle([.maintain(.putBack(nil)) { reply.take($0) }])
        #expect(reply.isUnavailable && scene.changes(0) == [])
        #expect(try scene.file().incident.id == 1)
    }

    @Test func `a link of the lost time opens neither another incident nor somebody else's page`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        try scene.file()
        let copy = scene.store.memory.copy()
        try scene.says("c", .seen)
        try scene.file()
        let lost = [(1, "c"), (2, "a")].compactMap { id, person in
            scene.incident(IncidentID(id)).flatMap { links.token(for: $0, person: person) }
        }
        #expect(lost.count == 2)
        try putBack(copy, in: scene)
        try scene.run(until: 5)
        try scene.file()
        for token in lost {
            let reference = try #require(links.read(token, at: scene.now.wall))
            let incident = try #require(scene.incident(reference.incident))
            #expect(incident.contacts.all.indices.contains(reference.position))
            #expect(links.person(reference, in: incident, at: scene.now.wall) == nil)
        }
    }
}
