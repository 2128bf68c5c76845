import ConfigFiles
import Escalation

/// Reads `people:` of every unit.
struct PeopleReader {
    let texts: TextReader
    let zones: TimeZones
    let addresses: AddressReader
    private(set) var people: [PersonID: Person] = [:]
    private(set) var places: [PersonID: Place] = [:]
    /// Whether everybody could be read.
    private(set) var isComplete = true

    /// Takes the people of a unit in.
    mutating func read(_ item: Item, of unit: Unit) {
        let remedy = "write `lin-yue: {name: Lin Yue, addresses: [{log: duty-desk}]}`"
        let limit = ConfigLimits.people
        guard let entries = item.entries(remedy, atMost: limit, mayBeEmpty: true) else {
            isComplete = false
            return
        }
        for (id, item) in entries {
            guard Spelling.isID(id) else {
                item.keyMisspelt("`\(id)` is not an id of a person", Spelling.idRemedy)
                isComplete = false
                continue
            }
            if let other = places[id] {
                item.log.add(
                    item.owner,
                    "the person `\(id)` exists already in \(other.fileAndLine)",
                    "ids of people are unique in the whole tree; rename or remove one"
                )
                continue
            }
            if places.count == limit {
                item.log.add(item.owner, "there are more than \(limit) people", "split the tree over several servers")
                return
            }
            places[id] = item.owner
            people[id] = person(item, id: id, of: unit)
        }
    }

    private func person(_ item: Item, id: PersonID, of unit: Unit) -> Person {
        var person = Person(
            id: id,
            unit: unit.path,
            name: LocalizedText(id),
            language: unit.language,
            timeZone: unit.timeZone,
            addresses: []
        )
        guard let fields = item.fields("a person", example: "\(id): {name: …, addresses: [{log: duty-desk}]}") else {
            return person
        }
        let name = fields.required("name", example: "Lin Yue")
        person.name = texts.localized(name, atMost: ConfigLimits.charactersInName) ?? person.name
        person.language = texts.language(fields.optional("language"), of: id) ?? person.language
        person.timeZone = zones.zone(fields.optional("time_zone")) ?? person.timeZone
        if let item = fields.required("addresses", example: "[{log: duty-desk}]") {
            person.addresses = addresses.addresses(item)
        }
        for channel in ["webhook", "email", "log", "phone", "call"] {
            let example = "addresses: [{\(channel == "log" ? "log: duty-desk" : channel + ": …")}]"
            fields.refuse(channel, "`\(channel)` stands outside of `addresses`", "write `\(example)`")
        }
        fields.finish()
        return person
    }
}
