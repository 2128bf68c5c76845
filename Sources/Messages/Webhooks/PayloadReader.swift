import ConfigFiles
import Text

/// Turns the tree under `body` into a payload template.
struct PayloadReader {
    let escape: ValueEscape
    let lineBreak: PayloadText.LineBreak
    /// The limits by JSON pointer.
    let limits: [String: (limit: TextLimit, place: Place)]
    let log: FaultLog
    private var used: Set<String> = []

    init(
        escape: ValueEscape,
        lineBreak: PayloadText.LineBreak,
        limits: [String: (limit: TextLimit, place: Place)],
        log: FaultLog
    ) {
        self.escape = escape
        self.lineBreak = lineBreak
        self.limits = limits
        self.log = log
    }

    mutating func template(_ value: YAMLValue) -> PayloadTemplate {
        var template = PayloadTemplate()
        write(value, at: "", to: &template)
        return template
    }

    func refuseUnusedLimits() {
        for (path, limit) in limits where !used.contains(path) {
            log.add(limit.place, "no text of a body stands at `\(path)`", "write a path such as `/markdown/content`")
        }
    }

    private mutating func write(_ value: YAMLValue, at path: String, to template: inout PayloadTemplate) {
        switch value.content {
        case .nothing:
            template.append(encoded: "null")
        case .text(let text, let isQuoted):
            if !isQuoted, Self.isJSONWord(text) {
                template.append(encoded: text)
            } else {
                write(text, at: path, place: value.place, to: &template)
            }
        case .list(let values):
            template.append(encoded: "[")
            for (index, value) in values.enumerated() {
                if index > 0 { template.append(encoded: ",") }
                write(value, at: "\(path)/\(index)", to: &template)
            }
            template.append(encoded: "]")
        case .map(let pairs):
            refuseBarePlaceholder(pairs, at: value.place)
            template.append(encoded: "{")
            for (index, pair) in pairs.enumerated() {
                if index > 0 { template.append(encoded: ",") }
                template.append(.encoded(Self.encoded(pair.key)))
                template.append(encoded: ":")
                write(pair.value, at: "\(path)/\(pair.key)", to: &template)
            }
            template.append(encoded: "}")
        }
    }

    private mutating func write(_ text: String, at path: String, place: Place, to template: inout PayloadTemplate) {
        let parts = parts(of: text, at: place)
        let limit = limits[path]?.limit
        if limit != nil { used.insert(path) }
        if let limit, limit.count < MessageLimits.roomForLink, parts.contains(where: { $0.field?.hasLink == true }) {
            log.add(
                limits[path]?.place ?? place,
                "the limit of `\(path)` has no room for the link by which people answer",
                "write at least \(MessageLimits.roomForLink), or take `{text_without_link}` there"
            )
        }
        if parts.count == 1, case .field(let field) = parts[0] {
            let isPlain = escape == .none && lineBreak == .plain && limit == nil
            if isPlain || !field.isText {
                template.append(.value(field))
                return
            }
        }
        if !parts.contains(where: { if case .field = $0 { true } else { false } }) {
            template.append(.encoded(Self.encoded(PayloadText(parts: parts).words)))
        } else {
            template.append(.text(PayloadText(parts: parts, escape: escape, lineBreak: lineBreak, limit: limit)))
        }
    }

    /// Cuts a text into words and placeholders; `{{` and `}}` stand for a brace.
    private func parts(of text: String, at place: Place) -> [PayloadText.Part] {
        var parts: [PayloadText.Part] = []
        var words = ""
        var rest = text[...]
        while let first = rest.first {
            rest.removeFirst()
            if (first == "{" || first == "}"), rest.first == first {
                words.append(first)
                rest.removeFirst()
            } else if first == "{" {
                let name = String(rest.prefix { $0 != "}" })
                rest = rest.dropFirst(name.count + 1)
                guard let field = field(name, at: place) else { continue }
                if !words.isEmpty { parts.append(.words(words)) }
                words = ""
                parts.append(.field(field))
            } else {
                words.append(first)
            }
        }
        if !words.isEmpty || parts.isEmpty { parts.append(.words(words)) }
        return parts
    }

    private func field(_ name: String, at place: Place) -> PayloadField? {
        if let field = PayloadField(rawValue: name) { return field }
        let known = PayloadField.allCases.map(\.rawValue).sorted()
        let question = Suggestion.question(name, among: known).map { $0 + " " } ?? ""
        let remedy = "\(question)write {{ for a brace; the values are \(known.joined(separator: ", "))"
        log.add(place, "`{\(name)}` is not a value of a message", remedy)
        return nil
    }

    /// `text: {text}` without quotes is a map in YAML, which nobody means.
    private func refuseBarePlaceholder(_ pairs: [YAMLValue.Pair], at place: Place) {
        guard pairs.count == 1, case .nothing = pairs[0].value.content, PayloadField(rawValue: pairs[0].key) != nil
        else { return }
        log.add(place, "`{\(pairs[0].key)}` is not in quotes", "write `\"{\(pairs[0].key)}\"`")
    }

    private static func isJSONWord(_ text: String) -> Bool {
        if text == "true" || text == "false" { return true }
        return Int64(text).map { String($0) == text } ?? false
    }

    private static func encoded(_ text: String) -> [UInt8] {
        let json = JSONOutput(.page)
        json.string(text)
        return json.bytes
    }
}

extension PayloadText {
    /// The words alone.
    fileprivate var words: String {
        parts.reduce(into: "") { if case .words(let words) = $1 { $0 += words } }
    }
}
