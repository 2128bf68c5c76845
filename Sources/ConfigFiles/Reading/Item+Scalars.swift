package import Escalation

extension Item {
    /// One of a few words.
    package func word(among words: [String]) -> String? {
        let list = words.joined(separator: ", ")
        guard let text = scalar("write one of \(list)") else { return nil }
        if words.contains(text) { return text }
        let question = Suggestion.question(text, among: words).map { $0 + " " } ?? ""
        misspelt("`\(name)` is `\(text)`", "\(question)write one of \(list)")
        return nil
    }

    /// `true` or `false`.
    package func flag() -> Bool? {
        word(among: ["true", "false"]).map { $0 == "true" }
    }

    /// A length of time above zero.
    package func duration(atMost limit: TimeSpan) -> TimeSpan? {
        let remedy = "write a duration such as `90s`, `5m`, `1h30m` or `3d`"
        guard let text = scalar(remedy) else { return nil }
        guard let span = TimeSpan(written: text) else {
            misspelt("`\(name)` is `\(text)`, which is not a duration", remedy)
            return nil
        }
        guard span > .zero else {
            fault("`\(name)` is zero", remedy)
            return nil
        }
        guard span <= limit else {
            fault("`\(name)` is `\(text)`, which is too long", "write at most `\(limit.description)`")
            return nil
        }
        return span
    }

    /// A whole number.
    package func count(in range: ClosedRange<Int>) -> Int? {
        let remedy = "write a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let text = scalar(remedy) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            misspelt("`\(name)` is `\(text)`", remedy)
            return nil
        }
        return number
    }

    /// An id: lower-case words with hyphens.
    package func id(_ what: String) -> String? {
        guard let text = scalar("write the id of \(what)") else { return nil }
        guard Spelling.isID(text) else {
            // What looks like an address may be one, and a secret.
            let isName = text.utf8.count <= 64 && !text.contains { "/:?=@".contains($0) }
            misspelt("`\(isName ? text : name)` is not an id", Spelling.idRemedy)
            return nil
        }
        return text
    }

    /// A text of one line without control characters.
    package func line(atMost limit: Int, _ expected: String) -> String? {
        guard let text = scalar(expected) else { return nil }
        return refuseUnreadable(text, multiline: false, limit, expected)
    }

    /// A text that may have several lines.
    package func lines(atMost limit: Int, _ expected: String) -> String? {
        guard let text = scalar(expected) else { return nil }
        return refuseUnreadable(text, multiline: true, limit, expected)
    }

    private func refuseUnreadable(_ text: String, multiline: Bool, _ limit: Int, _ expected: String) -> String? {
        if !multiline, text.contains(where: \.isNewline), Spelling.acting(in: text, multiline: true) == nil {
            fault("`\(name)` goes over several lines", "write it in one line")
            return nil
        }
        if let acting = Spelling.acting(in: text, multiline: multiline) {
            fault("`\(name)` holds \(acting)", "write printable text only")
            return nil
        }
        guard checkLength(text, limit) else { return nil }
        guard !text.isBlank else {
            fault("`\(name)` is blank", expected)
            return nil
        }
        if let (offset, unseen) = Spelling.unseenInProse(text) {
            let place = value.place.moved(by: offset, in: text, span: value.span)
            log.add(place, "\(unseen) stands here", Spelling.unseenRemedy)
            return nil
        }
        return text
    }

    private func checkLength(_ text: String, _ limit: Int) -> Bool {
        if text.unicodeScalars.count <= limit { return true }
        fault("`\(name)` is \(text.unicodeScalars.count) characters long", "shorten it to \(limit)")
        return false
    }
}
