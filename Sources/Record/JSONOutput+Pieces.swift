import Escalation
import Text

/// The pieces of which entries of the record are written.
extension JSONOutput {
    func general(_ value: some Encodable) throws {
        try self.value(value)
        unwind(to: 0)
    }

    func list<Element>(_ elements: [Element], of write: (Element) throws -> Void) rethrows {
        literal("[")
        for (index, element) in elements.enumerated() {
            if index > 0 { literal(",") }
            try write(element)
        }
        literal("]")
    }

    func optional(_ name: String, _ value: String?) {
        guard let value else { return }
        literal(name)
        string(value)
    }

    func optional(_ name: String, _ value: LocalizedText?) {
        guard let value else { return }
        literal(name)
        if let plain = value.plain { return string(plain) }
        literal("{")
        for (index, (tag, text)) in value.sorted.enumerated() {
            if index > 0 { literal(",") }
            string(tag)
            literal(":")
            string(text)
        }
        literal("}")
    }

    func optional(_ name: String, _ value: Int64?) {
        guard let value else { return }
        literal(name)
        integer(value)
    }
}
