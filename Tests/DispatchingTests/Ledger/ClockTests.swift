import Dispatching
import Escalation
import TestSupport
import Testing
import Text

@Suite("Clocks and deadlines")
struct ClockTests {
    private static let plan = Plan.asking(
        ["a"],
        ["b"],
        repetition: .times(2, every: .minutes(3)),
        followUpEvery: .minutes(20)
    )

    /// The course of an unanswered incident while the wall clock does what `shift` says before each minute.
    private func course(_ shift: (Int64) -> TimeSpan) throws -> [String] {
        let scene = try Scene(Self.plan)
        scene.channel["a.mail"] = [.temporary(reason: .reply(451)), .accepted(evidence: .reply(250, "ok"))]
        try scene.file(Town.report(reporter: "d"))
        for minute in 1..<Int64(90) {
            try scene.run(until: minute)
            scene.wallShift = shift(minute)
            try scene.cycle()
        }
        #expect(scene.faults() == [])
        return scene.attempts
    }

    @Test func `wall clock steps change no running timer`() throws {
        var dice = Dice(7)
        let calm = try course { _ in .zero }
        let wild = try course { _ in .seconds(Int64.random(in: -300_000_000...300_000_000, using: &dice)) }
        #expect(wild == calm)
        #expect(calm.count > 20)
    }

    @Test func `a reminder waits two minutes at most, however far the wall clock is set back`() throws {
        let scene = try Scene(.asking(["a"], ["a"]))
        try scene.file()
        try scene.run(until: 4)
        scene.wallShift = .days(-3)
        try scene.run(until: 9)
        #expect(scene.news() == ["0:00 alert a.mail 1-1", "7:00 reminder a.mail 1-2"])
    }

    @Test func `a wall clock that stands still stops nothing`() throws {
        let calm = try course { _ in .zero }
        let frozen = try course { .minutes(-$0) }
        #expect(frozen == calm)
    }

    @Test func `a timer that is set again to the very same time comes up again`() throws {
        let scene = try Scene(Self.plan)
        try scene.file(Town.report(reporter: "d"))
        for minute in 1...Int64(200) {
            scene.wallShift = .minutes(-minute)
            try scene.run(until: minute)
        }
        let overdue = scene.attempts.filter { $0.contains("overdue boss.mail") }
        #expect(overdue.count >= 5)
    }

    @Test func `no deadline is early by a millisecond`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        try scene.file()
        let due = try #require(scene.ledger.nextDue)
        #expect(due == Timestamp(milliseconds: 300_000))
        let before = Moment(wall: scene.now.wall + .days(3_650), boot: Timestamp(milliseconds: 299_999))
        #expect(try scene.ledger.run([], at: before).isEmpty)
        let then = Moment(wall: scene.now.wall, boot: due)
        #expect(try scene.ledger.run([], at: then).map(\.person.id) == ["b"])
    }

    @Test func `the scheduler's lag is how late the latest deadline was taken up`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        try scene.file()
        scene.sleep(until: 5, 3)
        try scene.cycle()
        #expect(scene.metrics.exposition.contains("\ntocsin_scheduler_lag_seconds 3.0\n"))
    }
}
