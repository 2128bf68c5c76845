import Foundation

/// The name of a machine as people write it in an address, in any script.
package struct HostName: Equatable, Sendable {
    /// What a text has that no name has, and what to write instead.
    package struct Fault: Error, Equatable, Sendable {
        /// Goes on after the value: `names no host`.
        package var what: String
        package var remedy: String
    }

    /// The longest part between two dots, in the letters that go over the wire (RFC 1035 §2.3.4).
    package static let charactersInPart = 63
    private static let characters = 253

    /// In small letters and composed, as browsers spell it, with full stops between its parts.
    package let text: String
    /// The letters that go over the wire: `xn--brger-kva.example`.
    package let ascii: String

    /// Reads a name; whether it is rather an IPv4 address is asked elsewhere.
    ///
    /// - Throws: what no name has.
    package init(_ written: String) throws(Fault) {
        if let unseen = Spelling.unseen(in: written) {
            throw Fault(what: "has \(unseen) in the name of its host", remedy: Spelling.unseenRemedy)
        }
        // The full stop of Chinese and Japanese texts counts as one in an address (UTS 46 §2.3).
        let composed = written.precomposedStringWithCompatibilityMapping.lowercased().replacing("\u{3002}", with: ".")
        if let odd = composed.unicodeScalars.first(where: { $0.isASCII && !Self.stands($0) }) {
            let remedy = odd == "*" ? "write one whole name, such as tocsin.town.example" : "leave it out"
            throw Fault(what: "has `\(odd)` in the name of its host, where none can be", remedy: remedy)
        }
        let parts = composed.split(separator: ".", omittingEmptySubsequences: false)
        let named = parts.last == "" ? parts.dropLast() : parts[...]
        guard !named.isEmpty, !named.contains(""), !composed.hasPrefix("-") else { throw Self.none }
        for part in named where part.utf8.allSatisfy({ $0 < 0x80 }) { try Self.check(length: part) }
        guard let ascii = composed.utf8.allSatisfy({ $0 < 0x80 }) ? composed : Self.encoded(composed) else {
            // There is no encoding for a part that is too long, nor for signs that no name has.
            for part in named where Self.encoded(String(part)) == nil && part.count * 2 > Self.charactersInPart {
                throw Self.tooLong(part)
            }
            throw Self.none
        }
        for part in ascii.split(separator: ".") { try Self.check(length: part) }
        guard ascii.utf8.count <= Self.characters else {
            throw Fault(what: "names a host of more than \(Self.characters) letters", remedy: "write the name it has")
        }
        self.ascii = ascii
        text = Self.encoded(written) == ascii || written == composed ? composed : ascii
    }

    /// An e-mail address with the letters of its domain that go over the wire.
    ///
    /// - Parameter address: as people write it, with a domain in any script.
    /// - Returns: it with `xn--…` in its domain; `nil` where no name stands there, or where that is ASCII already.
    package static func mailAddress(_ address: String) -> String? {
        guard let at = address.lastIndex(of: "@"), !address[at...].utf8.allSatisfy({ $0 < 0x80 }),
            let name = try? HostName(String(address[address.index(after: at)...]))
        else { return nil }
        return address[...at] + name.ascii
    }

    private static let none = Fault(what: "names no host", remedy: "write a name such as tocsin.town.example")

    private static func check(length part: Substring) throws(Fault) {
        if part.utf8.count > charactersInPart { throw tooLong(part) }
    }

    private static func tooLong(_ part: Substring) -> Fault {
        Fault(
            what: "has a part of more than \(charactersInPart) letters in the name of its host, "
                + "`\(Spelling.shown(part.prefix(12)))…`",
            remedy: "no name of a machine has such a part: write the name it has"
        )
    }

    /// The ASCII form by IDNA.
    private static func encoded(_ name: String) -> String? {
        URLComponents(string: "https://\(name)/")?.encodedHost?.lowercased()
    }

    private static func stands(_ scalar: Unicode.Scalar) -> Bool {
        let isLetter = (0x61...0x7A).contains(scalar.value | 0x20)
        return isLetter || (0x30...0x39).contains(scalar.value) || "-_.".unicodeScalars.contains(scalar)
    }
}
