import Text

/// Writes files of rules as `zic` does, and wrong ones.
struct RulesFile {
    var version: UInt8 = UInt8(ascii: "2")
    var changes: [(at: Int64, kind: UInt8)] = []
    var kinds: [(seconds: Int32, isSummer: UInt8, name: UInt8)] = [(0, 0, 0)]
    var letters = Array("UTC\0".utf8)
    var leaps: [(at: Int64, sum: Int32)] = []
    var standard: [UInt8] = []
    var universal: [UInt8] = []
    /// Between the line ends; `nil` for a file that ends before it.
    var footer: String? = "UTC0"
    /// In place of the counts that fit, in the part that is used.
    var counts: [UInt32]?

    var bytes: [UInt8] {
        guard version != 0 else { return part(bytesInTime: 4, counts) }
        let empty = RulesFile(version: version).part(bytesInTime: 4, nil)
        let end = footer.map { "\n\($0)\n" } ?? ""
        return empty + part(bytesInTime: 8, counts) + Array(end.utf8)
    }

    private func part(bytesInTime: Int, _ wrong: [UInt32]?) -> [UInt8] {
        let right = [
            universal.count, standard.count, leaps.count, changes.count, kinds.count, letters.count,
        ].map { UInt32($0) }
        var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
        bytes += (wrong ?? right).flatMap { Self.number(Int64($0), 4) }
        bytes += changes.flatMap { Self.number($0.at, bytesInTime) }
        bytes += changes.map(\.kind)
        bytes += kinds.flatMap { Self.number(Int64($0.seconds), 4) + [$0.isSummer, $0.name] }
        bytes += letters
        bytes += leaps.flatMap { Self.number($0.at, bytesInTime) + Self.number(Int64($0.sum), 4) }
        return bytes + standard + universal
    }

    private static func number(_ value: Int64, _ width: Int) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> Int64($0 * 8)) }
    }
}
