import Escalation

/// Which lines of a course, of no run, come again and again at equal distances without anybody's act between them.
struct CourseRhythms {
    /// The second and all later times of a line.
    struct Rhythm: Hashable {
        var incident: Int
        var from: Timestamp
        var every: TimeSpan
        var times: Int

        func item(of line: CourseLine) -> CourseItem.Again {
            CourseItem.Again(
                incident: incident,
                lines: [line],
                every: every,
                times: times,
                from: from,
                offset: line.offset,
                to: from + TimeSpan(milliseconds: every.milliseconds * Int64(times - 1))
            )
        }
    }

    /// A line as it is compared: its own time does not count, and others are counted from it.
    private struct Shape: Hashable {
        var line: CourseLine
        var deadline: TimeSpan?
        /// How many acts come before it.
        var acts: Int

        init(_ line: CourseLine, after acts: Int) {
            self.line = line
            self.acts = acts
            deadline = line.deadline.map { $0 - line.at }
            self.line.at = Timestamp(milliseconds: 0)
            self.line.offset = .zero
            self.line.deadline = nil
        }
    }

    /// How often something comes before it is worth folding.
    private static let fewest = 4

    /// By the position of the item.
    private(set) var found: [Int: Rhythm] = [:]

    init(_ items: [CourseItem]) {
        var acts = 0
        var positions: [Shape: [(position: Int, at: Timestamp)]] = [:]
        for (position, item) in items.enumerated() {
            guard case .line(let line) = item else { continue }
            if !line.isByItself {
                acts += 1
            } else if line.turn == nil {
                positions[Shape(line, after: acts), default: []].append((position, line.at))
            }
        }
        for (shape, lines) in positions { fold(lines, of: shape.line.incident) }
    }

    private mutating func fold(_ lines: [(position: Int, at: Timestamp)], of incident: Int) {
        var first = 0
        while first + Self.fewest <= lines.count {
            let every = lines[first + 1].at - lines[first].at
            var last = first + 1
            while last + 1 < lines.count, lines[last + 1].at - lines[last].at == every { last += 1 }
            guard last - first + 1 >= Self.fewest, every > .zero else {
                first += 1
                continue
            }
            let rhythm = Rhythm(incident: incident, from: lines[first + 1].at, every: every, times: last - first)
            for line in lines[(first + 1)...last] { found[line.position] = rhythm }
            first = last
        }
    }
}
