/// How the scan gets over texts, which may hold anything that would mean something elsewhere.
extension YAMLScan {
    mutating func quoted(_ quote: UInt8) {
        let start = at
        let (startLine, startOfLine) = (line, lineStart)
        at += 1
        while at < bytes.count {
            let byte = bytes[at]
            if byte == .newline {
                newline()
                continue
            }
            at += 1
            if byte == .backslash, quote == .doubleQuote, at < bytes.count, bytes[at] != .newline {
                at += 1
            } else if byte == quote {
                guard quote == .singleQuote, at < bytes.count, bytes[at] == quote else {
                    isAtLineStart = false
                    return endQuoted(start: start, isOneLine: startLine == line)
                }
                at += 1
            }
        }
        (line, lineStart, at) = (startLine, startOfLine, start)
        refuse("the quote that opens here is never closed", "close it")
        isEnded = true
    }

    private mutating func endQuoted(start: Int, isOneLine: Bool) {
        count()
        keyAfterValue(isOneLine ? text(start + 1, at - 1) : nil, start: start)
    }

    /// Treats the value just read as a key when a colon follows.
    mutating func keyAfterValue(_ text: String?, start: Int) {
        var next = at
        while next < bytes.count, bytes[next] == .space { next += 1 }
        guard next < bytes.count, bytes[next] == .colon, isInFlow || isSpaceOrEnd(next + 1) else { return }
        at = next + 1
        if let text { key(text, start: start, startLine: line) }
    }

    mutating func plain() {
        let start = at
        count()
        while at < bytes.count, bytes[at] != .newline {
            let byte = bytes[at]
            if byte == .hash, isSpaceOrEnd(at - 1) { break }
            if isInFlow, byte.isFlowMark { break }
            if byte == .colon, isSpaceOrEnd(at + 1) || (isInFlow && bytes[at + 1].isFlowMark) {
                let key = text(start, at)
                if key == "<<" { refuseAt(start, "a merge key stands here", "write the keys out") }
                self.key(key, start: start, startLine: line)
                at += 1
                return
            }
            at += 1
        }
        at = max(at, start + 1)
    }

    /// Skips a text introduced by `|` or `>`: everything indented deeper than the map or list it belongs to.
    mutating func blockText() {
        count()
        let outer = open.last?.column ?? 0
        skipLine()
        while at < bytes.count {
            var end = at + 1
            while end < bytes.count, bytes[end] == .space { end += 1 }
            let indent = end - at - 1
            guard indent >= outer || isBlank(from: end) else { return }
            newline()
            skipLine()
        }
    }

    mutating func mark(_ byte: UInt8) {
        let (what, remedy) =
            switch byte {
            case .ampersand: ("a YAML anchor (`&`) stands here", "write the value out at each place")
            case .asterisk: ("a YAML alias (`*`) stands here", "write the value out, or put a text in quotes")
            default: ("a YAML tag (`!`) stands here", "remove it, or put a text in quotes")
            }
        refuse(what, remedy)
        while at < bytes.count, !isSpaceOrEnd(at), !bytes[at].isFlowMark { at += 1 }
    }
}
