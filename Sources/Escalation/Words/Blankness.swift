extension String {
    /// Whether a reader sees nothing of this text: spaces of all kinds, controls, marks of the writing direction, joiners and
    /// other characters without ink, and marks that combine with a letter that is not there.
    ///
    /// Such a text says nothing, wherever somebody has to read it.
    package var isBlank: Bool {
        // Nearly every text begins with a letter or a digit; its bytes alone tell so.
        if let first = utf8.first, (0x21...0x7E).contains(first) { return false }
        return !unicodeScalars.contains(where: Self.hasInk)
    }

    private static func hasInk(_ scalar: Unicode.Scalar) -> Bool {
        // The Chinese characters, with which most texts here begin, need no look into a table.
        if (0x4E00...0x9FFF).contains(scalar.value) { return true }
        let properties = scalar.properties
        // Among them the fillers of Hangul, which count as letters, and the variation selectors.
        if properties.isWhitespace || properties.isDefaultIgnorableCodePoint { return false }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .spaceSeparator, .lineSeparator, .paragraphSeparator: return false
        case .nonspacingMark, .spacingMark, .enclosingMark: return false
        // What this Unicode does not know yet may be a new sign, save those that never will be one.
        case .unassigned: return !properties.isNoncharacterCodePoint
        default: return !blankSigns.contains(scalar.value)
        }
    }

    /// Letters and signs that are drawn as nothing: the empty Braille cell, the musical null notehead, the blanks of Egyptian.
    private static let blankSigns: Set<UInt32> = [0x2800, 0x1D159, 0x13441, 0x13442]
}
