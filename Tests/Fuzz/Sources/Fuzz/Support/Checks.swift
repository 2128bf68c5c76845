import Foundation
import Text

/// What must never stand in what we write.
enum Checks {
    /// Whether nothing in the text acts on a terminal, forges a line or turns the writing direction.
    static func isHarmless(_ text: String, newline: Bool = false) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            !HarmfulScalar.contains(scalar) || newline && scalar == "\n"
        }
    }

    /// JSON that another parser reads too, without a raw control character.
    static func json(_ bytes: [UInt8], _ what: String) {
        demand(bytes.allSatisfy { $0 >= 0x20 }, "\(what): a raw control character")
        let read = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        demand(read != nil, "\(what): not JSON: \(String(decoding: bytes, as: UTF8.self))")
    }
}
