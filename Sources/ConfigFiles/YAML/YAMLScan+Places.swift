/// Where the scan is, and what lies around it.
extension YAMLScan {
    var isInFlow: Bool { open.last?.style == .flowMap || open.last?.style == .flowList }

    /// Whether the byte here stands alone, as indicators do.
    var isIndicator: Bool {
        isSpaceOrEnd(at + 1) || (isInFlow && bytes[at + 1].isFlowMark)
    }

    func isSpaceOrEnd(_ index: Int) -> Bool {
        guard index >= 0, index < bytes.count else { return true }
        switch bytes[index] {
        case .space, .tab, .newline, .carriageReturn: return true
        default: return false
        }
    }

    func isBlank(from start: Int) -> Bool {
        let rest = bytes[start...].first { $0 != .space && $0 != .tab && $0 != .carriageReturn }
        return rest == nil || rest == .newline || rest == .hash
    }

    func hasContent(after start: Int) -> Bool {
        bytes[min(start, bytes.count)...].contains { $0 > .space }
    }

    func hasPrefix(_ text: StaticString) -> Bool {
        bytes[at...].starts(with: text.description.utf8)
    }

    func text(_ start: Int, _ end: Int) -> String {
        var end = end
        while end > start, bytes[end - 1] == .space { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// Counted from 1 in characters as the parser counts them: Unicode scalars.
    ///
    /// Goes on from the last place asked for, so that a long line is counted once.
    mutating func column(of index: Int) -> Int {
        if counted.line != line || counted.index > index {
            counted = (line, lineStart, 1)
        }
        counted.column += bytes[counted.index..<max(counted.index, index)].count { $0 & 0xC0 != 0x80 }
        counted.index = max(counted.index, index)
        return counted.column
    }
}
