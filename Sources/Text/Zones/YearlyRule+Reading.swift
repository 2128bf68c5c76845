extension YearlyRule {
    /// Reads a footer such as `CET-1CEST,M3.5.0,M10.5.0/3` or `<+03>-3`.
    ///
    /// A summer without its days is refused: what POSIX calls the implementation's choice is no rule of any zone.
    ///
    /// - Throws: ``ZoneFault/damaged(_:)``.
    init(footer: ArraySlice<UInt8>) throws(ZoneFault) {
        var reader = FooterReader(rest: footer)
        guard reader.name(), let standard = reader.offset() else {
            throw reader.fault("its footer begins with no zone")
        }
        secondsFromUTC = -standard
        guard !reader.isAtEnd else { return }
        guard reader.name() else { throw reader.fault("its footer names no summer time") }
        // Without an offset of its own, summer is an hour ahead.
        var ahead = -standard + 3_600
        if !reader.isAt(",") {
            guard let written = reader.offset() else { throw reader.fault("its footer has no offset of summer") }
            ahead = -written
        }
        guard let start = reader.change(), let end = reader.change(), reader.isAtEnd else {
            throw reader.fault("its footer does not say when summer begins and ends")
        }
        summer = Summer(secondsFromUTC: ahead, start: start, end: end)
    }
}

/// Reads the parts of a footer one after another.
private struct FooterReader {
    var rest: ArraySlice<UInt8>

    var isAtEnd: Bool { rest.isEmpty }

    func isAt(_ mark: Character) -> Bool { rest.first == mark.asciiValue }

    /// The fault, with what it was found before; the file may hold anything.
    func fault(_ what: String) -> ZoneFault { .damaged("\(what), \(rest.count) bytes before its end") }

    private mutating func skip(_ mark: Character) -> Bool {
        guard isAt(mark) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Three letters or more, or between angle brackets also figures and signs.
    mutating func name() -> Bool {
        let isQuoted = skip("<")
        let name = rest.prefix { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"): isQuoted
            default: false
            }
        }
        rest = rest.dropFirst(name.count)
        return name.count >= 3 && (!isQuoted || skip(">"))
    }

    private mutating func number(digits: ClosedRange<Int>, in range: ClosedRange<Int>) -> Int? {
        let found = rest.prefix { (0x30...0x39).contains($0) }
        guard digits.contains(found.count) else { return nil }
        rest = rest.dropFirst(found.count)
        let value = found.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return range.contains(value) ? value : nil
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    private mutating func time(hours limit: Int) -> Int64? {
        let sign: Int64 = skip("-") ? -1 : 1
        if sign > 0 { _ = skip("+") }
        guard let hours = number(digits: 1...3, in: 0...limit) else { return nil }
        var seconds = hours * 3_600
        if skip(":") {
            guard let minutes = number(digits: 2...2, in: 0...59) else { return nil }
            seconds += minutes * 60
            if skip(":") {
                guard let rest = number(digits: 2...2, in: 0...59) else { return nil }
                seconds += rest
            }
        }
        return sign * Int64(seconds)
    }

    /// How far the clocks are behind UTC, as POSIX counts it.
    mutating func offset() -> Int64? { time(hours: 24) }

    /// `,day[/time]`, where two o'clock is meant when there is no time.
    ///
    /// By RFC 9636 it is up to a week before or after the day.
    mutating func change() -> YearlyRule.Change? {
        guard skip(","), let day = day() else { return nil }
        guard skip("/") else { return YearlyRule.Change(day: day, time: 7_200) }
        return time(hours: 167).map { YearlyRule.Change(day: day, time: $0) }
    }

    private mutating func day() -> YearlyRule.Day? {
        if skip("J") { return number(digits: 1...3, in: 1...365).map(YearlyRule.Day.julian) }
        guard skip("M") else { return number(digits: 1...3, in: 0...365).map(YearlyRule.Day.counted) }
        guard let month = number(digits: 1...2, in: 1...12), skip("."), let week = number(digits: 1...1, in: 1...5),
            skip("."), let weekday = number(digits: 1...1, in: 0...6)
        else { return nil }
        return .weekday(month: month, week: week, weekday: weekday)
    }
}
