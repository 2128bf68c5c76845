import Escalation
import Messages
import Text

/// What is wrong with one field of a request.
package struct FieldFault: Hashable, Encodable, Sendable {
    /// The way to the field, such as `facts.people`.
    package var field: String
    package var detail: String
    package var allowed: [String]?

    package init(field: String, detail: String, allowed: [String]? = nil) {
        self.field = field
        self.detail = detail
        self.allowed = allowed
    }
}

/// Reads the members of an object one by one, and gathers everything that is wrong with them.
struct Fields {
    private let members: [JSONValue.Member]
    private(set) var faults: [FieldFault] = []
    private var known: [String] = []
    private var isObject = true

    init(_ value: JSONValue) {
        if case .object(let members) = value {
            self.members = members
        } else {
            members = []
            faults = [FieldFault(field: "", detail: "must be an object, not \(value.kind)")]
            isObject = false
        }
    }

    /// The value of a member; `nil` when it is missing or null.
    mutating func value(_ name: String) -> JSONValue? {
        known.append(name)
        guard let member = members.first(where: { $0.name == name }), member.value != .null else { return nil }
        return member.value
    }

    mutating func refuse(_ field: String, _ detail: String, allowed: [String]? = nil) {
        // What is no object lacks every field, and that says nothing more.
        guard isObject else { return }
        faults.append(FieldFault(field: field, detail: detail, allowed: allowed))
    }

    /// A text of at most `limit` bytes; one of which nobody would see anything counts as missing.
    mutating func text(_ name: String, limit: Int, isRequired: Bool = false) -> String? {
        switch value(name) {
        case nil: break
        case .text(let text):
            if text.utf8.count > limit {
                refuse(name, "must have at most \(limit) bytes")
                return nil
            }
            if !text.isBlank { return text }
            if isRequired, !text.isEmpty {
                refuse(name, "is blank: write something that can be seen")
                return nil
            }
        case .some(let other):
            refuse(name, "must be a text, not \(other.kind)")
            return nil
        }
        if isRequired { refuse(name, "is required: a text") }
        return nil
    }

    /// A text that people read, counted in characters as they see them.
    mutating func prose(_ name: String, limit: Int = APILimits.noteCharacters, isRequired: Bool = false) -> String? {
        guard let text = text(name, limit: APILimits.json.textBytes, isRequired: isRequired) else { return nil }
        guard text.utf8.count > limit, text.count > limit else { return text }
        refuse(name, "must have at most \(limit) characters, and has \(text.count)")
        return nil
    }

    /// One to a few names, each a text that can be seen.
    mutating func names(_ name: String, isRequired: Bool = true) -> [String]? {
        let hint = "a list of 1 to \(APILimits.namesInRequest) names"
        switch value(name) {
        case nil:
            if isRequired { refuse(name, "is required: \(hint)") }
        case .list(let values) where values.isEmpty || values.count > APILimits.namesInRequest:
            refuse(name, "must be \(hint), and has \(values.count)")
        case .list(let values):
            var names: [String] = []
            for (place, value) in values.enumerated() {
                guard case .text(let text) = value, !text.isBlank, text.utf8.count <= APILimits.nameBytes else {
                    refuse(
                        "\(name)[\(place)]",
                        "must be a text of at most \(APILimits.nameBytes) bytes that can be seen"
                    )
                    return nil
                }
                names.append(text)
            }
            return names
        case .some(let other): refuse(name, "must be \(hint), not \(other.kind)")
        }
        return nil
    }

    /// A length of time above zero, as administrators write it.
    mutating func span(_ name: String, atMost limit: TimeSpan) -> TimeSpan? {
        let hint = "a duration such as 90s, 5m or 1h30m"
        switch value(name) {
        case nil: break
        case .text(let text):
            if let span = TimeSpan(written: text), span > .zero, span <= limit { return span }
            refuse(name, "must be \(hint), above zero and at most \(limit)")
        case .some(let other): refuse(name, "must be \(hint), not \(other.kind)")
        }
        return nil
    }

