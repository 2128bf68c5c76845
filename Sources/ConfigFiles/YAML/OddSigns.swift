import LibYAML

/// Finds signs that stand where one of YAML's is meant, in a text that makes no sense to the parser, or another sense.
struct OddSigns {
    private static let dashes: Set<Unicode.Scalar> = ["‐", "‑", "‒", "–", "—", "―", "−", "－", "﹣", "•"]
    private static let openings: Set<Unicode.Scalar> = ["｛", "［", "“", "‘", "„", "‟", "＂", "＇", "«"]
    private static let inFlow: Set<Unicode.Scalar> = ["，", "、", "｝", "］", "：", "，", "､"]
    private static let colons: Set<Unicode.Scalar> = ["：", "﹕", "︓", "∶", "꞉", "ː"]
    /// So many lines above the place are looked at.
    private static let linesAbove = 100

    private let lines: [[Unicode.Scalar]]

    init(_ text: YAMLSource) {
        lines = String(decoding: text.bytes, as: UTF8.self).unicodeScalars.split(
            separator: "\n",
            omittingEmptySubsequences: false
        ).map(Array.init)
    }

    /// The sign by which the parser was led astray.
    ///
    /// - Parameter failure: where it stopped, and in what.
    /// - Returns: the sign with its place; `nil` when there is none.
    func cause(of failure: YAMLFailure) -> (YAMLMark, LookAlike)? {
        let (last, first) = (failure.mark.line, failure.contextMark.line)
        switch failure.context {
        case "while scanning a quoted scalar":
            return quote(in: first, behind: failure.contextMark.column)
        case "while parsing a flow mapping", "while parsing a flow sequence":
            for line in first...max(first, min(last, first + Self.linesAbove)) {
                let start = line == first ? failure.contextMark.column - 1 : 0
                if let found = sign(in: line, from: start, isFlow: true) { return found }
            }
            return nil
        case "while scanning a simple key":
            if let found = sign(in: first, from: 0, isFlow: false) { return found }
        default: break
        }
        return sign(in: last, from: 0, isFlow: false) ?? above(last)
    }

    /// A sign at the beginning of a line above, as far up as the line belongs to the same part of the file.
    private func above(_ last: Int) -> (YAMLMark, LookAlike)? {
        let indentation = indentation(of: last)
        for line in stride(from: last - 1, through: max(1, last - Self.linesAbove), by: -1) {
            if let found = beginning(of: line) { return found }
            guard let own = self.indentation(of: line), let indentation else { continue }
            if own < indentation { return nil }
        }
        return nil
    }

    private func indentation(of line: Int) -> Int? {
        guard lines.indices.contains(line - 1) else { return nil }
        return lines[line - 1].firstIndex { $0 != " " && $0 != "\r" }
    }

    // MARK: In a line

    private func found(_ line: Int, _ offset: Int) -> (YAMLMark, LookAlike)? {
        let scalar = lines[line - 1][offset]
        guard let meant = Self.dashes.contains(scalar) ? "-" : LookAlike.ascii(like: scalar) else { return nil }
        let mark = YAMLMark(index: 0, line: line, column: offset + 1)
        return (mark, LookAlike(scalar: scalar, offset: 0, meant: meant))
    }

    /// What stands at the beginning of a line in place of an indentation, a dash, a key's colon, a quote or a brace.
    private func beginning(of line: Int) -> (YAMLMark, LookAlike)? {
        guard lines.indices.contains(line - 1) else { return nil }
        return token(in: line, at: 0)
    }

    /// The same of what begins at `offset`.
    private func token(in line: Int, at offset: Int) -> (YAMLMark, LookAlike)? {
        let text = lines[line - 1]
        var offset = offset
        while offset < text.count, text[offset] == " " { offset += 1 }
        while offset + 1 < text.count, text[offset] == "-", text[offset + 1] == " " {
            offset += 2
            while offset < text.count, text[offset] == " " { offset += 1 }
        }
        guard offset < text.count else { return nil }
        let first = text[offset]
        if Self.openings.contains(first) || first == "＃" || Self.isBlank(first) { return found(line, offset) }
        if Self.dashes.contains(first), offset + 1 == text.count || Self.isSpace(text[offset + 1]) {
            return found(line, offset)
        }
        var end = offset
        while end < text.count, Self.isWord(text[end]) { end += 1 }
        var colon = end
        while colon < text.count, text[colon] == " " { colon += 1 }
        guard end > offset, colon < text.count else { return nil }
        if Self.colons.contains(text[colon]) { return found(line, colon) }
        let isKey = text[end] == ":" && end + 1 < text.count
        return isKey && Self.isBlank(text[end + 1]) ? found(line, end + 1) : nil
    }

