import Escalation
import Simulation
import Testing

/// The short form of `simulate crash-points`, `sync-errors`, `full-disk` and `record-edits`; the whole is `make crash-points`.
@Suite struct CrashPointTests {
    @Test func `a crash at any point of any story loses nothing that was told`() {
        let outcome = CrashPoints(stride: 59, jobs: 1).run()
        #expect(outcome.failures == [])
        #expect(outcome.stories >= 12)
        #expect(outcome.points >= 14)
        #expect(outcome.runs > outcome.points * 6)
    }

    @Test func `a disk whose syncs do nothing is found out`() {
        let stories = Story.all.filter { ["one-report", "escalation"].contains($0.name) }
        #expect(CrashPoints(stories: stories, stride: 5, jobs: 1, isLying: true).run().failed > 0)
    }

    @Test func `a story whose first run goes wrong is counted as failed`() {
        let wrong = Story(name: "wrong", prelude: [.open], deeds: [.answer("nobody", "a", .accept)])
        let outcome = CrashPoints(stories: [wrong], jobs: 1).run()
        #expect(outcome.failed == 1)
    }

    @Test func `after a failed sync nobody is promised anything`() {
        let outcome = SyncErrors(positions: 12).run()
        #expect(outcome.failures == [])
        #expect(outcome.runs == 48)
    }

    @Test func `running incidents go on while the disk is full`() {
        let outcome = FullDisk(sizes: 4).run()
        #expect(outcome.failures == [])
        #expect(outcome.reports > 0)
    }

    @Test func `verification finds every change of a record`() throws {
        let outcome = try RecordEdits(entries: 2_000).run(edits: 200, seed: 3)
        #expect(outcome.missed == [])
        #expect(outcome.found == 200)
    }
}
