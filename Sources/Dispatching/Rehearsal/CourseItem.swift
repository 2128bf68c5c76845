package import Escalation

/// What people read of a course: a line, or runs that went like one before them.
package enum CourseItem: Hashable, Sendable {
    /// Runs of one part, one after the other, that went like run `like`.
    package struct Same: Hashable, Sendable {
        package var incident: Int
        package var part: Part
        package var runs: ClosedRange<Int>
        package var like: Int
        /// The time of their first line.
        package var from: Timestamp
        package var offset: TimeSpan
        /// The time of their last line.
        package var to: Timestamp
    }

    case line(CourseLine)
    case same(Same)

    /// Folds runs that went like the run before them: the same lines at the same distances.
    package static func folding(_ lines: [CourseLine]) -> [CourseItem] {
        let runs = CourseRuns(lines)
        var items: [CourseItem] = []
        /// Where a folded run stands in `items`.
        var places: [CourseRuns.ID: Int] = [:]
        for line in lines {
            guard let id = CourseRuns.ID(line), let like = runs.models[id] else {
                items.append(.line(line))
                continue
            }
            // Only other folded runs may lie between a run and the one before it.
            let place = places[id] ?? places[id.before].flatMap { $0 >= lastLine(items) ? $0 : nil }
            if let place, case .same(var same) = items[place], same.like == like {
                same.runs = same.runs.lowerBound...max(same.runs.upperBound, id.run)
                same.to = line.at
                items[place] = .same(same)
                places[id] = place
            } else {
                places[id] = items.count
                items.append(
                    .same(
                        Same(
                            incident: line.incident,
                            part: id.part,
                            runs: id.run...id.run,
                            like: like,
                            from: line.at,
                            offset: line.offset,
                            to: line.at
                        )
                    )
                )
            }
        }
        return items
    }

    private static func lastLine(_ items: [CourseItem]) -> Int {
        items.lastIndex { if case .line = $0 { true } else { false } } ?? -1
    }
}
