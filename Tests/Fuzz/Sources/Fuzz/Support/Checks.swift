import Foundation
import Text

/// What must never stand in what we write.
enum Checks {
    /// Whether nothing in the text acts on a terminal, forges a line or turns the writing direction.
    ///
    /// - Parameters:
    ///   - text: what we wrote.
    ///   - newline: whether it may have several lines.
    ///   - isolates: whether values that run from right to left may stand in isolates, each closed within its line.
    /// - Returns: `true` for such a text.
    static func isHarmless(_ text: String, newline: Bool = false, isolates: Bool = false) -> Bool {
        var open = 0
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "\u{2068}" where isolates: open += 1
            case "\u{2069}" where isolates: open -= 1
            case "\n" where newline: return open == 0
            default: return !HarmfulScalar.contains(scalar)
            }
            return (0...1).contains(open)
        } && open == 0
    }

    /// JSON that another parser reads too, without a raw control character.
    static func json(_ bytes: [UInt8], _ what: String) {
        demand(bytes.allSatisfy { $0 >= 0x20 }, "\(what): a raw control character")
        let read = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        demand(read != nil, "\(what): not JSON: \(String(decoding: bytes, as: UTF8.self))")
    }
}
