import Escalation
import Testing

/// Whoever reports the same thing without end makes no record without end (SEMANTICS §11).
@Suite("Repeats of a report")
struct CountedReportTests {
    private static func counts(_ changes: [Change]) -> [Int] {
        changes.compactMap { if case .reportedAgain(let count, _, _, _) = $0 { count } else { nil } }
    }

    @Test func `of a thousand repeats that say nothing new, the 2nd, 10th, 100th and 1,000th are on record`() throws {
        let scene = try Rehearsal.running()
        _ = scene.newChanges()
        let entries = scene.incident.entryCount
        for _ in 2...1_234 { try scene.handle(.reportedAgain(Rehearsal.report())) }
        let changes = scene.newChanges()
        #expect(Self.counts(changes) == [2, 10, 100, 1_000] && changes.count == 4)
        #expect(scene.incident.reportCount == 1_234)
        #expect(scene.incident.entryCount == entries + 4)
    }

    @Test func `a repeat that says something new is on record whatever its number`() throws {
        let scene = try Rehearsal.running()
        for _ in 2...5 { try scene.handle(.reportedAgain(Rehearsal.report())) }
        _ = scene.newChanges()
        try scene.reportAgain(title: "Smoke on the stairs")
        try scene.reportAgain(title: "Smoke on the stairs")
        try scene.reportAgain(title: "Smoke on the stairs", hurt: 0)
        try scene.handle(.reportedAgain(Rehearsal.report(title: "Smoke on the stairs", note: "second floor")))
        try scene.handle(.reportedAgain(Rehearsal.report(title: "Smoke on the stairs", note: "second floor")))
        #expect(Self.counts(scene.newChanges()) == [6, 8, 9, 10])
        #expect(scene.incident.report.facts["hurt"] == .number(0))
    }

    @Test func `whoever answers is told of what is new, and of nothing else`() throws {
        let scene = try Rehearsal.acknowledged()
        _ = scene.looked()
        try scene.handle(.reportedAgain(Rehearsal.report()))
        #expect(scene.news() == [])
        try scene.reportAgain(title: "Smoke on the stairs")
        #expect(scene.news() == ["1:00 update a"])
        for _ in 1...20 { try scene.reportAgain(title: "Smoke on the stairs") }
        #expect(scene.news() == [])
    }

    @Test func `a repeat that sets something going is on record though it says nothing new`() throws {
        let scene = try Rehearsal.exhausted()
        for _ in 1...4 { try scene.handle(.reportedAgain(Rehearsal.report())) }
        #expect(scene.incident.round.number == 2 && scene.incident.progress == .running)
        #expect(Self.counts(scene.newChanges()).contains(2))
        let closed = try Rehearsal.closed()
        for count in 2...4 {
            try closed.handle(.reportedAgain(Rehearsal.report()))
            #expect(closed.incident.status == .open && Self.counts(closed.newChanges()) == [count])
            try closed.close()
        }
        let raised = try Rehearsal.running()
        for _ in 2...6 { try raised.handle(.reportedAgain(Rehearsal.report())) }
        _ = raised.newChanges()
        try raised.handle(.reportedAgain(Rehearsal.report(severity: .one)))
        #expect(raised.incident.severity == .one && Self.counts(raised.newChanges()) == [7])
    }
}
