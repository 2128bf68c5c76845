import ConfigFiles
import Duty
import Escalation
import Text

/// Reads what the files of duty share: people, moments and the clocks of a zone.
struct DutyReader {
    let unit: Unit
    let zones: TimeZones

    /// The clocks of the unit, or of the zone that is written.
    func clock(_ item: Item? = nil) -> WallClock {
        let zone = zones.zone(item) ?? unit.timeZone
        return WallClock(rules: (try? zones.zones.rules(of: zone)) ?? .utc)
    }

    /// A list of people's ids, each at most once unless `mayRepeat`.
    ///
    /// - Parameters:
    ///   - item: the list.
    ///   - role: what each of them does, for faults: `takes a shift`.
    ///   - mayRepeat: whether somebody may stand in it twice.
    ///   - names: takes what is written, for the check that knows everybody.
    /// - Returns: the ids that are spelt as such.
    func people(_ item: Item?, _ role: String, mayRepeat: Bool = false, into names: inout [PersonName]) -> [PersonID] {
        guard let item, let items = item.list("write `[lin-yue, he-an]`", atMost: ConfigLimits.peopleInRotation) else {
            return []
        }
        var people: [PersonID] = []
        for item in items {
            guard let person = person(item, role, into: &names) else { continue }
            if !mayRepeat, people.contains(person) {
                item.fault("`\(person)` stands twice under `\(item.name)`", "keep one of them")
            }
            people.append(person)
        }
        return people
    }

    /// The id of one person.
    func person(_ item: Item?, _ role: String, into names: inout [PersonName]) -> PersonID? {
        guard let item, let person = item.scalar("write the id of a person") else { return nil }
        names.append(PersonName(person: person, unit: unit.path, role: role, item: item))
        return Spelling.isID(person) ? person : nil
    }

    /// The time `from` … `to` of a map, by the clocks of the unit.
    func span(_ fields: Fields) -> Span? {
        let items = [fields.required("from", example: "2026-12-01"), fields.required("to", example: "2026-12-07")]
        let ends = items.map { item in item.flatMap(moment) }
        guard let start = ends[0], let end = ends[1], let last = items[1] else { return nil }
        let span = Span(start: start.start(by: clock()), end: end.end(by: clock()))
        guard span.start < span.end else {
            last.fault("it ends before it begins", "write a `to` after `from`; a day is inclusive, a time is not")
            return nil
        }
        return span
    }

    private func moment(_ item: Item) -> WrittenMoment? {
        let remedy = "write a day that exists such as `2026-12-01`, or a time such as `2026-12-01T08:30`"
        guard let text = item.scalar(remedy) else { return nil }
        if let moment = WrittenMoment(written: text) { return moment }
        item.misspelt("`\(text)` is no date", remedy)
        return nil
    }

    /// What clocks show when a rotation begins.
    func wall(_ item: Item?) -> Int64? {
        let remedy = "write a day and a time that exist, such as `2026-01-05T08:30`"
        guard let item, let text = item.scalar(remedy) else { return nil }
        if let wall = WallTime.seconds(of: text) { return wall }
        item.misspelt("`\(text)` is no day with a time", remedy)
        return nil
    }
}
