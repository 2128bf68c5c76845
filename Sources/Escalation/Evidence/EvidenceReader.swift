/// Reads what ``Evidence/rawValue`` writes, and nothing else.
struct EvidenceReader {
    private struct Unread: Error {}

    /// The parts that are left of the finding or of the detail.
    private var parts: ArraySlice<Substring>
    private var detailParts: ArraySlice<Substring>?
    private let at: String?
    private let said: String?

    init(_ text: String) {
        let mark = text.utf8.firstIndex(of: 0x3A)
        let head = text[..<(mark ?? text.endIndex)]
        // By bytes: a mark that combines with what stands before it may begin a part.
        said = mark.flatMap { String(text.utf8[$0...].dropFirst(2)) }
        var parts = head.utf8.split(separator: 0x20, omittingEmptySubsequences: false).map { Substring($0) }[...]
        if let last = parts.last, last.utf8.first == 0x40 {
            at = Self.plain(Substring(last.utf8.dropFirst()))
            parts.removeLast()
        } else {
            at = nil
        }
        if let plus = parts.firstIndex(where: { $0.utf8.first == 0x2B }) {
            detailParts = parts[plus...]
            parts = parts[..<plus]
        }
        self.parts = parts
    }

    /// - Throws: when the text is none that is ever written.
    mutating func evidence(of text: String) throws -> Evidence {
        let evidence = Evidence(try finding(), at: at, said: said)
        guard parts.isEmpty, detailParts == nil, evidence.rawValue.utf8.elementsEqual(text.utf8) else { throw Unread() }
        return evidence
    }

    private mutating func finding() throws -> Evidence.Finding {
        switch try next() {
        case "http": return .http(status: try integer(), .plain)
        case "mail": return .mail(try word(), code: try optional { try $0.integer() }, try detail())
        case "written": return .written(file: try text(), byte: try number())
        case "failed": return .failed(try word(), try word(), try detail())
        case "not_written": return .notWritten(file: try text(), error: try integer())
        case "rehearsed": return .rehearsed
        case "target_gone": return .targetGone
        case "no_channel": return .noChannel(try text())
        case "bad_address": return .badAddress(try text(), try word())
        case "no_preset": return .noPreset(try text())
        case "not_sent": return .notSent
        case "cut_off": return .cutOff(try word())
        case "lost": return .lost(seconds: try number())
        case "bad_field": return .badField(try text(), try word())
        case let kind: return try answer(kind)
        }
    }

    private mutating func answer(_ kind: Substring) throws -> Evidence.Finding {
        let status: Int = try integer()
        switch kind {
        case "http_lacks": return .http(status: status, .lacks(try text()))
        case "http_silent": return .http(status: status, .silent)
        case "http_unread": return .http(status: status, .unread(try word(), decides: try flag()))
        case "redirected_elsewhere": return .redirected(status: status, .elsewhere)
        case "redirected_same_path":
            return .redirected(status: status, .samePath(host: try optional { try $0.text() }))
        case "redirected":
            return .redirected(status: status, .path(host: try optional { try $0.text() }, try text()))
        default: throw Unread()
        }
    }

    private mutating func detail() throws -> Evidence.Detail? {
        guard let inner = detailParts else { return nil }
        let outer = parts
        parts = inner
        detailParts = nil
        let detail = try someDetail()
        guard parts.isEmpty else { throw Unread() }
        parts = outer
        return detail
    }

    private mutating func someDetail() throws -> Evidence.Detail {
        switch try next().dropFirst() {
        case "not_within": return .notWithin(seconds: try number())
        case "overdue": return .overdue
        case "ended_in_header": return .endedInHeader
        case "ended_before": return .endedBefore(try word())
        case "silent": return .silent(try word(), seconds: try number(), mayWantTLS: try flag())
        case "begins_plain": return .beginsPlain
        case "speaks_plain": return .speaksPlain
        case "other_name": return .otherName
        case "unknown_authority": return .unknownAuthority(ofOurs: try flag())
        case "odd_offer": return .oddOffer
        case "wants_certificate": return .wantsCertificate(gotOurs: try flag())
        case "offers_no_login": return .offersNoLogin
        case "offers_logins": return .offersLogins(try text())
        case "port_not_allowed": return .portNotAllowed(try integer())
        case "no_receivers_address": return .noReceiversAddress(try text(), entry: try optional { try $0.text() })
        case "private_network": return .privateNetwork(try text(), entry: try optional { try $0.text() })
        case "other_family": return .otherFamily
        case "other_port": return .otherPort
        case "no_host": return .noHost
        case "answer": return .answer(try word())
        case "no_memory": return .noMemory
        default: throw Unread()
        }
    }

    // MARK: Parts

    private mutating func next() throws -> Substring {
        guard let part = parts.popFirst() else { throw Unread() }
        return part
    }

    private mutating func text() throws -> String {
        guard let text = Self.plain(try next()) else { throw Unread() }
        return text
    }

    private mutating func number() throws -> Int64 {
        guard let number = Int64(try next()) else { throw Unread() }
        return number
    }

    private mutating func integer() throws -> Int {
        guard let number = Int(try next()) else { throw Unread() }
        return number
    }

    private mutating func flag() throws -> Bool { try next() == "yes" }

    private mutating func word<Word: RawRepresentable<String>>() throws -> Word {
        guard let word = Word(rawValue: String(try next())) else { throw Unread() }
        return word
    }

    private mutating func optional<Value>(_ read: (inout EvidenceReader) throws -> Value) throws -> Value? {
        guard parts.first != "-" else {
            parts.removeFirst()
            return nil
        }
        return try read(&self)
    }

    /// A text without its escapes; `nil` when it has one that is never written.
    private static func plain(_ part: Substring) -> String? {
        if part == "%" { return "" }
        guard part.utf8.contains(0x25) else { return String(part) }
        var bytes: [UInt8] = []
        var rest = Array(part.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == 0x25 else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
