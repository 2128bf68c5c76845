/// A map while it is read key by key; knows in the end which keys were never asked for.
package final class Fields {
    /// What the map describes, with its article: `a step`.
    package let subject: String
    /// Where the map belongs: its key, or its first line in a list.
    package let place: Place
    package let log: FaultLog
    private let pairs: [YAMLValue.Pair]
    private var asked: [String] = []
    private var refused: Set<String> = []

    package init(subject: String, place: Place, pairs: [YAMLValue.Pair], log: FaultLog) {
        self.subject = subject
        self.place = place
        self.pairs = pairs
        self.log = log
    }

    /// Reports keys with characters that only look right; whatever else is wrong with their map comes of them.
    ///
    /// - Returns: whether there are any.
    static func refuseLookAlikes(in pairs: [YAMLValue.Pair], _ log: FaultLog) -> Bool {
        var isAny = false
        for pair in pairs {
            guard let alike = LookAlike(in: pair.key) else { continue }
            isAny = true
            log.add(pair.keyPlace.moved(by: alike.offset, in: pair.key, span: pair.keySpan), alike.what, alike.remedy)
        }
        return isAny
    }

    /// The value of a key that may be left out.
    package func optional(_ key: String) -> Item? {
        asked.append(key)
        guard let pair = pairs.first(where: { $0.key == key }) else { return nil }
        return Item(name: key, owner: pair.keyPlace, value: pair.value, log: log)
    }

    /// The value of a key that must be there; `example` is what the administrator might write.
    package func required(_ key: String, example: String) -> Item? {
        if let item = optional(key) { return item }
        log.add(place, "\(subject) has no `\(key)`", "add `\(key): \(example)`")
        return nil
    }

    /// A key whose meaning a later version brings.
    package func notYetKnown(_ key: String, remedy: String) {
        refuse(key, "`\(key)` is not known to this version", remedy)
    }

    /// A key that has no place here, with what its writer probably wanted.
    package func refuse(_ key: String, _ what: String, _ remedy: String) {
        guard let pair = pairs.first(where: { $0.key == key }) else { return }
        refused.insert(key)
        log.add(pair.keyPlace, what, remedy)
    }

    package func has(_ key: String) -> Bool {
        pairs.contains { $0.key == key }
    }

    /// Reports every key that nothing asked for.
    package func finish() {
        let known = asked.sorted()
        for pair in pairs where !asked.contains(pair.key) && !refused.contains(pair.key) {
            let question = Suggestion.question(pair.key, among: known).map { $0 + " " } ?? ""
            log.add(
                pair.keyPlace,
                "`\(pair.key)` is not a key of \(subject)",
                "\(question)the keys are \(known.joined(separator: ", "))"
            )
        }
    }
}
