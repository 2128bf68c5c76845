import Dispatching
import Escalation
import Foundation
import TestSupport
import Testing

/// An order can wait in a queue of another process and is the same when it comes out.
@Suite("Orders as values")
struct OrderCodingTests {
    private static let edit = TreeEdit(
        file: "yard/changes/2026-12-01-a.yaml",
        before: nil,
        after: "0a1b",
        by: .token("desk"),
        reason: "influenza \u{1F912}"
    )

    static let orders: [Order] = {
        var report = Town.report("Smoke \u{0} \u{1F525} \u{2028}\"", key: "cafe\u{301}")
        report.facts = ["hurt": .number(2), "roof": .flag(true), "what": .text("caf\u{E9}")]
        report.note = "line\nline"
        report.occurredAt = Timestamp(milliseconds: -5)
        let actions: [Action] = [
            .answer(Answer(person: "a", word: .cannot, note: "on the train")),
            .answer(Answer(person: "a", word: .extend)),
            .followUp(text: "more", facts: ["hurt": .number(0.1)], isFinal: true),
            .setSeverity(.one, reason: "spreads"),
            .pause(until: Timestamp(milliseconds: .max), reason: "waiting"),
            .escalateByHand(reason: ""),
            .close(.cancelled, reason: "a drill"),
        ]
        let actors: [Actor] = [.person("a"), .token("desk"), .operator]
        return [
            .file(Filing(report: report)),
            .file(Filing(report: report, idempotency: .init(key: "i\u{0}", bodyDigest: [0, 255]))),
            .install(version: "t2"),
            .edit(edit, version: "t2"),
            .edit(TreeEdit(file: "yard/unit.yaml", before: "0a", after: nil, by: .operator, reason: ""), version: ""),
        ]
            + actions.enumerated().map { place, action in
                .act(Int64(place) << 40 | 7, action, by: actors[place % actors.count])
            }
    }()

    @Test(arguments: orders)
    func `it comes back as it was, to the byte`(order: Order) throws {
        let back = try JSONDecoder().decode(Order.self, from: JSONEncoder().encode(order))
        #expect(back == order)
        if case (.file(let one), .file(let other)) = (order, back) {
            let bytes = [one, other].map { Array(($0.report.dedupKey ?? "").utf8) }
            #expect(bytes[0] == bytes[1], "keys are compared by their bytes")
        }
    }

    @Test func `an order has the effect of what it stands for`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        let outcomes = Lines()
        let tree = Town.directory([.asking(["c"], version: "fire-2")])
        func put(_ order: Order) throws {
            try scene.cycle([
                try LedgerRequest(order, tree: { _ in tree }) { result in
                    switch result {
                    case .success(.filed(let filed)): outcomes.add("filed \(filed.result) \(filed.incident.id)")
                    case .success(.acted(let incident)): outcomes.add("acted \(incident.status.rawValue)")
                    case .success(.installed): outcomes.add("installed")
                    case .failure(let error): outcomes.add("\(error)")
                    }
                }
            ])
        }
        try put(.file(Filing(report: Town.report(key: "k"))))
        try put(.act(1, .answer(Answer(person: "a", word: .accept)), by: .person("a")))
        try put(.act(9, .close(.stoodDown, reason: "over"), by: .token("desk")))
        try put(.install(version: "t2"))
        #expect(outcomes.all == ["filed created 1", "acted acknowledged", "there is no incident 9", "installed"])
        #expect(scene.ledger.directory.plan("fire", in: Town.unit)?.version == "fire-2")
        try put(.edit(Self.edit, version: "t2"))
        #expect(outcomes.all.last == "installed")
        let own = try scene.store.memory.entries(of: 0).last
        #expect(own?.by == .token("desk"))
        #expect(
            scene.changes(0) == [
                .treeEdited(file: Self.edit.file, before: nil, after: "0a1b", reason: Self.edit.reason)
            ]
        )
    }

    @Test func `an order whose tree cannot be had is refused before it is asked`() {
        #expect(throws: LedgerError.self) {
            _ = try LedgerRequest(
                .install(version: "gone"),
                tree: { (version) throws(LedgerError) in throw .unavailable("no tree \(version)") },
                reply: { _ in }
            )
        }
    }
}
