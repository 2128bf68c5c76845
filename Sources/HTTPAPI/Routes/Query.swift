import Escalation
import Text

/// Reads the query of a request, name by name, as strictly as a body.
struct Query {
    private var values: [String: String] = [:]
    private var known: [String] = []
    private(set) var faults: [FieldFault] = []

    /// - Parameter path: path and query as the request has them.
    init(path: String) {
        guard let mark = path.firstIndex(of: "?") else { return }
        for (written, pair) in FormText.pairs(path[path.index(after: mark)...]) {
            guard let pair else {
                refuse(String(written.prefix(40)), "is not UTF-8 in percent encoding")
                continue
            }
            let isTwice = values.updateValue(pair.value, forKey: pair.name) != nil
            if isTwice { refuse(String(pair.name.prefix(40)), "is there twice") }
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

    /// A moment, RFC 3339.
    mutating func moment(_ name: String) -> Timestamp? {
        guard let text = text(name) else { return nil }
        if let milliseconds = RFC3339.milliseconds(of: text) { return Timestamp(milliseconds: milliseconds) }
        refuse(name, "must be a time such as 2026-11-21T03:20:00+08:00 (RFC 3339)")
        return nil
    }

    /// An incident, by its name or number.
    mutating func incident(_ name: String, in names: IncidentNames) -> IncidentID? {
        guard let text = text(name) else { return nil }
        if let id = names.id(text) { return id }
        refuse(name, "must be an incident such as \(names.newest)-7")
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
