import Text

/// A text for each character of the one list of harmful ones: whoever shows a text says there what becomes of it.
package enum HarmfulTexts {
    /// The characters themselves.
    package static let scalars: [Unicode.Scalar] = (0...0x10FFFF).compactMap { Unicode.Scalar($0) }
        .filter { HarmfulScalar.contains($0) }

    /// - Returns: the harmful characters that are still in `text`, but those in `besides`.
    package static func left(in text: String, besides: [Unicode.Scalar] = []) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { HarmfulScalar.contains($0) && !besides.contains($0) }
    }
}
