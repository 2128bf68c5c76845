import Escalation
import TestSupport
import Testing

@testable import Dispatching

@Suite("The history of the clocks")
struct ClockHistoryTests {
    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `no deadline is judged to be due before its time, whatever the wall clock does`(seed: UInt64) {
        var dice = Dice(seed)
        var clocks = ClockHistory()
        var now = Moment(
            wall: Scene.start,
            boot: Timestamp(milliseconds: Int64.random(in: 0...9_999_999, using: &dice))
        )
        var timers: [(timer: IncidentTimer, due: Timestamp)] = []
        clocks.note(now)
        for _ in 0..<60 {
            let passed = TimeSpan(milliseconds: Int64.random(in: 1...120_000, using: &dice))
            now = Moment(wall: now.wall + passed, boot: now.boot + passed)
            if Int.random(in: 0..<4, using: &dice) == 0 {
                now.wall = now.wall + .seconds(Int64.random(in: -400_000_000...400_000_000, using: &dice))
            }
            clocks.note(now)
            let span = TimeSpan(milliseconds: Int64.random(in: 0...3_600_000, using: &dice))
            let timer = IncidentTimer(kind: .answers(1), due: now.wall + span, span: span)
            timers.append((timer, now.boot + span))
        }
        for (timer, due) in timers {
            let judged = clocks.latestDue(timer)
            #expect(judged.map { $0 >= due } == true)
        }
    }

    @Test func `without a step every deadline is judged to the millisecond`() {
        var clocks = ClockHistory()
        let start = Moment(wall: Scene.start, boot: Timestamp(milliseconds: 77_000))
        for second in 0..<Int64(100) {
            clocks.note(Moment(wall: start.wall + .seconds(second), boot: start.boot + .seconds(second)))
        }
        let timer = IncidentTimer(kind: .answers(1), due: start.wall + .seconds(350), span: .seconds(300))
        #expect(clocks.latestDue(timer) == start.boot + .seconds(350))
        #expect(clocks.eras.count == 1)
    }

    @Test func `many steps take no more room, and one deadline is still judged rightly`() {
        var clocks = ClockHistory()
        var now = Moment(wall: Scene.start, boot: Timestamp(milliseconds: 0))
        for _ in 0..<1_000 {
            now = Moment(wall: now.wall + .days(1), boot: now.boot + .seconds(10))
            clocks.note(now)
        }
        #expect(clocks.eras.count == ClockHistory.limit)
        let timer = IncidentTimer(kind: .answers(1), due: now.wall + .minutes(1), span: .minutes(1))
        #expect(clocks.latestDue(timer) == now.boot + .minutes(1))
    }
}
