package import Escalation

/// That a person is absent for some time.
package struct AbsentSpan: Hashable, Sendable {
    /// The name of its file.
    package var name: String
    /// The unit of its file; empty where it is of no file.
    package var unit: UnitPath
    package var person: PersonID
    package var span: Span
    /// Who stands in, in order.
    package var deputies: [PersonID]

    /// - Parameters:
    ///   - name: the name of its file.
    ///   - unit: the unit of its file.
    ///   - person: who is absent.
    ///   - span: for how long.
    ///   - deputies: who stands in, in order.
    package init(name: String, unit: UnitPath = "", person: PersonID, span: Span, deputies: [PersonID] = []) {
        self.name = name
        self.unit = unit
        self.person = person
        self.span = span
        self.deputies = deputies
    }
}
