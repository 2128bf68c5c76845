import LibYAML

/// Builds values from libyaml's events, and reads no further than the limits allow: refuses anchors, aliases, tags, merge keys,
/// directives, further documents, depth and size; finds keys that stand twice.
struct YAMLReading {
    enum Outcome {
        case value(YAMLValue)
        /// There is nothing to go on with.
        case refused
        /// No value at all.
        case nothing
    }

    /// Why no more is read.
    private enum Stop: Error {
        case failure(YAMLFailure)
        case enough
    }

    private let file: String
    private let events: YAMLEvents
    private let text: YAMLSource
    private var gap: YAMLSource.Cursor
    /// The event before the current one ended here.
    private var end = 0
    private var faults: [Fault] = []
    private var isRefused = false
    private var nodes = 0
    /// The `[` and `{` that are open, the innermost last.
    private var open: [(mark: YAMLMark, isList: Bool)] = []
    private lazy var signs = OddSigns(text)

    /// What a value stands in.
    private enum Setting {
        case block, flowList, flowMap
    }

    init(file: String, bytes: [UInt8]) {
        self.file = file
        events = YAMLEvents(bytes)
        text = YAMLSource(bytes: bytes)
        gap = text.start
    }

    /// Hands on what was found, in the order of the file.
    func report(to log: FaultLog) {
        for fault in faults {
            log.add(Place(file: file, line: fault.line, column: fault.column), fault.what, fault.remedy)
        }
    }

    /// Reads to the end, or to the first fault after which nothing can be told.
    mutating func document() -> Outcome {
        do throws(Stop) {
            _ = try next()
            let start = try next()
            guard case .documentStart(let hasDirectives) = start.kind else { return .nothing }
            if hasDirectives { try stop(start.start, YAMLProblem.directive) }
            let value = try node(try next(), depth: 0)
            try endDocument()
            guard !isRefused, let value else { return .refused }
            return .value(value)
        } catch {
            if case .failure(let failure) = error { fail(failure) }
            return .refused
        }
    }

    private mutating func endDocument() throws(Stop) {
        let documentEnd = try next()
        let isWritten = documentEnd.kind == .documentEnd(isWritten: true)
        let further: YAMLEvent
        do throws(Stop) {
            further = try next()
        } catch {
            // What follows `...` needs `---` to be a document; for libyaml it is a fault of that text then.
            guard isWritten, case .failure(let failure) = error, failure.problem == YAMLProblem.noDocument else {
                throw error
            }
            further = documentEnd
        }
        guard further.kind != .streamEnd else { return }
        try stop(
            isWritten ? documentEnd.start : further.start,
            ("a second YAML document begins here", "keep one document in a file, or remove the line")
        )
    }

    private mutating func next() throws(Stop) -> YAMLEvent {
        do throws(YAMLFailure) {
            let event = try events.next()
            return event
        } catch {
            throw .failure(error)
        }
    }

    // MARK: Values

    private mutating func node(_ event: YAMLEvent, in setting: Setting = .block, depth: Int) throws(Stop) -> YAMLValue?
    {
        try count(event)
        end = event.end.index
        if event.hasAnchor || event.hasTag {
            refuse(event.start, text.character(at: event.start) == "&" ? YAMLProblem.anchor : YAMLProblem.tag)
        }
        let place = place(event.start)
        switch event.kind {
        case .alias:
            refuse(event.start, YAMLProblem.alias)
            return nil
        case .listStart:
            try checkDepth(depth, event.start)
            if event.isFlow { open.append((event.start, isList: true)) }
            return YAMLValue(content: .list(try list(isFlow: event.isFlow, depth: depth + 1)), place: place)
        case .mapStart:
            try checkDepth(depth, event.start)
            if event.isFlow { open.append((event.start, isList: false)) }
            return YAMLValue(content: .map(try map(isFlow: event.isFlow, depth: depth + 1)), place: place)
        case .scalar(let text, let isPlain):
            if isPlain { checkSigns(of: text, event, in: setting) }
            let isNothing = isPlain && ["", "~", "null", "Null", "NULL"].contains(text)
            return YAMLValue(
                content: isNothing ? .nothing : .text(text, isQuoted: !isPlain),
                place: place,
                span: event.span
            )
        default: return nil
        }
    }

    private mutating func list(isFlow: Bool, depth: Int) throws(Stop) -> [YAMLValue] {
        var values: [YAMLValue] = []
        while true {
            let event = try next()
            if event.kind == .listEnd {
                if isFlow { open.removeLast() }
                end = event.end.index
                return values
            }
            if let value = try node(event, in: isFlow ? .flowList : .block, depth: depth) { values.append(value) }
        }
    }

