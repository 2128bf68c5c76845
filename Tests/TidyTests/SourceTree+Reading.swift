extension SourceTree.File {
    struct Function {
        var line: Int
        var length: Int
    }

    /// Functions and initialisers with their length in lines, by matching braces.
    var functions: [Function] {
        var found: [Function] = []
        for (start, line) in lines.enumerated() where line.code.startsFunction {
            var depth = 0
            var hasOpened = false
            for (number, line) in lines[start...].enumerated() {
                let code = line.code
                depth += code.count { $0 == "{" } - code.count { $0 == "}" }
                if code.contains("{") { hasOpened = true }
                if hasOpened, depth <= 0 {
                    found.append(Function(line: start + 1, length: number + 1))
                    break
                }
                if !hasOpened, number > 0, code.startsFunction { break }
            }
        }
        return found
    }

    /// Lines of package types without a doc comment.
    var undocumentedTypes: [Int] {
        let words = ["struct", "enum", "class", "actor", "protocol"]
        return lines.indices.filter { index in
            let code = lines[index].code
            guard code.hasPrefix("package ") || code.hasPrefix("package final ") else { return false }
            guard words.contains(where: { code.contains("package \($0) ") || code.contains("package final \($0) ") })
            else {
                return false
            }
            var before = index - 1
            while before >= 0, lines[before].trimmed.hasPrefix("@") { before -= 1 }
            return before < 0 || !lines[before].trimmed.hasPrefix("///")
        }.map { $0 + 1 }
    }
}

extension String {
    var trimmed: Substring {
        self[...].drop { $0 == " " }
    }

    /// The line without comment and without the content of plain string literals.
    var code: String {
        var result = ""
        var isInText = false
        var previous: Character = " "
        for character in self {
            if character == "\"", previous != "\\" { isInText.toggle() }
            if !isInText, character == "/", previous == "/" {
                result.removeLast()
                break
            }
            if !isInText || character == "\"" { result.append(character) }
            previous = character
        }
        return result
    }

    var startsFunction: Bool {
        let start = trimmed
        guard containsWord("func") || start.hasPrefix("init(") || start.contains(" init(") else { return false }
        return !start.hasPrefix("//") && !start.hasPrefix("*")
    }

    func containsWord(_ word: String) -> Bool {
        split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains { $0 == word }
    }

    /// Whether the call stands there as a word of its own: `print(` is not in `fingerprint(`.
    func containsCall(_ call: String) -> Bool {
        var rest = self[...]
        while let range = rest.firstRange(of: call) {
            let before = range.lowerBound == startIndex ? " " : self[index(before: range.lowerBound)]
            if !before.isLetter, !before.isNumber, before != "_" { return true }
            rest = rest[range.upperBound...]
        }
        return false
    }
}
