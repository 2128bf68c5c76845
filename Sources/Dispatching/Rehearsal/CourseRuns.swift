import Escalation

/// Which runs of a course went like runs before them.
struct CourseRuns {
    struct ID: Hashable {
        var incident: Int
        var round: Int
        var part: Part
        var run: Int

        init?(_ line: CourseLine) {
            guard let turn = line.turn else { return nil }
            (incident, round, part, run) = (line.incident, turn.round, turn.part, turn.run)
        }

        func moved(by runs: Int) -> ID {
            var id = self
            id.run += runs
            return id
        }

        var before: ID { moved(by: -1) }
    }

    /// A line as it is compared: times count from the first line of its run, and its number does not.
    private struct Shape: Hashable {
        var line: CourseLine
        var deadline: TimeSpan?

        init(_ line: CourseLine, from start: Timestamp) {
            self.line = line
            deadline = line.deadline.map { $0 - start }
            self.line.at = Timestamp(milliseconds: 0)
            self.line.offset = line.at - start
            self.line.deadline = nil
            self.line.turn?.run = 0
            for place in line.further.indices { self.line.further[place].turn?.run = 0 }
            if case .run(let part, _)? = line.why { self.line.why = .part(part) }
        }
    }

    /// How many runs may take turns.
    private static let longestCycle = 4

    private let shapes: [ID: [Shape: Int]]
    /// The runs that a run and those beside it went like: one, or some that take turns.
    private(set) var models: [ID: ClosedRange<Int>] = [:]

    init(_ lines: [CourseLine]) {
        var runs: [ID: [CourseLine]] = [:]
        var order: [ID] = []
        for line in lines {
            guard let id = ID(line) else { continue }
            if runs[id] == nil { order.append(id) }
            runs[id, default: []].append(line)
        }
        shapes = runs.mapValues { lines in
            Dictionary(lines.map { (Shape($0, from: lines[0].at), 1) }, uniquingKeysWith: +)
        }
        for id in order where models[id] == nil { fold(from: id) }
    }

    /// Finds the shortest cycle that goes on in a run, and all runs in which it does.
    private mutating func fold(from id: ID) {
        let cycle = (1...Self.longestCycle).first { length in
            (0..<length).allSatisfy { place in
                let (model, run) = (id.moved(by: place - length), id.moved(by: place))
                return models[model] == nil && shapes[model] != nil && shapes[model] == shapes[run]
            }
        }
        guard let cycle else { return }
        var run = id
        while let shape = shapes[run], shape == shapes[run.moved(by: -cycle)] {
            models[run] = (id.run - cycle)...(id.run - 1)
            run = run.moved(by: 1)
        }
    }
}