    private mutating func map(isFlow: Bool, depth: Int) throws(Stop) -> [YAMLValue.Pair] {
        var pairs: [YAMLValue.Pair] = []
        var lines: [String: Int] = [:]
        while true {
            let event = try next()
            if event.kind == .mapEnd {
                if isFlow { open.removeLast() }
                end = event.end.index
                return pairs
            }
            let key = try key(event, depth: depth, lines: &lines)
            let value = try node(try next(), in: isFlow ? .flowMap : .block, depth: depth)
            if let key, let value {
                pairs.append(.init(key: key, keyPlace: place(event.start), keySpan: event.span, value: value))
            }
        }
    }

    /// Reads a key; `nil` for one that cannot be used.
    private mutating func key(_ event: YAMLEvent, depth: Int, lines: inout [String: Int]) throws(Stop) -> String? {
        if let mark = text.questionMark(from: end, to: event.start.index, &gap) {
            refuse(mark, ("a key is marked with `?`", "write `key: value`"))
        }
        let read = try node(event, depth: depth)
        guard case .scalar(let name, let isPlain) = event.kind else {
            if read != nil {
                fault(event.start, ("a key is a list or a map", "write `key: value`, or put the text in quotes"))
            }
            return nil
        }
        if isPlain, name == "<<" { refuse(event.start, ("a merge key stands here", "write the keys out")) }
        guard let first = lines[name] else {
            lines[name] = event.start.line
            return name
        }
        let what = "the key `\(name)` stands here for the second time (first in line \(first))"
        fault(event.start, (what, "keep one of them"))
        if faults.count >= ConfigLimits.refusalsInFile { throw .enough }
        return nil
    }

    /// Refuses a text without quotes in which a sign was meant for YAML; one in quotes is what it is.
    private mutating func checkSigns(of read: String, _ event: YAMLEvent, in setting: Setting) {
        if read.utf8.allSatisfy({ $0 < 0x80 }) { return }
        if let sign = OddSigns.sign(in: read, isInList: setting == .flowList, isInMap: setting == .flowMap) {
            var mark = event.start
            if event.span == read.unicodeScalars.count { mark.column += sign.offset }
            refuse(mark, (sign.what, sign.remedy))
        }
        guard event.span == 0, read.unicodeScalars.contains(where: { LookAlike.ascii(like: $0) == ":" }),
            let (mark, sign) = signs.key(below: event.start.line, to: event.end.line)
        else { return }
        refuse(mark, (sign.what, sign.remedy))
    }

    // MARK: Limits and faults

    private mutating func checkDepth(_ depth: Int, _ mark: YAMLMark) throws(Stop) {
        guard depth >= ConfigLimits.depthOfYAML else { return }
        try stop(mark, ("lists and maps lie more than \(ConfigLimits.depthOfYAML) deep here", "flatten the file"))
    }

    private mutating func count(_ event: YAMLEvent) throws(Stop) {
        nodes += 1
        if faults.count >= ConfigLimits.refusalsInFile { throw .enough }
        guard nodes > ConfigLimits.nodesInFile else { return }
        let what = "the file holds more than \(ConfigLimits.nodesInFile) values"
        try stop(event.start, (what, "split it over several units"))
    }

    private mutating func stop(_ mark: YAMLMark, _ words: YAMLProblem.Words) throws(Stop) {
        refuse(mark, words)
        throw .enough
    }

    /// Notes what makes the whole file useless.
    private mutating func refuse(_ mark: YAMLMark, _ words: YAMLProblem.Words) {
        isRefused = true
        fault(mark, words)
    }

    private mutating func fault(_ mark: YAMLMark, _ words: YAMLProblem.Words) {
        guard faults.count < ConfigLimits.refusalsInFile else { return }
        faults.append(
            Fault(file: file, line: mark.line, column: mark.column, what: words.what, remedy: words.remedy)
        )
    }

    /// The parser stopped: what was found behind the place where the file begins to make no sense is left out.
    private mutating func fail(_ failure: YAMLFailure) {
        let cause = signs.cause(of: failure).map { ($0, ($1.what, $1.remedy)) }
        let (mark, words) = cause ?? unclosed(failure) ?? YAMLProblem.words(for: failure, in: text)
        faults.removeAll { ($0.line, $0.column) >= (mark.line, mark.column) }
        fault(mark, words)
    }

    /// What is open where the file ends and a value was expected.
    private func unclosed(_ failure: YAMLFailure) -> (YAMLMark, YAMLProblem.Words)? {
        guard failure.problem == YAMLProblem.noValue, let last = open.last, text.character(at: failure.mark) == nil
        else {
            return nil
        }
        return (last.mark, YAMLProblem.unclosed(isList: last.isList, noticedIn: failure.mark.line))
    }

    private func place(_ mark: YAMLMark) -> Place {
        Place(file: file, line: mark.line, column: mark.column)
    }
}
