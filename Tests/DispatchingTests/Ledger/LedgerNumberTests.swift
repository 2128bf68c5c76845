import Dispatching
import Escalation
import Logging
import TestSupport
import Testing

/// A ledger that is one of several has numbers of its own, and nothing else differs.
@Suite("The ledger's number in the incident's")
struct LedgerNumberTests {
    private static let first = IncidentID(ledger: 3, count: 1)

    private func ledger(_ store: MemoryStore) throws -> Ledger {
        try Ledger(
            store: store,
            directory: Town.directory([.asking(["a"], ["b"])]),
            metrics: Metrics(),
            log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            random: Dice(1),
            at: Moment(wall: Scene.start, boot: Timestamp(milliseconds: 0))
        )
    }

    private func file(_ ledger: Ledger, _ boot: Int64 = 0) throws -> (IncidentID, [Outgoing]) {
        let reply = Reply<Filed>()
        let moment = Moment(wall: Scene.start, boot: Timestamp(milliseconds: boot))
        let sent = try ledger.run([.file(Filing(report: Town.report())) { reply.take($0) }], at: moment)
        return (try reply.value().incident.id, sent)
    }

    @Test func `its incidents count from 1, and go on after a restart`() throws {
        let store = MemoryStore(ledger: "k3f9x2ab", number: 3)
        let (id, sent) = try file(ledger(store))
        #expect(id == Self.first)
        #expect(sent.map(\.parcel.first.incident) == [id])
        let next = try ledger(store)
        #expect(next.names.name(of: id) == "k3f9x2ab-1" && next.names.id("1") == id)
        #expect(try file(next).0 == Self.first + 1)
        #expect(next.names == IncidentNames(ledger: "k3f9x2ab", number: 3))
    }

    @Test func `after an older copy was put in place it leaves numbers of its own out`() throws {
        let store = MemoryStore(number: 3)
        let one = try ledger(store)
        _ = try file(one)
        _ = try one.run(
            [.maintain(.putBack(nil)) { _ in }],
            at: Moment(wall: Scene.start, boot: Timestamp(milliseconds: 1))
        )
        #expect(try file(one, 2).0 == IncidentID(ledger: 3, count: 2_001))
    }

    @Test func `when all of its numbers are given it takes nothing new in, and gives none of another ledger`() throws {
        let store = MemoryStore(number: 3)
        var batch = Batch()
        batch.numbersLeftOutTo = IncidentID(ledger: 3, count: IncidentID.mostCount - 1)
        try store.commit(batch)
        let full = try ledger(store)
        #expect(try file(full).0 == IncidentID(ledger: 3, count: IncidentID.mostCount))
        #expect(throws: LedgerError.self) { try file(full, 1) }
    }
}
