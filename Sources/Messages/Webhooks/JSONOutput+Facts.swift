import Escalation
import Text

extension JSONOutput {
    /// Writes a text, or nothing.
    func optional(_ text: String?) {
        if let text { string(text) } else { null() }
    }

    /// Writes reported facts as an object, sorted by name; a number that JSON does not have is none.
    func facts(_ facts: [String: FactValue]) {
        let object = beginObject()
        for (name, fact) in facts.sorted(by: { $0.key < $1.key }) {
            member(name, at: object)
            switch fact {
            case .flag(let value): flag(value)
            case .number(let number) where number.isFinite: literal(fact.description)
            case .number: null()
            case .text(let text): string(CleanText.lines(text, limit: MessageLimits.bytesInFact))
            }
        }
        end(at: object)
    }
}
