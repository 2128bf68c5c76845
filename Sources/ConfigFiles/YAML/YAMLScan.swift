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
    var line = 1
    var lineStart = 0
    var isAtLineStart = true
    private(set) var open: [Open] = []
    private var nodes = 0
    var isEnded = false
    var counted = (line: 1, index: 0, column: 1)

    init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
    }

    /// Scans to the end, or to the first fault after which nothing can be told.
    mutating func run() {
        while at < bytes.count, !isEnded, faults.count < ConfigLimits.refusalsInFile {
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
        if bytes[end] == .tab, !isInFlow {
            at = end
            refuse("a tab stands at the beginning of the line", "write spaces")
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

    mutating func newline() {
        at += 1
        line += 1
        lineStart = at
        isAtLineStart = true
    }

    mutating func skipLine() {
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
        if open.count > ConfigLimits.depthOfYAML {
            refuse("lists and maps lie more than \(ConfigLimits.depthOfYAML) deep here", "flatten the file")
            isEnded = true
        }
    }

    mutating func count() {
        nodes += 1
        if nodes > ConfigLimits.nodesInFile {
            refuse("the file holds more than \(ConfigLimits.nodesInFile) values", "split it over several units")
            isEnded = true
        }
    }

    mutating func key(_ key: String, start: Int, startLine: Int) {
        let place = Place(file: file, line: startLine, column: column(of: start))
        if !isInFlow {
            while let last = open.last, last.column >= place.column,
                last.column > place.column || last.style == .blockList
            {
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

    mutating func refuse(_ what: String, _ remedy: String) {
        refuseAt(at, what, remedy)
        at += 1
    }

    mutating func refuseAt(_ index: Int, _ what: String, _ remedy: String) {
        faults.append(Fault(file: file, line: line, column: column(of: index), what: what, remedy: remedy))
    }
}
