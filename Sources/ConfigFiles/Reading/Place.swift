/// A line and column of a file.
package struct Place: Hashable {
    package var file: String
    package var line: Int
    package var column: Int
    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// The place without its column, for pointing from one fault to another line.
    package var fileAndLine: String { "\(file):\(line)" }
}

extension Place {
    /// The place of a character of a text that begins here.
    ///
    /// - Parameters:
    ///   - offset: how many characters of the text stand before it.
    ///   - text: as it was read.
    ///   - span: how many characters it has in the file.
    /// - Returns: this place itself where the file writes the text with escapes or over several lines.
    package func moved(by offset: Int, in text: String, span: Int) -> Place {
        let quotes = span - text.unicodeScalars.count
        guard quotes == 0 || quotes == 2 else { return self }
        var place = self
        place.column += offset + quotes / 2
        return place
    }
}
