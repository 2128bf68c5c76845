package import Escalation

/// What people read of a course: a line, or what went on like before.
package enum CourseItem: Hashable, Sendable {
    /// Runs of one part, one after the other, that went like those of `like`, in turn.
    package struct Same: Hashable, Sendable {
        package var incident: Int
        package var part: Part
        package var runs: ClosedRange<Int>
        package var like: ClosedRange<Int>
        /// The time of their first line.
        package var from: Timestamp
        package var offset: TimeSpan
        /// The time of their last line.
        package var to: Timestamp
    }

    /// Lines that come again and again at equal distances.
    package struct Again: Hashable, Sendable {
        package var incident: Int
        package var lines: [CourseLine]
        package var every: TimeSpan
        package var times: Int
        package var from: Timestamp
        package var offset: TimeSpan
        package var to: Timestamp
    }

    case line(CourseLine)
    case same(Same)
    case again(Again)

    /// Folds what went like before: runs of a part, with the same lines at the same distances, and lines of no run that come
    /// again and again.
    package static func folding(_ lines: [CourseLine]) -> [CourseItem] {
        foldingLines(foldingRuns(lines))
    }

    private static func foldingRuns(_ lines: [CourseLine]) -> [CourseItem] {
        let runs = CourseRuns(lines)
        var items: [CourseItem] = []
        /// Where a folded run stands in `items`.
        var places: [CourseRuns.ID: Int] = [:]
        /// Where somebody's act stands last.
        var act = -1
        for line in lines {
            guard let id = CourseRuns.ID(line), let like = runs.models[id] else {
                if !line.isByItself { act = items.count }
                items.append(.line(line))
                continue
            }
            // Nobody's act may lie between a run and the one before it.
            let place = places[id] ?? places[id.before].flatMap { $0 >= act ? $0 : nil }
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

    /// Puts lines that come again and again to where they come the second time.
    private static func foldingLines(_ items: [CourseItem]) -> [CourseItem] {
        let rhythms = CourseRhythms(items)
        var places: [CourseRhythms.Rhythm: Int] = [:]
        var folded: [CourseItem] = []
        for (position, item) in items.enumerated() {
            guard case .line(let line) = item, let rhythm = rhythms.found[position] else {
                folded.append(item)
                continue
            }
            guard rhythm.from == line.at else { continue }
            if let place = places[rhythm], case .again(var again) = folded[place] {
                again.lines.append(line)
                folded[place] = .again(again)
            } else {
                places[rhythm] = folded.count
                folded.append(.again(rhythm.item(of: line)))
            }
        }
        return folded
    }
}
