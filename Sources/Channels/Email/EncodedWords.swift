import Foundation
import Text

/// Text of header fields that is not plain ASCII, as RFC 2047 writes it.
enum EncodedWords {
    private static let opening = "=?UTF-8?B?"
    private static let closing = "?="

    /// Bytes of text in a word that starts after `used` characters of its line: 45 at most, of a word of 75 characters
    /// (RFC 2047, 2); base64 makes four characters of three bytes.
    private static func payload(after used: Int) -> Int {
        let room = min(MailHeaders.lineLength - used, 75) - opening.utf8.count - closing.utf8.count
        return room / 4 * 3
    }

    /// The words, of which the first follows the field's name on its line.
    ///
    /// No word is longer than its line has room, and no character is split over two words unless it alone is too long.
    private static func words(_ text: String, of field: String) -> [String] {
        var words: [String] = []
        var chunk: [UInt8] = []
        var limit = payload(after: field.utf8.count + 2)
        func flush() {
            guard !chunk.isEmpty else { return }
            words.append(opening + Data(chunk).base64EncodedString() + closing)
            chunk.removeAll(keepingCapacity: true)
            limit = payload(after: 1)
        }
        for character in text {
            let bytes = Array(character.utf8)
            if chunk.count + bytes.count > limit { flush() }
            if bytes.count <= limit {
                chunk += bytes
                continue
            }
            for scalar in character.unicodeScalars {
                let bytes = Array(String(scalar).utf8)
                if chunk.count + bytes.count > limit { flush() }
                chunk += bytes
            }
        }
        flush()
        return words
    }

    /// The value of a field of free text: as it is when it needs no encoding and fits the line, else its words.
    static func unstructured(_ text: String, of field: String) -> [String] {
        let text = cleaned(text)
        return isPlain(text, besides: "()<>@,;:\\\"/[]?.=") ? [text] : words(text, of: field)
    }

    /// The name before an address in a field: atoms, or words.
    static func phrase(_ text: String, of field: String) -> [String] {
        let text = cleaned(text)
        return isPlain(text, besides: "") ? [text] : words(text, of: field)
    }

    /// Whether `text` is short printable ASCII without a look of encoding, and of RFC 5322's specials only those listed.
    private static func isPlain(_ text: String, besides specials: String) -> Bool {
        let isSafe = text.utf8.allSatisfy { byte in
            guard (0x20...0x7E).contains(byte) else { return false }
            return !"()<>@,;:\\\"/[]?.=".utf8.contains(byte) || specials.utf8.contains(byte)
        }
        return isSafe && (1...65).contains(text.utf8.count) && !text.contains("=?") && !text.contains("  ")
            && !text.hasPrefix(" ") && !text.hasSuffix(" ")
    }

    /// What a line break or a control character could do after decoding is not left to the reader's program.
    private static func cleaned(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: HarmfulScalar.contains) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(HarmfulScalar.contains(scalar) ? " " : scalar) }
        return String(result)
    }
}
