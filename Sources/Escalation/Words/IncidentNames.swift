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
///
/// A ledger that went on from an older copy of itself has another name for what came then: whoever goes on from the same copy once
/// more, there or elsewhere, gives the same numbers.
package struct IncidentNames: Hashable, Sendable {
    /// The longest name that is looked at, in bytes.
    private static let longest = 64

    /// The ledger's random name.
    package let ledger: String
    /// The ledger's number.
    package let number: UInt8
    /// Its later names, the oldest first.
    package let later: [Later]

    /// What the ledger is called from a number on.
    package struct Later: Hashable, Sendable {
        package let name: String
        /// The last number that has an earlier name.
        package let after: IncidentID

        package init(name: String, after: IncidentID) {
            self.name = name
            self.after = after
        }
    }

    package init(ledger: String, number: UInt8 = 0, later: [Later] = []) {
        self.ledger = ledger
        self.number = number
        self.later = later
    }

    /// A name for a ledger, or for what comes after an older copy of it: eight random letters and digits.
    package static func newName(using random: inout some RandomNumberGenerator) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        return String((0..<8).compactMap { _ in letters.randomElement(using: &random) })
    }

    /// The name that is given now.
    package var newest: String { later.last?.name ?? ledger }

    package func name(of id: IncidentID) -> String { "\(prefix(of: id))-\(id.count)" }

    private func prefix(of id: IncidentID) -> String { later.last { $0.after < id }?.name ?? ledger }

    /// The incident of this ledger that somebody wrote down: by its name, or by the plain number where this is the only ledger.
    ///
    /// - Returns: `nil` for what names none, another ledger's among it.
    package func id(_ written: some StringProtocol) -> IncidentID? {
        guard written.utf8.count <= Self.longest else { return nil }
        var digits = Substring(written)
        var prefix: Substring?
        if let dash = written.lastIndex(of: "-") {
            prefix = Substring(written[..<dash])
            digits = Substring(written[written.index(after: dash)...])
        }
        guard !digits.isEmpty, digits.utf8.count <= 13, digits.utf8.first != 0x30,
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int64(digits),
            count <= IncidentID.mostCount
        else { return nil }
        let id = IncidentID(ledger: number, count: count)
        if let prefix, !prefix.utf8.elementsEqual(self.prefix(of: id).utf8) { return nil }
        return id
    }
}
