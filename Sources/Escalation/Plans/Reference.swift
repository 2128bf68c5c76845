/// A name of a group or a person as a plan writes it: `duty`, `../leaders`, `/riverside-town/leaders`, `../office?`.
package struct Reference: Hashable, Codable, Sendable {
    /// The name without the trailing question mark.
    package var name: String
    /// A name that need not exist for every unit that inherits the plan.
    package var isOptional: Bool

    package init(name: String, isOptional: Bool = false) {
        self.name = name
        self.isOptional = isOptional
    }

    /// Reads the written form; a trailing `?` marks an optional name.
    package init(_ written: String) {
        isOptional = written.hasSuffix("?")
        name = isOptional ? String(written.dropLast()) : written
    }

    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Reference: CustomStringConvertible {
    package var description: String { isOptional ? name + "?" : name }
}
