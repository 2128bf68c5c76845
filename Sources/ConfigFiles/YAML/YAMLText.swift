/// The bytes of a file as text, or the first thing in them that is not text.
enum YAMLText {
    /// The text without a byte order mark, or nothing when it holds invalid UTF-8 or a control character.
    static func bytes(of file: String, content: [UInt8], log: FaultLog) -> [UInt8]? {
        let bytes = TextEncoding.withoutMark(content)
        if let encoding = TextEncoding.foreign(bytes) {
            log.add(Place(file: file, line: 1, column: 1), "the file is \(encoding), not UTF-8", TextEncoding.remedy)
            return nil
        }
        var place = Place(file: file, line: 1, column: 1)
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var before: Unicode.Scalar?
        while true {
            switch decoder.decode(&iterator) {
            case .emptyInput: return bytes
            case .error:
                log.add(place, "the file is not valid UTF-8 here", TextEncoding.remedy)
                return nil
            case .scalarValue(let scalar):
                if before == "\r", scalar != "\n" || isRefused(scalar) {
                    log.add(place, "a line ends in an odd way here", "save the file with Unix line endings")
                    return nil
                }
                if isRefused(scalar) {
                    let remedy = scalar.properties.generalCategory == .control ? "remove it" : Spelling.unseenRemedy
                    log.add(place, "\(LookAlike.named(scalar)) stands here", remedy)
                    return nil
                }
                place.advance(over: scalar)
                before = scalar
            }
        }
    }

    /// Control characters, and what the parser would take for the end of a line.
    private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n", "\r", "\t": false
        default:
            scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
                || [0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF].contains(scalar.value)
        }
    }
}

extension Place {
    fileprivate mutating func advance(over scalar: Unicode.Scalar) {
        if scalar == "\n" {
            line += 1
            column = 1
        } else {
            column += 1
        }
    }
}
