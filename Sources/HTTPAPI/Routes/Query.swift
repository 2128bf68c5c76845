import Escalation

/// Reads the query of a request, name by name, as strictly as a body.
struct Query {
    private var values: [String: String] = [:]
    private var known: [String] = []
    private(set) var faults: [FieldFault] = []

    /// - Parameter path: path and query as the request has them.
    init(path: String) {
        guard let mark = path.firstIndex(of: "?") else { return }
        for pair in path[path.index(after: mark)...].split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = FormText.decoded(parts[0]), let value = FormText.decoded(parts.count > 1 ? parts[1] : "")
            else {
                refuse(String(pair.prefix(40)), "is not UTF-8 in percent encoding")
                continue
            }
            if values.updateValue(value, forKey: name) != nil { refuse(String(name.prefix(40)), "is there twice") }
        }
    }

    mutating func refuse(_ name: String, _ detail: String, allowed: [String]? = nil) {
        faults.append(FieldFault(field: name, detail: detail, allowed: allowed))
    }

    /// The value of a name; an empty one counts as missing.
    mutating func text(_ name: String, isRequired: Bool = false) -> String? {
        known.append(name)
        if let value = values[name], !value.isEmpty { return value }
        if isRequired { refuse(name, "is required") }
        return nil
    }

    mutating func word(_ name: String, of allowed: [String], isRequired: Bool = false) -> String? {
        guard let text = text(name, isRequired: isRequired) else { return nil }
        if allowed.contains(text) { return text }
        refuse(name, "must be one of \(allowed.joined(separator: ", "))", allowed: allowed)
        return nil
    }

    mutating func number(_ name: String, in range: ClosedRange<Int64>) -> Int64? {
        guard let text = text(name) else { return nil }
        if let number = Int64(text), range.contains(number) { return number }
        refuse(name, "must be a number from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    /// An incident, by its name or number.
    mutating func incident(_ name: String, in names: IncidentNames) -> IncidentID? {
        guard let text = text(name) else { return nil }
        if let id = names.id(text) { return id }
        refuse(name, "must be an incident such as \(names.ledger)-7")
        return nil
    }

    /// Ends the reading: names that were never asked for are refused.
    ///
    /// - Throws: ``Problem``.
    mutating func finish() throws(Problem) {
        for name in values.keys.sorted() where !known.contains(name) {
            refuse(String(name.prefix(40)), "is not known here", allowed: known)
        }
        if !faults.isEmpty { throw .fields(faults, .query) }
    }
}

/// Texts as forms and queries write them.
enum FormText {
    /// The text with `+` and percent escapes undone; `nil` when it is no UTF-8.
    static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 0x30
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 0x57
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 0x37
        default: nil
        }
    }
}
