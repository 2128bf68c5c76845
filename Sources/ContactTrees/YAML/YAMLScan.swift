/// Looks at the text of a YAML file before any value is built from it, so that nothing in it can cost more than
/// reading it once: refuses anchors, aliases, tags, merge keys, further documents, depth and size; finds duplicate keys.
///
/// It follows only what it needs of YAML's syntax: quotes, comments, block texts, braces, indentation. Whether the
/// text is YAML at all is for the parser to say.
struct YAMLScan {
    /// A list or map that is open at the current place.
    struct Open {
        enum Style { case blockMap, blockList, flowMap, flowList }

        var style: Style
        var column: Int
        var keys: [String: Int] = [:]
    }

    /// A key that its map has already.
    struct Duplicate {
        var key: String
        var place: Place
        /// The index of its first byte.
        var offset: Int
        var lineOfFirst: Int
    }

    let file: String
    let bytes: [UInt8]
    private(set) var faults: [Fault] = []
    private(set) var duplicates: [Duplicate] = []
    var at = 0
    private var line = 1
    private var lineStart = 0
    private var isAtLineStart = true
    private var open: [Open] = []
    private var nodes = 0
    private var isEnded = false

    init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
    }

    /// Scans to the end, or to the first fault after which nothing can be told.
    mutating func run() {
        while at < bytes.count, !isEnded, faults.count < ContactTreeLimits.refusalsInFile {
            step()
        }
    }

    private mutating func step() {
        let byte = bytes[at]
        if isAtLineStart, startLine() { return }
        switch byte {
        case .newline: newline()
        case .space, .tab, .carriageReturn: at += 1
        case .hash: skipLine()
        case .doubleQuote, .singleQuote: quoted(byte)
        case .openBrace, .openBracket: openFlow(byte)
        case .closeBrace, .closeBracket: closeFlow()
        case .comma where isInFlow: at += 1
        case .dash where !isInFlow && isIndicator: dash()
        case .question where isIndicator:
            refuse("a key is marked with `?`", "write `key: value`")
        case .colon where isIndicator: at += 1
        case .pipe where !isInFlow, .greater where !isInFlow: blockText()
        case .ampersand, .asterisk, .exclamation: mark(byte)
        default: plain()
        }
    }

    /// Handles what only the start of a line can hold; whether it consumed anything.
    private mutating func startLine() -> Bool {
        var end = at
        while end < bytes.count, bytes[end] == .space { end += 1 }
        guard end < bytes.count else {
            at = end
            return true
        }
        if bytes[end] == .tab, !isInFlow, !isBlank(from: end) {
            at = end
            refuse("the indentation holds a tab", "indent with spaces")
            isEnded = true
            return true
        }
        isAtLineStart = false
        if end > at {
            at = end
            return true
        }
        return documentMark()
    }

    private mutating func documentMark() -> Bool {
        if bytes[at] == .percent, open.isEmpty {
            refuse("a YAML directive stands here", "remove the line; the file needs none")
            isEnded = true
            return true
        }
        let isStart = hasPrefix("---")
        guard isStart || hasPrefix("..."), isSpaceOrEnd(at + 3) else { return false }
        if isStart, nodes == 0 {
            at += 3
            return true
        }
        let isFollowed = !isStart && !hasContent(after: at + 3)
        if !isFollowed {
            refuse("a second YAML document begins here", "keep one document in a file, or remove the line")
        }
        isEnded = true
        return true
    }

    private mutating func newline() {
        at += 1
        line += 1
        lineStart = at
        isAtLineStart = true
    }

    private mutating func skipLine() {
        while at < bytes.count, bytes[at] != .newline { at += 1 }
    }

    // MARK: Lists and maps

    private mutating func openFlow(_ byte: UInt8) {
        push(Open(style: byte == .openBrace ? .flowMap : .flowList, column: column(of: at)))
        at += 1
    }

    private mutating func closeFlow() {
        if isInFlow { open.removeLast() }
        at += 1
        keyAfterValue(nil, start: at)
    }

    private mutating func dash() {
        let column = column(of: at)
        while let last = open.last, last.column > column { open.removeLast() }
        if open.last?.style != .blockList || open.last?.column != column {
            push(Open(style: .blockList, column: column))
        }
        at += 1
    }

    private mutating func push(_ new: Open) {
        open.append(new)
        count()
        if open.count > ContactTreeLimits.depthOfYAML {
            refuse("lists and maps lie more than \(ContactTreeLimits.depthOfYAML) deep here", "flatten the file")
            isEnded = true
        }
    }

    private mutating func count() {
        nodes += 1
        if nodes > ContactTreeLimits.nodesInFile {
            refuse("the file holds more than \(ContactTreeLimits.nodesInFile) values", "split it over several units")
            isEnded = true
        }
    }

    private mutating func key(_ key: String, start: Int, startLine: Int) {
        let place = Place(file: file, line: startLine, column: column(of: start))
        if !isInFlow {
            while let last = open.last, (last.column, last.style == .blockList) > (place.column, false) {
                open.removeLast()
            }
            if open.last?.column != place.column { push(Open(style: .blockMap, column: place.column)) }
        }
        guard let last = open.indices.last, open[last].style != .flowList else { return }
        if let first = open[last].keys[key] {
            duplicates.append(Duplicate(key: key, place: place, offset: start, lineOfFirst: first))
        } else {
            open[last].keys[key] = startLine
        }
    }

    // MARK: Texts

    private mutating func quoted(_ quote: UInt8) {
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
    private mutating func keyAfterValue(_ text: String?, start: Int) {
        var next = at
        while next < bytes.count, bytes[next] == .space { next += 1 }
        guard next < bytes.count, bytes[next] == .colon, isInFlow || isSpaceOrEnd(next + 1) else { return }
        at = next + 1
        if let text { key(text, start: start, startLine: line) }
    }

    private mutating func plain() {
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
    private mutating func blockText() {
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

    private mutating func mark(_ byte: UInt8) {
        let (what, remedy) =
            switch byte {
            case .ampersand: ("a YAML anchor (`&`) stands here", "write the value out at each place")
            case .asterisk: ("a YAML alias (`*`) stands here", "write the value out, or put a text in quotes")
            default: ("a YAML tag (`!`) stands here", "remove it, or put a text in quotes")
            }
        refuse(what, remedy)
        while at < bytes.count, !isSpaceOrEnd(at), !bytes[at].isFlowMark { at += 1 }
    }

    // MARK: Places

    private var isInFlow: Bool { open.last?.style == .flowMap || open.last?.style == .flowList }

    /// Whether the byte here stands alone, as indicators do.
    private var isIndicator: Bool {
        isSpaceOrEnd(at + 1) || (isInFlow && bytes[at + 1].isFlowMark)
    }

    private func isSpaceOrEnd(_ index: Int) -> Bool {
        guard bytes.indices.contains(index) else { return true }
        return [.space, .tab, .newline, .carriageReturn].contains(bytes[index])
    }

    private func isBlank(from start: Int) -> Bool {
        let rest = bytes[start...].first { $0 != .space && $0 != .tab && $0 != .carriageReturn }
        return rest == nil || rest == .newline || rest == .hash
    }

    private func hasContent(after start: Int) -> Bool {
        bytes[min(start, bytes.count)...].contains { $0 > .space }
    }

    private func hasPrefix(_ text: StaticString) -> Bool {
        bytes[at...].starts(with: text.description.utf8)
    }

    private func text(_ start: Int, _ end: Int) -> String {
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        return String(text.reversed().drop { $0 == " " }.reversed())
    }

    /// Counted from 1 in characters as the parser counts them: Unicode scalars.
    private func column(of index: Int) -> Int {
        1 + bytes[lineStart..<max(lineStart, index)].count { $0 & 0xC0 != 0x80 }
    }

    private mutating func refuse(_ what: String, _ remedy: String) {
        refuseAt(at, what, remedy)
        at += 1
    }

    private mutating func refuseAt(_ index: Int, _ what: String, _ remedy: String) {
        faults.append(Fault(file: file, line: line, column: column(of: index), what: what, remedy: remedy))
    }
}
