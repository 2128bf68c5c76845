import ConfigFiles
import Duty
import Escalation

/// Reads a file of `changes/`: an override or an absence.
struct ChangeReader {
    private let reader: DutyReader
    /// The name of the file, without its ending.
    private let name: String
    private(set) var names: [PersonName] = []

    init(named name: String, of unit: Unit, zones: TimeZones) {
        self.name = name
        reader = DutyReader(unit: unit, zones: zones)
    }

    /// What the file changes; `nil` after a fault.
    mutating func change(_ item: Item) -> ChangeFile? {
        let example = "absence: {person: lin-yue, from: 2026-12-01, to: 2026-12-07}"
        guard let fields = item.fields("a change", example: example) else { return nil }
        let override = fields.optional("override")
        let absence = fields.optional("absence")
        fields.finish()
        switch (override, absence) {
        case (let item?, nil): return self.override(item).map(ChangeFile.override)
        case (nil, let item?): return self.absence(item).map(ChangeFile.absence)
        case (_?, let item?):
            item.log.add(
                item.owner,
                "one file holds an override and an absence",
                "move one of them into a file of its own"
            )
        case (nil, nil):
            if case .map(let pairs) = item.value.content, pairs.isEmpty {
                item.fault("the file changes nothing", "write `\(example)`")
            }
        }
        return nil
    }

    private mutating func absence(_ item: Item) -> AbsentSpan? {
        let example = "absence: {person: lin-yue, from: 2026-12-01, to: 2026-12-07, deputies: [he-an]}"
        guard let fields = item.fields("an absence", example: example) else { return nil }
        let person = reader.person(fields.required("person", example: "lin-yue"), "is absent", into: &names)
        let span = reader.span(fields)
        let deputyItem = fields.optional("deputies")
        let deputies = reader.people(deputyItem, "is a deputy", into: &names)
        fields.finish()
        guard let person, let span else { return nil }
        if deputies.contains(person) {
            deputyItem?.fault("`\(person)` is a deputy of their own", "name somebody else, or remove it")
        }
        return AbsentSpan(name: name, unit: reader.unit.path, person: person, span: span, deputies: deputies)
    }

    private mutating func override(_ item: Item) -> OverrideFile? {
        let example = "override: {roster: duty-roster, from: 2026-12-01, to: 2026-12-01, replace: {lin-yue: he-an}}"
        guard let fields = item.fields("an override", example: example) else { return nil }
        let roster = fields.required("roster", example: "duty-roster")
        let span = reader.span(fields)
        let added = reader.people(fields.optional("add"), "is added", into: &names)
        let removed = reader.people(fields.optional("remove"), "is removed", into: &names)
        let replaced = fields.optional("replace").map { self.replaced($0) } ?? [:]
        if !["add", "remove", "replace"].contains(where: fields.has) {
            item.fault(
                "the override changes nobody",
                "write `add: [he-an]`, `remove: [lin-yue]` or `replace: {lin-yue: he-an}`"
            )
        }
        fields.finish()
        guard let roster, let span else { return nil }
        let override = Override(
            name: name,
            unit: reader.unit.path,
            roster: "",
            span: span,
            added: added,
            removed: removed,
            replaced: replaced
        )
        if let person = override.comingOn.intersection(override.goingOff).union(
            Set(removed).intersection(replaced.keys)
        ).min() {
            item.fault("`\(person)` comes on and goes off, or goes off twice", "name `\(person)` once")
            return nil
        }
        return OverrideFile(override: override, unit: reader.unit.path, roster: roster)
    }

    private mutating func replaced(_ item: Item) -> [PersonID: PersonID] {
        var replaced: [PersonID: PersonID] = [:]
        for (id, item) in item.entries("write `{lin-yue: he-an}`", atMost: ConfigLimits.peopleInRotation) ?? [] {
            guard Spelling.isID(id) else {
                item.keyMisspelt("`\(id)` is not the id of a person", Spelling.idRemedy)
                continue
            }
            _ = reader.person(item.key, "is replaced", into: &names)
            guard let other = reader.person(item, "comes in the place of somebody", into: &names) else { continue }
            replaced[id] = other
        }
        return replaced
    }
}
