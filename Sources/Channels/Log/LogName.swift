import Text

/// The name of a log as addresses write it: small letters, digits and hyphens; never a path.
struct LogName: Hashable, Sendable {
    let text: String

    init?(_ text: String) {
        let isName =
            (1...64).contains(text.utf8.count) && !text.hasPrefix("-") && !text.hasSuffix("-")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: byte == UInt8(ascii: "-")
                }
            }
        // The signed heads of the record lie beside the logs.
        guard isName, text + DataFile.logEnding != DataFile.signedHeads.name else { return nil }
        self.text = text
    }

    var fileName: String { text + DataFile.logEnding }
}
