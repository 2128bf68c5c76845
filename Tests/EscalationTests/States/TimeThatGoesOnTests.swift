import Escalation
import Testing

@Suite("Time that goes on after a raising")
struct TimeThatGoesOnTests {
    @Test func `of two times that would go on, the earlier does`() throws {
        let scene = try Rehearsal.running(
            .graded([
                .four: Response(steps: [.ask("a", within: 10), .ask("a", start: .atOnce, within: 3)]),
                .two: Response(steps: [.ask("a", within: 30)]),
            ])
        )
        try scene.raise(to: .two)
        #expect(scene.answerBy("a") == "3:00")
    }

    @Test func `a time for a seat that was given up does not go on`() throws {
        let scene = try Rehearsal.running(
            .graded([
                .four: Response(steps: [.ask("a", "b", need: .all)]), .two: Response(steps: [.ask("a", within: 10)]),
            ])
        )
        try scene.goOnWithout("a")
        try scene.raise(to: .two)
        #expect(scene.answerBy("a") == "11:00")
        #expect(scene.news() == ["1:00 alert a", "1:00 severity b"])
    }

    @Test func `whoever hears at the raising that nobody answers is not told the rank beside it`() throws {
        let scene = try Rehearsal.running(
            .graded([
                .four: Response(steps: [.ask("office", within: 30)]),
                .two: Response(steps: [.ask("nobody"), .ask("office", start: .atOnce, within: 30)]),
            ])
        )
        try scene.raise(to: .two)
        #expect(scene.answerBy("office") == "30:00")
        #expect(scene.news() == ["1:00 unanswered office"])
    }
}
