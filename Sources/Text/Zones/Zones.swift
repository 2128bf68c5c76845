import Synchronization

/// The zones of one folder of compiled tzdata, such as `/usr/share/zoneinfo`.
///
/// The rules of a zone are read when they are first asked for and stay the same from then on: who wants the rules of a newer
/// tzdata makes new zones.
package final class Zones: Sendable {
    /// What a file of the folder holds.
    package enum Content: Sendable {
        case bytes([UInt8])
        case missing
        case unreadable
        /// A folder, a pipe, or more bytes than were asked for.
        case notAFile
    }

    /// Reads a file by its name below the folder, up to a number of bytes.
    package typealias Read = @Sendable (_ name: String, _ limit: Int) -> Content

    /// What is known of a zone, and the last span that was asked for.
    private struct Known {
        var rules: Result<ZoneRules, ZoneFault>
        var span: ZoneRules.Span?
    }

    /// More names than any tzdata has; beyond them all are read anew.
    private static let limit = 2_048
    /// The most of a list of names that is read; that of tzdata 2026 has 107,000 bytes.
    private static let bytesInList = 1_048_576
    /// Names of the one zone that needs no rules.
    private static let utc: Set<String> = ["UTC", "Etc/UTC"]

    /// Where the files lie, for messages to an operator.
    package let folder: String
    /// The version of tzdata, such as `2026a`; `unknown` where the folder does not say.
    package let version: String
    private let read: Read
    private let known = Mutex<[String: Known]>([:])

    /// - Parameters:
    ///   - folder: where the files lie; only shown.
    ///   - read: gives their bytes.
    package init(folder: String, read: @escaping Read) {
        self.folder = folder
        self.read = read
        version = Self.version(read)
    }

    /// How far the clocks of a zone are ahead of UTC.
    ///
    /// - Parameters:
    ///   - zone: an IANA name such as `Asia/Shanghai`.
    ///   - milliseconds: since 1970-01-01T00:00:00Z.
    /// - Returns: seconds; `nil` when there are no rules of that zone.
    package func secondsFromUTC(in zone: String, at milliseconds: Int64) -> Int64? {
        let seconds = milliseconds.flooredQuotient(by: 1_000)
        if let span = known.withLock({ $0[zone]?.span }), span.contains(seconds) { return span.secondsFromUTC }
        guard let rules = try? rules(of: zone) else { return nil }
        let span = rules.span(at: seconds)
        known.withLock { $0[zone]?.span = span }
        return span.secondsFromUTC
    }

    /// The rules of a zone in exactly this spelling; those of `UTC` are there without a file.
    package func rules(of zone: String) throws(ZoneFault) -> ZoneRules {
        if let found = known.withLock({ $0[zone]?.rules }) { return try found.get() }
        let rules = Result { () throws(ZoneFault) in try load(zone) }
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll() }
            known[zone] = Known(rules: rules)
        }
        return try rules.get()
    }

    private func load(_ zone: String) throws(ZoneFault) -> ZoneRules {
        guard ZoneName.isPossible(zone) else { throw .noName }
        if Self.utc.contains(zone) { return .utc }
        switch read(zone, TZif.longest) {
        case .bytes(let bytes): return try TZif.rules(of: bytes)
        case .missing: throw .missing
        case .unreadable: throw .unreadable
        case .notAFile: throw .noRules
        }
    }

    /// Whether the folder has rules of any zone at all.
    package var isEmpty: Bool {
        ["Europe/London", "America/New_York", "Asia/Shanghai"].allSatisfy { (try? rules(of: $0)) == nil }
    }

    /// Every name that the folder's own list has, with the zone of which it is another name; empty without a list.
    ///
    /// A name can be there without a file: Debian and Ubuntu have the older names in a package of their own.
    package func listedNames() -> [String: String?] {
        guard case .bytes(let bytes) = read("tzdata.zi", Self.bytesInList) else { return [:] }
        var names: [String: String?] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")) where [0x5A, 0x4C].contains(line[line.startIndex]) {
            let parts = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
            guard parts.count >= 3 else { continue }
            // `Z NAME …` begins a zone, `L ZONE NAME` gives one another name.
            let (name, zone): (String, String?) = parts[0] == "Z" ? (parts[1], nil) : (parts[2], parts[1])
            if ["Z", "L"].contains(parts[0]), ZoneName.isPossible(name) { names[name] = .some(zone) }
        }
        return names
    }

    /// From the first line of `tzdata.zi`, `# version 2026a`, or the file `+VERSION` that other systems have.
    private static func version(_ read: Read) -> String {
        let marks: [(file: String, prefix: String)] = [("tzdata.zi", "# version "), ("+VERSION", "")]
        for mark in marks {
            guard case .bytes(let bytes) = read(mark.file, bytesInList) else { continue }
            let line = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
            guard line.hasPrefix(mark.prefix) else { continue }
            let version = line.dropFirst(mark.prefix.count)
            let isPlain = version.utf8.allSatisfy { (0x21...0x7E).contains($0) }
            if !version.isEmpty, version.utf8.count <= 32, isPlain { return String(version) }
        }
        return "unknown"
    }
}
