/// A piece of HTML: what is written in the source stands as it is, what is put in is escaped.
package struct HTML: ExpressibleByStringInterpolation, Sendable {
    package private(set) var text: String

    package static let nothing = HTML(stringLiteral: "")

    package init(stringLiteral text: String) {
        self.text = text
    }

    package init(stringInterpolation pieces: Pieces) {
        text = pieces.text
    }

    package struct Pieces: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        package mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        package mutating func appendInterpolation(_ value: String) {
            HTML.escape(value, into: &text)
        }

        package mutating func appendInterpolation(_ html: HTML) {
            text += html.text
        }

        package mutating func appendInterpolation(_ list: [HTML]) {
            for html in list { text += html.text }
        }
    }

    /// Escapes for text and for attributes in quotation marks; characters that act or turn the writing direction are dropped.
    private static func escape(_ value: String, into text: inout String) {
        for scalar in value.unicodeScalars {
            switch scalar.value {
            case 0x26: text += "&amp;"
            case 0x3C: text += "&lt;"
            case 0x3E: text += "&gt;"
            case 0x22: text += "&quot;"
            case 0x27: text += "&#39;"
            case 0x0A: text += "\n"
            case 0x09, 0x0D, 0x2028, 0x2029: text += " "
            case 0..<0x20, 0x7F..<0xA0: break
            case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: break
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
