import Foundation

/// Text of header fields that is not plain ASCII, as RFC 2047 writes it.
enum EncodedWords {
    /// Bytes of text in one word: 72 characters when encoded.
    private static let payload = 45

    /// The words, each at most 75 characters; no character is split.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var chunk: [UInt8] = []
        func flush() {
            guard !chunk.isEmpty else { return }
            words.append("=?UTF-8?B?\(Data(chunk).base64EncodedString())?=")
            chunk.removeAll(keepingCapacity: true)
        }
        for piece in pieces(cleaned(text)) {
            if chunk.count + piece.count > payload { flush() }
            chunk += piece
        }
        flush()
        return words
    }

    /// The text as it is when it needs no encoding and fits a line, else its words.
    static func unstructured(_ text: String) -> [String] {
        let text = cleaned(text)
        return isPlain(text, besides: "()<>@,;:\\\"/[]?.=") ? [text] : words(text)
    }

    /// The name before an address: atoms, or words.
    static func phrase(_ text: String) -> [String] {
        let text = cleaned(text)
        return isPlain(text, besides: "") ? [text] : words(text)
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
        guard text.unicodeScalars.contains(where: HarmfulScalars.contains) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(HarmfulScalars.contains(scalar) ? " " : scalar) }
        return String(result)
    }

    /// The bytes of each character; of one that is too long for a word, those of its scalars.
    private static func pieces(_ text: String) -> [[UInt8]] {
        text.flatMap { character in
            let bytes = Array(character.utf8)
            return bytes.count <= payload ? [bytes] : character.unicodeScalars.map { Array(String($0).utf8) }
        }
    }
}
