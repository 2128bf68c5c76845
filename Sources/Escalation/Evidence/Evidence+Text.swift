/// The grammar on record: `KIND[ PART]…[ +DETAIL[ PART]…][ @PLACE][: WORDS]`, such as `http 200: ok`,
/// `mail answered 250: 2.0.0 Ok` or `failed untrusted relay +other_name @mx.example:25: …`.
///
/// Parts stand in the order of their case; a number in digits, a flag as `yes` or `no`, what is not there as `-`. In a text
/// everything that the grammar needs is written as `%` and two hexadecimal digits. One value has one text.
extension Evidence: RawRepresentable, Codable {
    package var rawValue: String {
        if case .http(let status, .plain) = finding, at == nil { return Self.usual(status, said) }
        var text = finding.kind
        Self.write(finding.parts, to: &text)
        if let detail = finding.detail {
            text += " +" + detail.kind
            Self.write(detail.parts, to: &text)
        }
        if let at { text += " @" + Self.escaped(at) }
        if let said { text += ": " + said }
        return text
    }

    /// What nearly every message ends with, at a fraction of the cost.
    private static func usual(_ status: Int, _ said: String?) -> String {
        let text = "http " + String(status)
        return said.map { text + ": " + $0 } ?? text
    }

    private static func write(_ parts: [Part], to text: inout String) {
        for part in parts {
            text += " "
            switch part.value {
            case .text(let value): text += escaped(value)
            case .number(let number): text += String(number)
            case .flag(let flag): text += flag ? "yes" : "no"
            case .none: text += "-"
            }
        }
    }

    package init?(rawValue: String) {
        let bytes = rawValue.utf8
        if bytes.starts(with: "http ".utf8) {
            let digits = bytes.dropFirst(5).prefix { $0 != 0x3A }
            let said = bytes.suffix(from: digits.endIndex).dropFirst(2)
            if let status = Int(Substring(digits)), case let text = String(Substring(said)),
                Self.usual(status, text.isEmpty ? nil : text).utf8.elementsEqual(bytes)
            {
                self = .http(status, text)
                return
            }
        }
        var reader = EvidenceReader(rawValue)
        guard let evidence = try? reader.evidence(of: rawValue) else { return nil }
        self = evidence
    }

    /// A text as one part: never empty, without blanks, colons or what else the grammar needs.
    private static func escaped(_ text: String) -> String {
        if text.isEmpty { return "%" }
        if text == "-" { return "%2d" }
        guard text.utf8.contains(where: isSpecial) else { return text }
        var result: [UInt8] = []
        for byte in text.utf8 {
            if isSpecial(byte) {
                let digits = "0123456789abcdef".utf8.map { $0 }
                result += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Control characters, blanks and `%`, `+`, `:`, `@`.
    static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7F, 0x25, 0x2B, 0x3A, 0x40: true
        default: false
        }
    }
}
