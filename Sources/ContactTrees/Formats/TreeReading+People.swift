import ConfigFiles
import Escalation

extension TreeReading {
    /// `people:` of a unit.
    func people(_ item: Item, of unit: Unit) {
        let remedy = "write `lin-yue: {name: Lin Yue, addresses: [{log: duty-desk}]}`"
        let limit = ConfigLimits.people
        guard let entries = item.entries(remedy, atMost: limit, mayBeEmpty: true) else {
            isWholeTreeKnown = false
            return
        }
        for (id, item) in entries {
            guard Spelling.isID(id) else {
                item.keyMisspelt("`\(id)` is not an id of a person", Spelling.idRemedy)
                isWholeTreeKnown = false
                continue
            }
            if let other = claims.people[id] {
                log.add(
                    item.owner,
                    "the person `\(id)` exists already in \(other.fileAndLine)",
                    "ids of people are unique in the whole tree; rename or remove one"
                )
                continue
            }
            if claims.people.count == limit {
                log.add(item.owner, "there are more than \(limit) people", "split the tree over several servers")
                return
            }
            claims.people[id] = item.owner
            directory.people[id] = person(item, id: id, of: unit)
        }
    }

    private func person(_ item: Item, id: PersonID, of unit: Unit) -> Person {
        let subject = "a person"
        var person = Person(
            id: id,
            unit: unit.path,
            name: LocalizedText(id),
            language: unit.language,
            timeZone: unit.timeZone,
            addresses: []
        )
        guard let fields = item.fields(subject, example: "\(id): {name: …, addresses: [{log: duty-desk}]}") else {
            return person
        }
        let name = fields.required("name", example: "Lin Yue")
        person.name = localized(name, atMost: ConfigLimits.charactersInName) ?? person.name
        person.language = language(fields.optional("language"), of: id) ?? person.language
        person.timeZone = timeZone(fields.optional("time_zone")) ?? person.timeZone
        if let item = fields.required("addresses", example: "[{log: duty-desk}]") {
            person.addresses = addresses(item)
        }
        fields.finish()
        return person
    }
}
