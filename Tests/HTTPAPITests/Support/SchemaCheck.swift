import Dispatching
import HTTPAPI
import Messages
import Text

/// Holds values against the schemas of the API's own description: as JSON Schema has it, and stricter, since a member of which
/// the schema says nothing is a fault.
struct SchemaCheck {
    let document: JSONValue

    /// What does not fit, with its place; nothing when all does.
    func faults(of value: JSONValue, in schema: JSONValue, at place: String = "$") -> [String] {
        var faults: [String] = []
        if let name = schema["$ref"].string?.split(separator: "/").last {
            faults += self.faults(of: value, in: document["components"]["schemas"][String(name)], at: place)
        }
        guard case .object(let rules) = schema else { return faults + ["\(place): there is no schema for it"] }
        for rule in rules {
            switch rule.name {
            case "type": if !isOf(rule.value, value) { faults.append("\(place): \(value) is no \(rule.value)") }
            case "enum":
                if !rule.value.elements.contains(value) { faults.append("\(place): \(value) is none of \(rule.value)") }
            case "oneOf":
                let all = rule.value.elements.map { self.faults(of: value, in: $0, at: place) }
                if all.count(where: \.isEmpty) != 1 { faults += ["\(place): not one of several"] + all.joined() }
            case "pattern":
                if !fits(value, rule.value) { faults.append("\(place): \(value) does not fit \(rule.value)") }
            case "format": if !isMoment(value) { faults.append("\(place): \(value) is no \(rule.value)") }
            case "items":
                for (index, element) in value.elements.enumerated() {
                    faults += self.faults(of: element, in: rule.value, at: "\(place)[\(index)]")
                }
            case "required":
                for name in rule.value.elements.compactMap(\.string) where value.member(name) == nil {
                    faults.append("\(place): \(name) is missing")
                }
            case "properties", "additionalProperties": break
            case "$ref", "description": break
            case "maxLength", "minItems", "maxItems": break
            default: faults.append("\(place): the check does not know \(rule.name)")
            }
        }
        return faults + strangers(of: value, in: schema, at: place)
    }

    private func strangers(of value: JSONValue, in schema: JSONValue, at place: String) -> [String] {
        guard case .object(let members) = value else { return [] }
        return members.flatMap { member -> [String] in
            let at = place + "." + member.name
            if let known = schema["properties"].member(member.name) {
                return faults(of: member.value, in: known, at: at)
            }
            switch schema["additionalProperties"] {
            case .flag(true): return []
            case .object: return faults(of: member.value, in: schema["additionalProperties"], at: at)
            default: return schema["type"] == .text("object") ? ["\(at): the schema does not know it"] : []
            }
        }
    }

    private func isOf(_ type: JSONValue, _ value: JSONValue) -> Bool {
        if case .list(let types) = type { return types.contains { isOf($0, value) } }
        switch (type.string, value) {
        case ("object", .object), ("array", .list), ("string", .text), ("boolean", .flag), ("null", .null): return true
        case ("integer", .integer), ("number", .integer), ("number", .number): return true
        default: return false
        }
    }

    private func fits(_ value: JSONValue, _ pattern: JSONValue) -> Bool {
        guard let text = value.string, let regex = try? Regex(pattern.string ?? "(") else { return false }
        return text.contains(regex)
    }

    private func isMoment(_ value: JSONValue) -> Bool {
        guard let text = value.string else { return value == .null }
        return RFC3339.moment(text) != nil
    }
}

extension JSONValue {
    func member(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }
}
