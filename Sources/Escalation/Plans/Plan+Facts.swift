/// What is wrong with one reported fact.
package struct FactFault: Error, Hashable, Sendable {
    /// The name of the field.
    package var field: String
    /// What is wrong, and what may stand there.
    package var what: String
}

extension Plan {
    /// Checks reported facts against the fields of the plan; missing ones are no fault.
    package func faults(in facts: [String: FactValue]) -> [FactFault] {
        facts.sorted { $0.key < $1.key }.compactMap { name, value in
            guard let field = fields.first(where: { $0.name == name }) else {
                let known = fields.isEmpty ? "none" : fields.map(\.name).joined(separator: ", ")
                return FactFault(field: name, what: "the plan \(self.name) has no such field; its fields: \(known)")
            }
            return field.accepts(value) ? nil : FactFault(field: name, what: "must be \(field.expectation)")
        }
    }
}
