package import Escalation
package import Text

extension Shift.Source {
    /// Which kind it is and what belongs to it, as members of a JSON object.
    package var members: [JSONValue.Member] {
        switch self {
        case .rotation(let number, let index):
            [
                .init("kind", .text("rotation")), .init("rotation", .integer(Int64(number))),
                .init("number", .integer(index)),
            ]
        case .member: [.init("kind", .text("member"))]
        case .added(let override): [.init("kind", .text("added")), .init("override", .text(override))]
        case .replacing(let person, let override):
            [
                .init("kind", .text("replacing")), .init("of", .text(person)), .init("override", .text(override)),
            ]
        }
    }
}
