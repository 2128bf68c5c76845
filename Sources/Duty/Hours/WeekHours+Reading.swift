import Text

extension WeekHours {
    /// Why a text is not hours of the week.
    package struct Fault: Error, Hashable, Sendable {
        /// The word at fault; the whole text where something is missing.
        package var word: String
        package var problem: Problem

        /// What is wrong with the word.
        package enum Problem: Hashable, Sendable {
            /// It is neither a weekday nor a time.
            case unknown
            /// It ends when it begins.
            case empty
            /// Days without a time, or nothing at all.
            case noTime
            /// It overlaps another time of the same day.
            case overlap
        }
    }

    /// Reads `always`, `never`, or times with their days before them.
    ///
    /// An example is `Mon-Fri 08:30-12:00 14:00-17:30; Sat 09:00-12:00`. A time without days holds every day; one that ends before it
    /// begins ends on the next day.
    ///
    /// - Throws: a ``Fault`` with the word that is wrong.
    package init(written text: String) throws(Fault) {
        switch text {
        case "always": self = .always
        case "never": self = .never
        default: self.init(windows: try Self.windows(of: text), isAlways: false)
        }
    }

    private static func windows(of text: String) throws(Fault) -> [Window] {
        var windows: [Window] = []
        var days: Set<Int> = []
        var hasTime = true
        for word in text.split(whereSeparator: { " ,;".contains($0) }).map(String.init) {
            if let named = weekdays(of: word) {
                days = hasTime ? named : days.union(named)
                hasTime = false
            } else if let (start, end) = try time(of: word) {
                hasTime = true
                for day in days.isEmpty ? Set(0...6) : days {
                    let window = Window(weekday: day, start: start, end: end)
                    guard !windows.contains(where: { window.overlaps($0) }) else {
                        throw Fault(word: word, problem: .overlap)
                    }
                    windows.append(window)
                }
            } else {
                throw Fault(word: word, problem: .unknown)
            }
        }
        guard hasTime, !windows.isEmpty else { throw Fault(word: text, problem: .noTime) }
        return windows.sorted { ($0.weekday, $0.start) < ($1.weekday, $1.start) }
    }

    /// `Mon` or `Mon-Fri`; a span may go over the end of the week.
    private static func weekdays(of word: String) -> Set<Int>? {
        let ends = word.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = ends.first.flatMap({ CivilTime.weekdays.firstIndex(of: String($0)) }) else { return nil }
        guard ends.count == 2, let last = CivilTime.weekdays.firstIndex(of: String(ends[1])) else {
            return ends.count == 1 ? [first] : nil
        }
        return Set((0...(last - first + 7) % 7).map { (first + $0) % 7 })
    }

    /// `08:30-12:00`; `24:00` is the end of the day.
    private static func time(of word: String) throws(Fault) -> (start: Int64, end: Int64)? {
        let ends = word.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard ends.count == 2, let start = WallTime.secondsOfDay(of: ends[0]),
            let end = ends[1] == "24:00" ? 86_400 : WallTime.secondsOfDay(of: ends[1])
        else { return nil }
        guard start != end else { throw Fault(word: word, problem: .empty) }
        return (start, end > start ? end : end + 86_400)
    }
}

extension WeekHours.Window {
    /// Whether both hold at some time of a week.
    func overlaps(_ other: WeekHours.Window) -> Bool {
        let week: Int64 = 7 * 86_400
        let (left, right) = (Int64(weekday) * 86_400 + start, Int64(other.weekday) * 86_400 + other.start)
        let (leftEnd, rightEnd) = (left + end - start, right + other.end - other.start)
        return [-week, 0, week].contains { left + $0 < rightEnd && right < leftEnd + $0 }
    }
}