    /// The first sign in a line, outside of quotes and comments.
    private func sign(in line: Int, from start: Int, isFlow: Bool) -> (YAMLMark, LookAlike)? {
        guard lines.indices.contains(line - 1) else { return nil }
        let text = lines[line - 1]
        if start == 0, let found = token(in: line, at: 0) { return found }
        var quote: Unicode.Scalar?
        var depth = isFlow ? 1 : 0
        for offset in text.indices.dropFirst(start) {
            let scalar = text[offset]
            if let open = quote {
                if scalar == open { quote = nil }
                continue
            }
            let before = offset > 0 ? text[offset - 1] : " "
            switch scalar {
            case "\"", "'": if " {[,:".unicodeScalars.contains(before) { quote = scalar }
            case "#" where before == " ": return nil
            case "{", "[":
                depth += 1
                if let found = token(in: line, at: offset + 1) { return found }
            case "}", "]": depth = max(isFlow ? 1 : 0, depth - 1)
            case ",", ":":
                let isSign = offset + 1 < text.count && (depth > 0 || text[offset + 1] == " ")
                if isSign, depth > 0 || scalar == ":", let found = token(in: line, at: offset + 1) { return found }
            default: if depth > 0, Self.inFlow.contains(scalar) { return found(line, offset) }
            }
        }
        return nil
    }

    /// A quote of print behind one that is never closed.
    private func quote(in line: Int, behind column: Int) -> (YAMLMark, LookAlike)? {
        guard lines.indices.contains(line - 1) else { return nil }
        let text = lines[line - 1]
        let opening = text.indices.contains(column - 1) ? text[column - 1] : " "
        let offset = text.indices.dropFirst(column).last { LookAlike.ascii(like: text[$0]) == String(opening) }
        return offset.flatMap { found(line, $0) }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", "/", ".", "?": true
        default: false
        }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || isBlank(scalar) }

    /// Whether somebody sees nothing, or a space, that is none to YAML.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII && [" ", ""].contains(LookAlike.ascii(like: scalar))
    }

    // MARK: Texts

    /// A sign in a text without quotes that makes another text of it than was meant.
    ///
    /// - Parameters:
    ///   - text: as it was read.
    ///   - isInList: whether it stands between `[` and `]`.
    ///   - isInMap: whether it stands between `{` and `}`.
    /// - Returns: the sign, with how many characters of the text stand before it.
    static func sign(in text: String, isInList: Bool, isInMap: Bool) -> LookAlike? {
        let scalars = Array(text.unicodeScalars)
        guard let first = scalars.first, let last = scalars.last, scalars.contains(where: { !$0.isASCII }) else {
            return nil
        }
        func alike(_ offset: Int, _ meant: String) -> LookAlike {
            LookAlike(scalar: scalars[offset], offset: offset, meant: meant)
        }
        if scalars.count > 1,
            let close = LookAlike.ascii(like: last) ?? (last == "\"" || last == "'" ? String(last) : nil),
            openings.contains(first), let open = LookAlike.ascii(like: first),
            [["\"", "\""], ["'", "'"], ["{", "}"], ["[", "]"]].contains([open, close]),
            !scalars.dropFirst().dropLast().contains(where: { $0 == last || $0 == first })
        {
            return alike(0, open)
        }
        for (offset, scalar) in scalars.enumerated() {
            let next = offset + 1 < scalars.count ? scalars[offset + 1] : " "
            if scalar == "＃", offset > 0, scalars[offset - 1] == " ", next == " " { return alike(offset, "#") }
            guard scalar == "，" || scalar == "､" else { continue }
            if isInList || (isInMap && isKey(scalars[(offset + 1)...])) { return alike(offset, ",") }
        }
        return nil
    }

    /// Whether a word with a colon of any kind begins here.
    private static func isKey(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        let rest = scalars.drop { $0 == " " }
        let behind = rest.drop(while: isWord)
        guard behind.startIndex > rest.startIndex, let sign = behind.first else { return false }
        return sign == ":" || colons.contains(sign)
    }

    /// A key with a colon that is none at the beginning of a line that goes on with a text.
    ///
    /// - Parameters:
    ///   - first: the line on which the text begins.
    ///   - last: its last line.
    /// - Returns: where it stands and the sign that is none.
    func key(below first: Int, to last: Int) -> (YAMLMark, LookAlike)? {
        guard first < last else { return nil }
        for line in (first + 1)...min(last, first + Self.linesAbove) {
            guard let found = beginning(of: line), Self.colons.contains(found.1.scalar) else { continue }
            let key = lines[line - 1].prefix(found.0.column - 1).filter { $0 != " " }
            if key.allSatisfy({ !("A"..."Z").contains($0) }) || String(String.UnicodeScalarView(key)) == "zh-Hans" {
                return found
            }
        }
        return nil
    }
}
