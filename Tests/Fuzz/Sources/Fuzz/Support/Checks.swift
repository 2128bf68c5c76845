import Foundation

/// What must never stand in what we write.
enum Checks {
    /// Whether nothing in the text acts on a terminal, forges a line or turns the writing direction.
    static func isHarmless(_ text: String, newline: Bool = false) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x0A: newline
            case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: false
            default: true
            }
        }
    }

    /// JSON that another parser reads too, without a raw control character.
    static func json(_ bytes: [UInt8], _ what: String) {
        demand(bytes.allSatisfy { $0 >= 0x20 }, "\(what): a raw control character")
        let read = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        demand(read != nil, "\(what): not JSON: \(String(decoding: bytes, as: UTF8.self))")
    }
}
