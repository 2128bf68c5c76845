/// A value under a key or in a list while it is read; every way to read it reports what does not fit.
package struct Item {
    /// What faults call it: the key, or the key of the list it is in.
    package let name: String
    /// The place of its key, or its own in a list.
    package let owner: Place
    package let value: YAMLValue
    package let log: FaultLog
    /// Characters of the key in the file.
    private let ownerSpan: Int

    package init(name: String, owner: Place, ownerSpan: Int = 0, value: YAMLValue, log: FaultLog) {
        self.name = name
        self.owner = owner
        self.ownerSpan = ownerSpan
        self.value = value
        self.log = log
    }

    /// The key itself, to be read like a value.
    package var key: Item {
        let text = YAMLValue(content: .text(name, isQuoted: false), place: owner, span: ownerSpan)
        return Item(name: name, owner: owner, value: text, log: log)
    }

    package var place: Place {
        if case .nothing = value.content { owner } else { value.place }
    }

    /// Reports a fault at this value.
    package func fault(_ what: String, _ remedy: String) {
        log.add(place, what, remedy)
    }

    /// Reports a value that is not spelt as it must be: a character of it that only looks right, or else what is given.
    package func misspelt(_ what: String, _ remedy: String) {
        switch value.content {
        case .text(let text, _):
            guard let alike = LookAlike(in: text) else { break }
            return log.add(value.place.moved(by: alike.offset, in: text, span: value.span), alike.what, alike.remedy)
        case .map(let pairs):
            if Fields.refuseLookAlikes(in: pairs, log) { return }
        case .nothing, .list: break
        }
        fault(what, remedy)
    }

    /// Reports a key that is not spelt as it must be.
    package func keyMisspelt(_ what: String, _ remedy: String) {
        guard let alike = LookAlike(in: name) else { return log.add(owner, what, remedy) }
        log.add(owner.moved(by: alike.offset, in: name, span: ownerSpan), alike.what, alike.remedy)
    }

    /// The text of a single value; `expected` is the remedy when it is anything else.
    package func scalar(_ expected: String) -> String? {
        if case .text(let text, _) = value.content, !text.isEmpty { return text }
        let kind = if case .text = value.content { "empty" } else { value.kind }
        misspelt("`\(name)` is \(kind)", expected)
        return nil
    }

    /// The values of a list; an empty list is a fault unless `mayBeEmpty`.
    package func list(_ expected: String, atMost limit: Int, mayBeEmpty: Bool = false) -> [Item]? {
        guard case .list(let values) = value.content else {
            misspelt("`\(name)` is \(value.kind), not a list", expected)
            return nil
        }
        if values.isEmpty && !mayBeEmpty {
            fault("`\(name)` is an empty list", expected)
            return nil
        }
        guard values.count <= limit else {
            fault("`\(name)` has \(values.count) entries", "at most \(limit) are allowed")
            return nil
        }
        return values.map { Item(name: name, owner: $0.place, value: $0, log: log) }
    }

    /// The keys and values of a map whose keys are the administrator's own words.
    package func entries(_ expected: String, atMost limit: Int, mayBeEmpty: Bool = false) -> [(
        key: String, item: Item
    )]? {
        guard case .map(let pairs) = value.content else {
            misspelt("`\(name)` is \(value.kind), not a map", expected)
            return nil
        }
        if pairs.isEmpty && !mayBeEmpty {
            fault("`\(name)` is an empty map", expected)
            return nil
        }
        guard pairs.count <= limit else {
            fault("`\(name)` has \(pairs.count) entries", "at most \(limit) are allowed")
            return nil
        }
        return pairs.map { pair in
            let item = Item(
                name: pair.key,
                owner: pair.keyPlace,
                ownerSpan: pair.keySpan,
                value: pair.value,
                log: log
            )
            return (pair.key, item)
        }
    }

    /// The map to be read key by key.
    package func fields(_ subject: String, example: String) -> Fields? {
        guard case .map(let pairs) = value.content else {
            misspelt("\(subject) must be a map, but `\(name)` is \(value.kind)", "write `\(example)`")
            return nil
        }
        if Fields.refuseLookAlikes(in: pairs, log) { return nil }
        return Fields(subject: subject, place: owner, pairs: pairs, log: log)
    }
}
