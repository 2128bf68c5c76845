/// A document for calendars (iCalendar, RFC 5545), written line by line.
package struct CalendarText {
    /// Bytes of a line without its end; what is longer goes on in the next (RFC 5545 §3.1).
    private static let bytesInLine = 75

    /// Everything that was written.
    package private(set) var text = ""

    package init() {}

    /// Writes a property whose value has the form that its type wants.
    ///
    /// - Parameters:
    ///   - property: its name, with its parameters.
    ///   - value: as it stands in the document.
    package mutating func add(_ property: String, _ value: String) {
        let scalars = (property + ":" + value).unicodeScalars.filter { !HarmfulScalar.contains($0) }
        var count = 0
        for character in String(String.UnicodeScalarView(scalars)) {
            // What people see as one character stays together, unless it would fill a line by itself.
            let pieces =
                character.utf8.count < Self.bytesInLine
                ? [String(character)] : character.unicodeScalars.map { String($0) }
            for piece in pieces {
                if count + piece.utf8.count > Self.bytesInLine {
                    text += "\r\n "
                    count = 1
                }
                text += piece
                count += piece.utf8.count
            }
        }
        text += "\r\n"
    }

    /// Writes a property whose value is a text: marks that mean something to the reader are escaped.
    ///
    /// - Parameters:
    ///   - property: its name, with its parameters.
    ///   - value: any text.
    package mutating func add(_ property: String, text value: String) {
        var written = ""
        for scalar in value.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar {
            case "\\", ";", ",":
                written += "\\"
                written.unicodeScalars.append(scalar)
            case "\n", "\r": written += "\\n"
            default: written.unicodeScalars.append(scalar)
            }
        }
        add(property, written)
    }

    /// Writes a property whose value is a moment, in UTC.
    ///
    /// - Parameters:
    ///   - property: its name, with its parameters.
    ///   - seconds: since 1970-01-01T00:00:00Z.
    package mutating func add(_ property: String, moment seconds: Int64) {
        add(property, Self.moment(seconds))
    }

    /// A moment as the document has it, such as `20261201T003000Z`.
    ///
    /// - Parameter seconds: since 1970-01-01T00:00:00Z.
    /// - Returns: the moment in UTC.
    package static func moment(_ seconds: Int64) -> String {
        RFC3339.text(milliseconds: seconds * 1_000, fraction: .never).filter { $0 != "-" && $0 != ":" }
    }
}
