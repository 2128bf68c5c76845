import NIOCore

/// Reads what proxies say of where a request comes from: `X-Forwarded-For`, and `Forwarded` (RFC 7239).
enum ForwardedField {
    /// The hops of all `X-Forwarded-For` fields, each by its address; `nil` for one that cannot be read.
    static func plainHops(_ fields: [String]) -> [String?] {
        fields.joined(separator: ",").split(separator: ",", omittingEmptySubsequences: false)
            .map(trimmed).filter { !$0.isEmpty }.map(node)
    }

    /// The hops of all `Forwarded` fields, each by the address in its `for`; `nil` for one that has none, or more than one.
    static func hops(_ fields: [String]) -> [String?] {
        pieces(of: fields.joined(separator: ",")[...], at: ",").map(trimmed).filter { !$0.isEmpty }.map { element in
            var nodes: [Substring] = []
            for pair in pieces(of: element, at: ";") {
                guard let equals = pair.firstIndex(of: "=") else { continue }
                if trimmed(pair[..<equals]).lowercased() == "for" { nodes.append(pair[pair.index(after: equals)...]) }
            }
            return nodes.count == 1 ? node(trimmed(nodes[0])) : nil
        }
    }

    /// The one spelling of an address; an IPv4 address inside an IPv6 one is that address.
    static func canonical(_ text: String) -> String? {
        guard text.utf8.count <= 45, let address = try? SocketAddress(ipAddress: text, port: 0).ipAddress else {
            return nil
        }
        let mapped = "::ffff:"
        return address.hasPrefix(mapped) && address.contains(".") ? String(address.dropFirst(mapped.count)) : address
    }

    /// The address in a hop: with or without a port, brackets and quotation marks; none in `unknown` and `_hidden`.
    private static func node(_ text: Substring) -> String? {
        let written = unquoted(text)
        // The zone of a link-local address means something on its own machine alone.
        if written.contains("%") { return nil }
        if let address = canonical(written) { return address }
        if written.hasPrefix("["), let close = written.firstIndex(of: "]") {
            guard isPort(written[written.index(after: close)...]) else { return nil }
            return canonical(String(written[written.index(after: written.startIndex)..<close]))
        }
        guard let colon = written.firstIndex(of: ":"), isPort(written[colon...]) else { return nil }
        return canonical(String(written[..<colon]))
    }

    /// Nothing, or a colon and a port, which may be hidden behind a name (RFC 7239 §6.2).
    private static func isPort(_ text: Substring) -> Bool {
        guard let first = text.first else { return true }
        let name = text.dropFirst()
        guard first == ":", let sign = name.first else { return false }
        if sign == "_" { return name.utf8.count <= 40 && !name.contains { $0 == ":" || $0 == "," || $0 == " " } }
        return name.utf8.count <= 5 && name.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// The text in quotation marks, with its escapes undone; any other text as it is.
    private static func unquoted(_ text: Substring) -> String {
        guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return String(text) }
        var content = ""
        var isEscaped = false
        for letter in text.dropFirst().dropLast() {
            isEscaped = letter == "\\" && !isEscaped
            if !isEscaped { content.append(letter) }
        }
        return content
    }

    /// The pieces between separators that do not stand in quotation marks.
    private static func pieces(of text: Substring, at separator: Character) -> [Substring] {
        var pieces: [Substring] = []
        var start = text.startIndex
        var (isQuoted, isEscaped) = (false, false)
        for index in text.indices {
            let letter = text[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted, letter == "\\" {
                isEscaped = true
            } else if letter == "\"" {
                isQuoted.toggle()
            } else if letter == separator, !isQuoted {
                pieces.append(text[start..<index])
                start = text.index(after: index)
            }
        }
        return pieces + [text[start...]]
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        var text = text.drop(while: isSpace)
        while let last = text.last, isSpace(last) { text.removeLast() }
        return text
    }
}
