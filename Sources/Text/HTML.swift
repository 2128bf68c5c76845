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

        /// A text that was cleaned already, and in which marks of the writing direction are ours.
        package mutating func appendInterpolation(clean value: String) {
            HTML.escape(value, into: &text, dropsHarmful: false)
        }

        package mutating func appendInterpolation(_ html: HTML) {
            text += html.text
        }

        package mutating func appendInterpolation(_ list: [HTML]) {
            for html in list { text += html.text }
        }
    }

    /// Escapes for text and for attributes in quotation marks; characters that act or turn the writing direction are dropped.
    private static func escape(_ value: String, into text: inout String, dropsHarmful: Bool = true) {
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            default:
                switch dropsHarmful ? HarmfulScalar(scalar) : nil {
                case .lineEnd: text += scalar == "\n" ? "\n" : " "
                case .gap: text += " "
                case .control, .direction, .mark: break
                case nil: text.unicodeScalars.append(scalar)
                }
            }
        }
    }
}
