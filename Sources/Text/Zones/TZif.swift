/// Reads compiled rules of a zone (RFC 9636, versions 1 to 4), as `zic` writes them.
///
/// Where there is a part with times of 64 bits, that part and its footer alone are used. Leap seconds are taken out: the clocks
/// that we are handed do not count them. The tree `right` of tzdata, which counts them, is refused also under another name: its
/// rules end at the last leap second that was known, and nothing stands for the time after it.
struct TZif {
    /// How far a clock may be from UTC, in seconds: a little more than RFC 9636 §3.2 asks readers to take.
    static let greatestOffset: Int64 = 93_600
    /// The longest file that is read, in bytes; the longest of tzdata 2026 has less than 4,000.
    static let longest = 65_536

    /// How many of each kind of value a part has.
    private struct Counts {
        var universal: Int
        var standard: Int
        var leaps: Int
        var changes: Int
        var kinds: Int
        var letters: Int
    }

    private let bytes: [UInt8]
    private var position = 0

    /// - Throws: ``ZoneFault/noRules`` for a file of another kind, ``ZoneFault/damaged(_:)``.
    static func rules(of bytes: [UInt8]) throws(ZoneFault) -> ZoneRules {
        guard bytes.starts(with: "TZif".utf8) else { throw .noRules }
        guard bytes.count <= longest else { throw .damaged("it is longer than \(longest) bytes") }
        var file = TZif(bytes: bytes)
        let rules = try file.read()
        let behind = bytes.count - file.position
        guard behind == 0 else { throw .damaged("\(behind) bytes stand behind its end") }
        return rules
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func read() throws(ZoneFault) -> ZoneRules {
        var (version, counts) = try header()
        guard version > 1 else {
            return try part(counts, bytesInTime: 4, footer: false)
        }
        try skip(size(of: counts, bytesInTime: 4))
        (version, counts) = try header()
        guard version > 1 else { throw .damaged("its second part is of version 1") }
        return try part(counts, bytesInTime: 8, footer: true)
    }

    // MARK: Bytes

    private mutating func skip(_ count: Int) throws(ZoneFault) {
        guard bytes.count - position >= count else { throw .damaged("it ends after \(bytes.count) bytes") }
        position += count
    }

    /// A whole number, the most significant byte first.
    private mutating func number(_ width: Int) throws(ZoneFault) -> Int64 {
        let start = position
        try skip(width)
        let first = Int64(Int8(bitPattern: bytes[start]))
        return bytes[start + 1..<start + width].reduce(first) { $0 << 8 | Int64($1) }
    }

    private mutating func byte() throws(ZoneFault) -> Int {
        try skip(1)
        return Int(bytes[position - 1])
    }

    // MARK: Parts

    private mutating func header() throws(ZoneFault) -> (version: Int, Counts) {
        let start = position
        try skip(20)
        guard bytes[start...].starts(with: "TZif".utf8) else { throw .damaged("its second part has no beginning") }
        let version: Int
        switch bytes[start + 4] {
        case 0: version = 1
        // A later version than 4 only adds to what this one says (RFC 9636 §3.1).
        case UInt8(ascii: "2")...UInt8(ascii: "9"): version = Int(bytes[start + 4] - 0x30)
        default: throw .damaged("its version is unknown")
        }
        var counts: [Int] = []
        for _ in 0..<6 { counts.append(Int(UInt32(truncatingIfNeeded: try number(4)))) }
        let found = Counts(
            universal: counts[0],
            standard: counts[1],
            leaps: counts[2],
            changes: counts[3],
            kinds: counts[4],
            letters: counts[5]
        )
        return (version, found)
    }

    private func size(of counts: Counts, bytesInTime: Int) -> Int {
        counts.changes * (bytesInTime + 1) + counts.kinds * 6 + counts.letters + counts.leaps * (bytesInTime + 4)
            + counts.standard + counts.universal
    }

    private mutating func part(_ counts: Counts, bytesInTime: Int, footer: Bool) throws(ZoneFault) -> ZoneRules {
        guard bytes.count - position >= size(of: counts, bytesInTime: bytesInTime) else {
            throw .damaged("it ends after \(bytes.count) bytes")
        }
        guard (1...256).contains(counts.kinds), counts.letters > 0 else { throw .damaged("it has no kinds of time") }
        guard [0, counts.kinds].contains(counts.universal), [0, counts.kinds].contains(counts.standard) else {
            throw .damaged("its marks are not as many as its kinds of time")
        }
        var times: [Int64] = []
        for _ in 0..<counts.changes {
            let time = try number(bytesInTime)
            if let last = times.last, last >= time { throw .damaged("its changes are not in order") }
            times.append(time)
        }
        var kinds: [Int] = []
        for _ in 0..<counts.changes {
            let kind = try byte()
            guard kind < counts.kinds else { throw .damaged("a change leads to a kind of time that is not there") }
            kinds.append(kind)
        }
        let offsets = try offsets(counts)
        try skip(counts.letters)
        let leaps = try leaps(counts.leaps, bytesInTime: bytesInTime)
        try marks(counts)
        let later = footer ? try self.footer() : nil
        guard !footer || leaps.isEmpty || later != nil else {
            throw .damaged("it counts leap seconds, and does not say what comes after its last change")
        }
        return ZoneRules(
            changes: try Self.uncounted(times, leaps),
            offsets: kinds.map { offsets[$0] },
            first: offsets[0],
            later: later
        )
    }

    private mutating func offsets(_ counts: Counts) throws(ZoneFault) -> [Int32] {
        var offsets: [Int32] = []
        for _ in 0..<counts.kinds {
            let offset = try number(4)
            guard (-Self.greatestOffset...Self.greatestOffset).contains(offset) else {
                throw .damaged("a clock of it is \(offset) seconds from UTC")
            }
            guard try byte() <= 1, try byte() < counts.letters else { throw .damaged("a kind of its times is none") }
            offsets.append(Int32(offset))
        }
        return offsets
    }

    /// When a second was put in or left out, on a clock that counts them, and how many there were until then.
    private mutating func leaps(_ count: Int, bytesInTime: Int) throws(ZoneFault) -> [(at: Int64, sum: Int64)] {
        var leaps: [(at: Int64, sum: Int64)] = []
        for _ in 0..<count {
            let leap = (at: try number(bytesInTime), sum: try number(4))
            if let last = leaps.last, last.at >= leap.at { throw .damaged("its leap seconds are not in order") }
            leaps.append(leap)
        }
        return leaps
    }

    /// The changes on a clock that knows no leap seconds.
    private static func uncounted(_ times: [Int64], _ leaps: [(at: Int64, sum: Int64)]) throws(ZoneFault) -> [Int64] {
        guard !leaps.isEmpty else { return times }
        var found: [Int64] = []
        for time in times {
            let (moment, overflow) = time.subtractingReportingOverflow(leaps.last { $0.at <= time }?.sum ?? 0)
            guard !overflow, found.last.map({ $0 < moment }) ?? true else {
                throw .damaged("its changes are not in order without leap seconds")
            }
            found.append(moment)
        }
        return found
    }

    /// What `TZ` without rules would make of the changes; of no use to us, and checked as all else.
    private mutating func marks(_ counts: Counts) throws(ZoneFault) {
        for _ in 0..<counts.standard + counts.universal {
            guard try byte() <= 1 else { throw .damaged("a mark of its kinds of time is none") }
        }
    }

    private mutating func footer() throws(ZoneFault) -> YearlyRule? {
        guard try byte() == 0x0A else { throw .damaged("it has no footer") }
        guard let end = bytes[position...].firstIndex(of: 0x0A) else { throw .damaged("its footer has no end") }
        let text = bytes[position..<end]
        position = end + 1
        return text.isEmpty ? nil : try YearlyRule(footer: text)
    }
}
