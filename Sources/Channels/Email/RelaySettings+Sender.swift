extension RelaySettings {
    /// Splits `Name <address>`.
    ///
    /// - Parameter written: the name may stand in the quotation marks of RFC 5322 (3.2.4), which are no part of it.
    /// - Returns: the name, `Tocsin` where there is none, and the address.
    package static func sender(_ written: String) -> (name: String, address: String) {
        let whole = trimmed(written[...])
        guard let open = whole.lastIndex(of: "<"), whole.hasSuffix(">") else { return ("Tocsin", String(whole)) }
        let name = unquoted(trimmed(whole[..<open]))
        let address = trimmed(whole[whole.index(after: open)...].dropLast())
        return (name.isEmpty ? "Tocsin" : name, String(address))
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop(while: \.isWhitespace)
        return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
    }

    /// What a quoted string says; a text that is none stays as it is.
    private static func unquoted(_ text: Substring) -> String {
        guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return String(text) }
        var (result, isEscaped) = ("", false)
        for character in text.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
                continue
            }
            // Two quoted strings, or an end that is escaped: not one.
            guard isEscaped || character != "\"" else { return String(text) }
            result.append(character)
            isEscaped = false
        }
        return isEscaped ? String(text) : String(trimmed(result[...]))
    }
}

extension RelaySettings {
    /// Whether mail leaves this machine and is never encrypted.
    package var isOpenToListeners: Bool {
        guard security == .none, let host = url.split(separator: "//", maxSplits: 1).last?.split(separator: "/").first
        else {
            return false
        }
        return !["localhost", "127.", "[::1]"].contains { host.hasPrefix($0) }
    }
}
