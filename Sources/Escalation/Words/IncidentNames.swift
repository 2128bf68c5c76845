extension IncidentID {
    /// Bits that count within a ledger.
    package static let countBits: Int64 = 40
    /// The newest number that a ledger can give.
    package static let mostCount: Int64 = 1 << countBits - 1

    /// The number of an incident, or of what came before a ledger's first one.
    ///
    /// - Parameters:
    ///   - ledger: which one.
    ///   - count: from 0 to ``mostCount``.
    package init(ledger: UInt8, count: Int64) {
        precondition((0...Self.mostCount).contains(count), "no ledger counts to \(count)")
        self = Int64(ledger) << Self.countBits | count
    }

    /// The number within its ledger, as people say it.
    package var count: Int64 { self & Self.mostCount }
    package var ledger: UInt8 { UInt8(truncatingIfNeeded: self >> Self.countBits) }
}

/// How the incidents of a ledger are called outside: `LEDGER-NUMBER`, such as `k3f9x2ab-7`.
package struct IncidentNames: Hashable, Sendable {
    /// The longest name that is looked at, in bytes.
    private static let longest = 64

    /// The ledger's random name.
    package let ledger: String
    /// The ledger's number.
    package let number: UInt8

    package init(ledger: String, number: UInt8 = 0) {
        self.ledger = ledger
        self.number = number
    }

    package func name(of id: IncidentID) -> String { "\(ledger)-\(id.count)" }

    /// The incident of this ledger that somebody wrote down: by its name, or by the plain number where this is the only ledger.
    ///
    /// - Returns: `nil` for what names none, another ledger's among it.
    package func id(_ written: some StringProtocol) -> IncidentID? {
        guard written.utf8.count <= Self.longest else { return nil }
        var digits = Substring(written)
        if let dash = written.lastIndex(of: "-") {
            guard written[..<dash].utf8.elementsEqual(ledger.utf8) else { return nil }
            digits = Substring(written[written.index(after: dash)...])
        }
        guard !digits.isEmpty, digits.utf8.count <= 13, digits.utf8.first != 0x30,
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int64(digits),
            count <= IncidentID.mostCount
        else { return nil }
        return IncidentID(ledger: number, count: count)
    }
}
