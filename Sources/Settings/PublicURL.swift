import ConfigFiles
import Curl
import Foundation

extension Written {
    /// Reads an address that can stand before `/a/…`: `https://HOST[:PORT][/PATH]`, without a slash at its end.
    ///
    /// - Returns: it as browsers write it: scheme and host in small letters, the host in ASCII (`xn--…`), without the usual port.
    /// - Throws: what cannot stand there, and what to write instead.
    package func publicURL() throws(SettingsFault) -> String {
        let example = "write an address such as https://tocsin.town.example"
        guard let mark = text.range(of: "://") else { throw fault("is not an address", example) }
        let scheme = text[..<mark.lowerBound].lowercased()
        guard ["http", "https"].contains(scheme) else { throw fault("is not an address of the web", example) }
        if let unseen = Spelling.unseen(in: text) { throw fault("has \(unseen) in it", Spelling.unseenRemedy) }
        guard !text.contains(" ") else {
            throw fault("has a blank in it", "write the address without it, or %20 for it")
        }
        let rest = text[mark.upperBound...]
        if rest.contains("#") {
            throw fault("has a fragment (#)", "links are made by adding to it: leave out # and what follows")
        }
        if rest.contains("?") {
            throw fault("has a query (?)", "links are made by adding to it: leave out ? and what follows")
        }
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let authority = rest[..<slash]
        if authority.contains("@") { throw fault("has a user in it", "leave out the user and the @") }
        let place = try authorityText(authority, usualPort: scheme == "https" ? 443 : 80, example)
        var path = rest[slash...]
        if path.contains("//") { throw fault("has two slashes in a row", "write one of them") }
        if path.hasSuffix("/") { path = path.dropLast() }
        // Browsers take the escaped dot for one (WHATWG URL, 4.4).
        if path.split(separator: "/").contains(where: {
            [".", ".."].contains($0.lowercased().replacing("%2e", with: "."))
        }) {
            throw fault("has a part . or .. in its path", "write the path that it leads to")
        }
        guard Self.isPath(path) else {
            throw fault("has a character in its path that no address has", "write it with % and its number")
        }
        return "\(scheme)://\(place)\(path)"
    }

    private func authorityText(
        _ authority: Substring,
        usualPort: Int,
        _ example: String
    ) throws(SettingsFault) -> String {
        var host = authority
        var port = ""
        if authority.contains("\u{FF1A}") {
            throw fault("has a full-width colon (\u{FF1A})", "write an ordinary one (:)")
        }
        if !authority.hasPrefix("["), authority.count(where: { $0 == ":" }) > 1 {
            throw fault("has more than one colon", "an IPv6 address stands in brackets, https://[2001:db8::25]:8443")
        }
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            host = authority[..<colon]
            let number = try portNumber(authority[authority.index(after: colon)...])
            port = number == usualPort ? "" : ":\(number)"
        }
        if host.hasPrefix("["), host.hasSuffix("]") {
            let address = String(host.dropFirst().dropLast())
            guard address.contains(":"), IPAddress(address) != nil else {
                throw fault("has no IPv6 address between its brackets", example)
            }
            return "[\(address.lowercased())]\(port)"
        }
        return try hostName(String(host)).ascii + port
    }

    private func portNumber(_ digits: Substring) throws(SettingsFault) -> Int {
        let range = "write a port from 1 to 65535, or leave it out"
        guard let first = digits.first else {
            throw fault("has a colon and no port behind it", "write the port, or leave out the colon")
        }
        let tail = digits.drop { $0.isASCII && $0.isNumber }
        if let odd = tail.first, first.isASCII, first.isNumber {
            throw fault("has `\(Spelling.shown(String(odd)))` behind its port", "leave it out")
        }
        guard tail.isEmpty, let number = Int(digits), (1...65_535).contains(number) else {
            throw fault("has a port that none is", range)
        }
        return number
    }

    /// Whether a path has only what may stand in one, with whole escapes.
    private static func isPath(_ path: Substring) -> Bool {
        let plain = "-._~!$&'()*+,;=:@/%".utf8
        let bytes = Array(path.utf8)
        for (index, byte) in bytes.enumerated() {
            let isLetter = (0x41...0x5A).contains(byte & 0xDF) && byte < 0x80
            guard isLetter || (0x30...0x39).contains(byte) || plain.contains(byte) else { return false }
            guard byte == UInt8(ascii: "%") else { continue }
            let digits = bytes[(index + 1)...].prefix(2)
            guard digits.count == 2, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else {
                return false
            }
        }
        return true
    }
}
