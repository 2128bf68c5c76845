import Dispatching
import Escalation
import Testing

/// Runs that went alike are shown once.
@Suite struct `Folding` {
    private static func at(_ minute: Int64) -> Timestamp { Timestamp(milliseconds: minute * 60_000) }

    private func line(
        _ minute: Int64,
        _ event: CourseLine.Event,
        _ person: PersonID? = nil,
        by deadline: Int64? = nil,
        run: Int? = nil,
        part: Part = .chain
    ) -> CourseLine {
        var line = CourseLine(event, at: Self.at(minute), offset: .minutes(minute))
        line.person = person
        line.deadline = deadline.map(Self.at)
        line.turn = run.map { CourseLine.Turn(round: 1, part: part, run: $0) }
        return line
    }

    private func like(_ same: CourseItem.Same) -> String {
        same.like.count == 1 ? "\(same.like.lowerBound)" : "\(same.like)"
    }

    private func shape(_ lines: [CourseLine]) -> [String] {
        CourseItem.folding(lines).map { item in
            switch item {
            case .line(let line): "\(line.offset) \(line.event.rawValue) \(line.person ?? "")"
            case .same(let same):
                "\(same.offset) \(same.runs) like \(like(same)) to \(same.to - Self.at(0))"
            case .again(let again):
                "\(again.offset) \(again.times) times every \(again.every): "
                    + again.lines.map { $0.person ?? $0.event.rawValue }.joined(separator: " ")
            }
        }
    }

    private func run(_ number: Int, at minute: Int64, _ event: CourseLine.Event = .reminded, part: Part = .chain)
        -> [CourseLine]
    {
        [
            line(minute, event, "a", by: minute + 5, run: number, part: part),
            line(minute + 5, .runEnded, run: number, part: part),
        ]
    }

    @Test func `equal runs are one line, however many`() {
        let lines = run(1, at: 0, .asked) + run(2, at: 10) + run(3, at: 20) + run(4, at: 30)
        #expect(
            shape(lines) == [
                "0s asked a", "5m run_ended ", "10m reminded a", "15m run_ended ", "20m 3...4 like 2 to 35m",
            ]
        )
    }

    @Test func `a run that differs in one thing is shown whole`() {
        let late = [line(20, .reminded, "a", by: 26, run: 3), line(25, .runEnded, run: 3)]
        #expect(shape(run(1, at: 0) + run(2, at: 10) + late).suffix(2) == ["20m reminded a", "25m run_ended "])
        let other = [line(20, .reminded, "b", by: 25, run: 3), line(25, .runEnded, run: 3)]
        #expect(shape(run(2, at: 10) + other).count == 4)
        let more = run(3, at: 20) + [line(25, .told, "boss", run: 3)]
        #expect(shape(run(2, at: 10) + more).count == 5)
    }

    @Test func `what happens beside a folded run is shown in its place`() {
        let lines =
            run(1, at: 0) + [
                line(10, .reminded, "a", by: 15, run: 2), line(12, .accepted, "b"), line(15, .runEnded, run: 2),
            ]
        #expect(shape(lines) == ["0s reminded a", "5m run_ended ", "10m 2...2 like 1 to 15m", "12m accepted b"])
        let after = lines + run(3, at: 20)
        #expect(shape(after).last == "20m 3...3 like 1 to 25m")
    }

    @Test func `runs of two parts are folded beside each other`() {
        let body = Part.body(3)
        let lines =
            run(1, at: 0) + run(1, at: 1, part: body) + run(2, at: 10) + run(2, at: 11, part: body) + run(3, at: 20)
            + run(3, at: 21, part: body)
        #expect(shape(lines).suffix(2) == ["10m 2...3 like 1 to 25m", "11m 2...3 like 1 to 26m"])
    }

    @Test func `runs that take turns are one line`() {
        let body = Part.body(1)
        func whole(_ number: Int) -> [CourseLine] {
            run(number, at: Int64(number) * 10, number.isMultiple(of: 2) ? .reminded : .told, part: body)
        }
        let lines = (1...7).flatMap(whole)
        #expect(shape(lines).suffix(1) == ["30m 3...7 like 1...2 to 1h 15m"])
        #expect(shape(lines).count == 5)
    }

    @Test func `another part that goes on does not break a folded run, and an act does`() {
        let body = Part.body(3)
        var lines: [CourseLine] = []
        for number in 1...6 {
            lines += run(number, at: Int64(number) * 10)
            lines += [line(Int64(number) * 10 + 7, number == 4 ? .empty : .told, "b", run: number, part: body)]
        }
        #expect(shape(lines).filter { $0.contains("2...6 like 1") }.count == 1)
        let acted = run(1, at: 0) + run(2, at: 10) + [line(17, .accepted, "b")] + run(3, at: 20)
        #expect(shape(acted).suffix(3) == ["10m 2...2 like 1 to 15m", "17m accepted b", "20m 3...3 like 1 to 25m"])
    }

    @Test func `what comes again and again is one line from the second time on, together with what comes with it`() {
        let lines = (0..<6).flatMap {
            [line($0 * 10, .told, "boss", by: $0 * 10 + 1), line($0 * 10, .told, "deputy", by: $0 * 10 + 1)]
        }
        #expect(shape(lines) == ["0s told boss", "0s told deputy", "10m 5 times every 10m: boss deputy"])
        #expect(shape(Array(lines.prefix(6))).count == 6)
        let other = lines.prefix(6) + [line(25, .accepted, "b")] + lines.suffix(6)
        #expect(shape(Array(other)).count == 13)
    }
}
