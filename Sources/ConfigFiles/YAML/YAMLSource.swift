import LibYAML

/// The text that is read, for what libyaml does not say of it.
struct YAMLSource {
    /// A place that only moves on.
    struct Cursor {
        var byte = 0
        var mark = YAMLMark(index: 0, line: 1, column: 1)
    }

    let bytes: [UInt8]
    var start: Cursor { Cursor() }

    /// The character at a place; `nil` at the end.
    func character(at mark: YAMLMark) -> Unicode.Scalar? {
        var line = 1
        var byte = 0
        while line < mark.line, let next = bytes[byte...].firstIndex(of: 0x0A) {
            line += 1
            byte = next + 1
        }
        // libyaml counts the end of a file that ends amid a line as a line of its own.
        guard line == mark.line else { return nil }
        return String(decoding: bytes[byte...].prefix(4 * mark.column), as: UTF8.self).unicodeScalars
            .dropFirst(mark.column - 1).first
    }

    /// Where a `?` stands between two places that hold no values, comments aside.
    func questionMark(from first: Int, to last: Int, _ cursor: inout Cursor) -> YAMLMark? {
        while cursor.mark.index < first, cursor.byte < bytes.count { advance(&cursor) }
        var isComment = false
        while cursor.mark.index < last, cursor.byte < bytes.count {
            switch bytes[cursor.byte] {
            case UInt8(ascii: "#"): isComment = true
            case UInt8(ascii: "\n"): isComment = false
            case UInt8(ascii: "?") where !isComment: return cursor.mark
            default: break
            }
            advance(&cursor)
        }
        return nil
    }

    private func advance(_ cursor: inout Cursor) {
        let isEnd = bytes[cursor.byte] == UInt8(ascii: "\n")
        cursor.byte += 1
        while cursor.byte < bytes.count, bytes[cursor.byte] & 0xC0 == 0x80 { cursor.byte += 1 }
        cursor.mark.index += 1
        cursor.mark.line += isEnd ? 1 : 0
        cursor.mark.column = isEnd ? 1 : cursor.mark.column + 1
    }
}