    mutating func flag(_ name: String) -> Bool? {
        switch value(name) {
        case nil: return nil
        case .flag(let flag): return flag
        case .some(let other):
            refuse(name, "must be true or false, not \(other.kind)", allowed: ["true", "false"])
            return nil
        }
    }

    /// A moment; see ``RFC3339``.
    mutating func moment(_ name: String, isRequired: Bool = false) -> Timestamp? {
        let hint = "a time such as 2026-11-21T03:20:00+08:00 (RFC 3339)"
        switch value(name) {
        case nil:
            if isRequired { refuse(name, "is required: \(hint)") }
            return nil
        case .text(let text):
            if let moment = RFC3339.moment(text) { return moment }
            refuse(name, "must be \(hint)")
            return nil
        case .some(let other):
            refuse(name, "must be \(hint), not \(other.kind)")
            return nil
        }
    }

    /// A rank, written `I`…`IV` or 1…4.
    mutating func severity(_ name: String, isRequired: Bool = false) -> Severity? {
        switch value(name) {
        case nil:
            if isRequired { refuse(name, "is required", allowed: Self.ranks) }
            return nil
        case .text(let text):
            if let severity = Severity(numeral: text) { return severity }
        case .integer(let number):
            if let severity = Severity(rawValue: Int(clamping: number)) { return severity }
        default: break
        }
        refuse(name, "must be a rank", allowed: Self.ranks)
        return nil
    }

    static let ranks = Severity.allCases.map(\.numeral)

    /// One word of a few.
    mutating func word<Word: RawRepresentable & CaseIterable>(_ name: String, isRequired: Bool = true) -> Word?
    where Word.RawValue == String {
        let allowed = Word.allCases.map(\.rawValue)
        switch value(name) {
        case nil:
            if isRequired { refuse(name, "is required", allowed: allowed) }
        case .text(let text):
            if let word = Word(rawValue: text) { return word }
            refuse(name, "must be one of \(allowed.joined(separator: ", "))", allowed: allowed)
        case .some(let other): refuse(name, "must be a text, not \(other.kind)", allowed: allowed)
        }
        return nil
    }

    /// Reported facts: numbers, texts and flags by field name; what is null or a blank text is not known yet.
    mutating func facts(_ name: String) -> [String: FactValue] {
        guard let value = value(name) else { return [:] }
        guard case .object(let members) = value else {
            refuse(name, "must be an object, not \(value.kind)")
            return [:]
        }
        guard members.count <= APILimits.factCount else {
            refuse(name, "must have at most \(APILimits.factCount) members")
            return [:]
        }
        var facts: [String: FactValue] = [:]
        facts.reserveCapacity(members.count)
        for member in members {
            switch member.value {
            case .integer(let number): facts[member.name] = .number(Double(number))
            case .number(let number): facts[member.name] = .number(number)
            case .flag(let flag): facts[member.name] = .flag(flag)
            case .text(let text) where text.isBlank: break
            case .text(let text) where text.count <= APILimits.factCharacters: facts[member.name] = .text(text)
            case .text: refuse("\(name).\(member.name)", "must have at most \(APILimits.factCharacters) characters")
            case .null: break
            case .list, .object:
                refuse("\(name).\(member.name)", "must be a number, a text, or true or false, not \(member.value.kind)")
            }
        }
        return facts
    }

    /// Ends the reading: members that were never asked for are refused.
    ///
    /// - Throws: ``Problem`` that names every field with a fault.
    mutating func finish() throws(Problem) {
        if members.count > known.count || members.contains(where: { !known.contains($0.name) }) {
            for member in members where !known.contains(member.name) {
                refuse(String(member.name.prefix(80)), "is not a field of this request", allowed: known)
            }
        }
        if !faults.isEmpty { throw .fields(faults) }
    }

    /// Ends the reading, and gives a value that was asked for as required.
    ///
    /// - Throws: ``Problem`` that names every field with a fault.
    mutating func finished<Value>(_ value: Value?, _ name: String) throws(Problem) -> Value {
        try finish()
        guard let value else { throw .notRead(name) }
        return value
    }
}
