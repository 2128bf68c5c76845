/// The bytes that mean something in YAML.
extension UInt8 {
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let tab = UInt8(ascii: "\t")
    static let hash = UInt8(ascii: "#")
    static let doubleQuote = UInt8(ascii: "\"")
    static let singleQuote = UInt8(ascii: "'")
    static let backslash = UInt8(ascii: "\\")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let comma = UInt8(ascii: ",")
    static let dash = UInt8(ascii: "-")
    static let question = UInt8(ascii: "?")
    static let colon = UInt8(ascii: ":")
    static let pipe = UInt8(ascii: "|")
    static let greater = UInt8(ascii: ">")
    static let ampersand = UInt8(ascii: "&")
    static let asterisk = UInt8(ascii: "*")
    static let exclamation = UInt8(ascii: "!")
    static let percent = UInt8(ascii: "%")

    /// Whether the byte ends a plain text between braces or brackets.
    var isFlowMark: Bool {
        switch self {
        case .comma, .openBrace, .closeBrace, .openBracket, .closeBracket: true
        default: false
        }
    }
}
