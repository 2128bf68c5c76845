package import Text

extension Expectation {
    /// Holds a course against the lines.
    ///
    /// Each line of the file wants one line of the course for itself. Lines that say no time want theirs between those of their
    /// neighbours that do.
    ///
    /// - Parameter course: the lines of the course as objects, in order.
    /// - Returns: what is left over on both sides; of several ways to pair the lines, one that leaves the fewest.
    package func differences(from course: [JSONValue]) -> Differences {
        let choices = choices(among: course)
        var pairs = Pairs(choices: choices, count: course.count)
        for line in lines.indices { pairs.add(line) }
        return Differences(
            missing: lines.indices.filter { !pairs.isPaired[$0] }.map { lines[$0] },
            extra: course.indices.filter { pairs.owner[$0] == nil }.map { course[$0] }
        )
    }

    /// The lines of the course that each line of the file can stand for.
    private func choices(among course: [JSONValue]) -> [[Int]] {
        let offsets = course.map { Self.number($0.member("offset")) ?? 0 }
        let walls = course.map { value -> Int64 in
            if case .text(let text)? = value.member("wall") { RFC3339.milliseconds(of: text) ?? 0 } else { 0 }
        }
        /// The first line of the course at an instant or later, and the first after it.
        func range(of instant: Instant) -> Range<Int> {
            switch instant {
            case .offset(let seconds): Self.range(seconds, in: offsets)
            case .wall(let milliseconds): Self.range(milliseconds, in: walls)
            }
        }
        let known = lines.map { $0.instant.map(range) }
        var lower = 0
        var lowers: [Int] = []
        for range in known {
            lower = range?.lowerBound ?? lower
            lowers.append(lower)
        }
        var upper = course.count
        var uppers: [Int] = []
        for range in known.reversed() {
            upper = range?.upperBound ?? upper
            uppers.append(upper)
        }
        uppers.reverse()
        return lines.indices.map { line in
            let among = known[line] ?? lowers[line]..<max(lowers[line], uppers[line])
            return among.filter { Self.fits(lines[line].members, course[$0]) }
        }
    }

    private static func range<Value: Comparable>(_ value: Value, in values: [Value]) -> Range<Int> {
        func first(_ isReached: (Value) -> Bool) -> Int {
            var (low, high) = (0, values.count)
            while low < high {
                let middle = (low + high) / 2
                if isReached(values[middle]) { high = middle } else { low = middle + 1 }
            }
            return low
        }
        return first { $0 >= value }..<first { $0 > value }
    }

    // MARK: One line

    static func fits(_ members: [JSONValue.Member], _ line: JSONValue) -> Bool {
        members.allSatisfy { member in
            let value = line.member(member.name)
            if case .null = member.value { return value == nil }
            guard let value else { return false }
            if CourseLine.moments.contains(member.name) { return isSameMoment(member.value, value) }
            if CourseLine.texts.contains(member.name), isAmongTexts(member.value, value) { return true }
            return isSame(member.value, value)
        }
    }

    /// Whether one text stands for what the course says by language.
    private static func isAmongTexts(_ wanted: JSONValue, _ value: JSONValue) -> Bool {
        guard case .text = wanted, case .object(let texts) = value else { return false }
        return texts.contains { $0.value == wanted }
    }

    private static func isSameMoment(_ one: JSONValue, _ other: JSONValue) -> Bool {
        guard case .text(let one) = one, case .text(let other) = other, let moment = RFC3339.milliseconds(of: one)
        else {
            return false
        }
        return moment == RFC3339.milliseconds(of: other)
    }

    /// Of objects, only the members that `wanted` has.
    private static func isSame(_ wanted: JSONValue, _ value: JSONValue) -> Bool {
        if case .object(let members) = wanted { return fits(members, value) }
        if let number = number(wanted) { return number == self.number(value) }
        return wanted == value
    }

    static func number(_ value: JSONValue?) -> Double? {
        switch value {
        case .integer(let number)?: Double(number)
        case .number(let number)?: number
        default: nil
        }
    }
}

/// Pairs lines of two sides so that the fewest are left over.
///
/// By augmenting paths, one line after the other (H. W. Kuhn, The Hungarian method for the assignment problem, 1955).
private struct Pairs {
    let choices: [[Int]]
    /// The line of the file that has each line of the course.
    private(set) var owner: [Int?]
    private(set) var isPaired: [Bool]
    private var tried: [Int]
    private var attempt = 0

    init(choices: [[Int]], count: Int) {
        self.choices = choices
        owner = Array(repeating: nil, count: count)
        isPaired = Array(repeating: false, count: choices.count)
        tried = Array(repeating: 0, count: count)
    }

    mutating func add(_ line: Int) {
        attempt += 1
        isPaired[line] = pair(line)
    }

    private mutating func pair(_ line: Int) -> Bool {
        for choice in choices[line] where owner[choice] == nil {
            owner[choice] = line
            return true
        }
        for choice in choices[line] where tried[choice] != attempt {
            tried[choice] = attempt
            guard let other = owner[choice], pair(other) else { continue }
            owner[choice] = line
            return true
        }
        return false
    }
}
