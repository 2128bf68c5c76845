/// The bytes of a file as text, or the first thing in them that is not text.
enum YAMLText {
    /// The text without a byte order mark; `nil` when it holds invalid UTF-8 or a control character, which is reported.
    static func bytes(of file: String, content: [UInt8], log: FaultLog) -> [UInt8]? {
        var bytes = content
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        var place = Place(file: file, line: 1, column: 1)
        guard String(validating: bytes, as: UTF8.self) != nil else {
            var decoder = UTF8()
            var iterator = bytes.makeIterator()
            while case .scalarValue(let scalar) = decoder.decode(&iterator) {
                place.advance(over: scalar)
            }
            log.add(place, "the file is not valid UTF-8 here", "save it as UTF-8")
            return nil
        }
        if let index = bytes.firstIndex(where: isControl) {
            for scalar in String(decoding: bytes[..<index], as: UTF8.self).unicodeScalars {
                place.advance(over: scalar)
            }
            log.add(place, "a control character (byte \(bytes[index])) stands here", "remove it")
            return nil
        }
        return bytes
    }

    private static func isControl(_ byte: UInt8) -> Bool {
        (byte < 0x20 && byte != .newline && byte != .tab && byte != .carriageReturn) || byte == 0x7F
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
