import Dispatching
import Escalation
import Record
import TestSupport
import Testing
import Text

@Suite("The auditor")
struct AuditorTests {
    private static let plan = Plan.asking(["a"], ["b"])

    @Test func `a forgotten deadline is found within ten seconds, goes on record, and the next step starts`() throws {
        let scene = try Scene(Self.plan)
        let inspection = Inspection(scene)
        try scene.file()
        scene.ledger.forgetDeadlines(of: 1)
        try inspection.run(until: 4, 59)
        #expect(scene.news() == ["0:00 alert a.mail 1-1"])
        try inspection.run(until: 5, 10)
        let news = scene.news()
        #expect(news.count == 1 && news[0].contains("alert b.mail 1-2"), "\(news)")
        #expect(inspection.mended() == [.lostDeadline])
        #expect(scene.faults() == [])
        #expect(inspection.told.all.count == 1)
        #expect(inspection.told.all[0].contains("incident 1: a forgotten deadline"))
        #expect(scene.metrics.exposition.contains("tocsin_auditor_mended_total{found=\"lost_deadline\"} 1\n"))
        try inspection.run(until: 20)
        #expect(inspection.mended() == [.lostDeadline])
    }

    @Test(arguments: [-86_400, -3_600, -30, 30, 3_600, 86_400, 315_360_000] as [Int64])
    func `a step of the wall clock neither hides a forgotten deadline nor brings it forward`(step: Int64) throws {
        for stepAt in [TimeSpan.minutes(1), .minutes(4)] {
            let scene = try Scene(Self.plan)
            let inspection = Inspection(scene)
            try scene.file()
            scene.ledger.forgetDeadlines(of: 1)
            try inspection.run(until: 4, 58) { time in
                if time >= stepAt { scene.wallShift = .seconds(step) }
            }
            #expect(scene.news().count == 1)
            #expect(inspection.mended() == [])
            try inspection.run(until: 5, 10)
            #expect(scene.news().count == 1, "a step of \(step) s at \(stepAt) hides it")
        }
    }

    @Test func `a wall clock that jumps about makes no false alarm and changes nothing`() throws {
        func course(_ shift: (Int64) -> TimeSpan, audited: Bool) throws -> [String] {
            let plan = Plan.asking(["a"], ["b"], repetition: .times(1, every: .minutes(3)), followUpEvery: .minutes(20))
            let scene = try Scene(plan)
            let inspection = Inspection(scene)
            scene.channel["a.mail"] = [
                .temporary(reason: .reply(451)), .unknown(reason: Evidence(.cutOff(.stopped))),
                .accepted(evidence: .reply(250, "ok")),
            ]
            try scene.file(Town.report(reporter: "d"))
            for minute in 1..<Int64(60) {
                if audited { try inspection.run(until: minute) } else { try scene.run(until: minute) }
                scene.wallShift = shift(minute)
                try scene.cycle()
            }
            #expect(inspection.mended() == [])
            #expect(scene.faults() == [])
            return scene.attempts
        }
        let calm = try course({ _ in .zero }, audited: false)
        var dice = Dice(11)
        for _ in 0..<5 {
            let wild = try course(
                { _ in .seconds(Int64.random(in: -300_000_000...300_000_000, using: &dice)) },
                audited: true
            )
            #expect(wild == calm)
        }
    }

    @Test func `a restart under a wrong wall clock makes no false alarm`() throws {
        for shift in [TimeSpan.days(-3_650), .hours(-1), .hours(1), .days(3_650)] {
            let scene = try Scene(.asking(["a"], ["b"], repetition: .times(1, every: .minutes(3))))
            let inspection = Inspection(scene)
            try scene.file()
            try inspection.run(until: 2)
            scene.wallShift = shift
            try scene.restart()
            try inspection.run(until: 30)
            #expect(inspection.mended() == [], "\(shift)")
            #expect(scene.faults() == [])
        }
    }

