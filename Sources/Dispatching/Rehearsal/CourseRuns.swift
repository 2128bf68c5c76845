import Escalation

/// Which runs of a course went like the run before them.
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

        var before: ID {
            var id = self
            id.run -= 1
            return id
        }
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
            if case .run(let part, _)? = line.why { self.line.why = .part(part) }
        }
    }

    /// The first of the runs that a run went like.
    private(set) var models: [ID: Int] = [:]

    init(_ lines: [CourseLine]) {
        var runs: [ID: [CourseLine]] = [:]
        var order: [ID] = []
        for line in lines {
            guard let id = ID(line) else { continue }
            if runs[id] == nil { order.append(id) }
            runs[id, default: []].append(line)
        }
        let shapes = runs.mapValues { lines in
            Dictionary(lines.map { (Shape($0, from: lines[0].at), 1) }, uniquingKeysWith: +)
        }
        for id in order {
            guard let before = shapes[id.before], before == shapes[id] else { continue }
            models[id] = models[id.before] ?? id.run - 1
        }
    }
}