    @Test func `an open incident without a future action goes on with its next step`() throws {
        let scene = try Scene(Self.plan)
        try scene.file()
        var batch = Batch()
        var head = scene.ledger.head
        let timers = try #require(scene.incident(1)?.timers)
        let cleared = timers.map { Change.timerCleared(kind: $0.kind) }
        let entry = RecordEntry(incident: 1, at: scene.now.wall, by: .token("test"), changes: cleared)
        batch.entries = [try RecordChain.seal(entry, after: &head)]
        var row = try #require(scene.store.incidents(matching: IncidentQuery()).first)
        row.timers = []
        batch.changed = [row]
        try scene.store.commit(batch)
        try scene.restart()
        let inspection = Inspection(scene)
        try inspection.run(until: 0, 10)
        #expect(inspection.mended() == [.noFutureAction])
        #expect(scene.attempts.contains { $0.hasSuffix("alert b.mail 1-2") })
        #expect(scene.faults() == [])
        try inspection.run(until: 20)
        #expect(inspection.mended() == [.noFutureAction])
    }

    @Test func `a row that knows nothing of its timers is written anew`() throws {
        let scene = try Scene(Self.plan)
        let inspection = Inspection(scene)
        try scene.file()
        var batch = Batch()
        var row = try #require(scene.store.incidents(matching: IncidentQuery()).first)
        row.timers = []
        batch.changed = [row]
        try scene.store.commit(batch)
        scene.ledger.forgetDeadlines(of: 1)
        try inspection.run(until: 4, 58)
        #expect(scene.faults() == [])
        #expect(scene.news().count == 1)
        try inspection.run(until: 5, 1)
        #expect(scene.news() == ["5:00 alert b.mail 1-2"])
    }

    @Test
    func `a row that knows nothing of its timers, while they are armed, is written anew and nothing else happens`()
        throws
    {
        let scene = try Scene(Self.plan)
        let inspection = Inspection(scene)
        try scene.file()
        var batch = Batch()
        var row = try #require(scene.store.incidents(matching: IncidentQuery()).first)
        row.timers = []
        batch.changed = [row]
        try scene.store.commit(batch)
        try inspection.run(until: 4, 58)
        #expect(inspection.mended() == [.noFutureAction])
        #expect(scene.faults() == [])
        try inspection.run(until: 5, 1)
        #expect(scene.news() == ["0:00 alert a.mail 1-1", "5:00 alert b.mail 1-2"])
    }

    @Test func `a look that cannot be ended turns readiness red with its reason, and silence does`() throws {
        let scene = try Scene(Self.plan)
        let inspection = Inspection(scene)
        try scene.file()
        try inspection.run(until: 0, 20)
        #expect(scene.metrics.troubles(at: scene.now.boot) == [])
        scene.store.blind(true)
        try inspection.run(until: 0, 30)
        let reasons = scene.metrics.troubles(at: scene.now.boot)
        #expect(reasons.count == 1 && reasons[0].contains("the auditor") && reasons[0].contains("EIO"), "\(reasons)")
        #expect(inspection.told.all.count == 1)
        scene.store.blind(false)
        try inspection.run(until: 0, 34)
        #expect(scene.metrics.troubles(at: scene.now.boot) == [])
        #expect(inspection.told.all.count == 2)
        scene.sleep(until: 0, 43)
        try scene.cycle()
        #expect(scene.metrics.troubles(at: scene.now.boot) == ["the auditor has not finished a look in the last 8 s"])
    }

    @Test func `a scheduler that is behind turns readiness red, and nothing is mended for it`() throws {
        let scene = try Scene(Self.plan)
        let inspection = Inspection(scene)
        try scene.cycle((0..<3_000).map { .file(Filing(report: Town.report("Fire \($0)"))) { _ in } })
        scene.sleep(until: 5, 30)
        try inspection.look()
        #expect((1...3_000).allSatisfy { inspection.mended($0) == [] })
        let figures = scene.metrics.exposition
        #expect(figures.contains("tocsin_auditor_overdue 2000\n"), "\(figures)")
        #expect(figures.contains("tocsin_auditor_behind_seconds 30.0\n"), "\(figures)")
        let behind = "the scheduler is behind: a deadline waits since 30 s"
        #expect(scene.metrics.troubles(at: scene.now.boot) == [behind])
        #expect(inspection.told.all.count == 1)
        try inspection.run(until: 5, 34)
        #expect(scene.metrics.troubles(at: scene.now.boot) == [])
        #expect(inspection.told.all.count == 2)
    }
}
