import ConfigFiles
import Escalation

/// Reads `groups:` of every unit.
struct GroupReader {
    /// A person in a seat.
    struct SeatUse {
        var unit: UnitPath
        var group: String
        var person: PersonID
        /// The holder for whom the person stands in; `nil` for the holder.
        var deputyOf: PersonID?
        var place: Place
    }

    /// Places of groups, by unit and id.
    private(set) var places: [(unit: UnitPath, id: String, place: Place)] = []
    private(set) var seats: [SeatUse] = []
    /// Whether every group and everybody in it could be read.
    private(set) var isComplete = true

    /// The groups of a unit by their ids.
    mutating func groups(_ item: Item, of unit: UnitPath) -> [String: Group] {
        let remedy = "write `leaders: {seats: [{role: head, holder: lin-yue, deputies: [he-an]}]}`"
        guard let entries = item.entries(remedy, atMost: ConfigLimits.groupsInUnit, mayBeEmpty: true) else {
            isComplete = false
            return [:]
        }
        var groups: [String: Group] = [:]
        for (id, item) in entries {
            guard Spelling.isID(id) else {
                item.keyMisspelt("`\(id)` is not an id of a group", Spelling.idRemedy)
                isComplete = false
                continue
            }
            places.append((unit, id, item.owner))
            groups[id] = group(item, id: id, of: unit)
        }
        return groups
    }

    private mutating func group(_ item: Item, id: String, of unit: UnitPath) -> Group {
        guard let fields = item.fields("a group", example: "\(id): {members: [lin-yue]}") else {
            return Group(seats: [])
        }
        let seats = fields.optional("seats")
        let members = fields.optional("members")
        let hasRoster = fields.has("roster")
        fields.notYetKnown("roster", remedy: "name the people: `members: [lin-yue, he-an]`")
        fields.finish()
        switch (seats, members) {
        case (let seats?, nil):
            return Group(seats: self.seats(seats, group: id, of: unit))
        case (nil, let members?):
            let remedy = "write `[lin-yue, he-an]`"
            let items = members.list(remedy, atMost: ConfigLimits.seatsInGroup)
            let holders = (items ?? []).compactMap { personID($0, group: id, of: unit, deputyOf: nil) }
            if holders.count != items?.count { isComplete = false }
            return Group(seats: holders.map { Seat(holder: $0) })
        case (nil, nil):
            if !hasRoster { fields.log.add(fields.place, "the group `\(id)` has no seats", "add `members: [lin-yue]`") }
        default:
            fields.log.add(fields.place, "the group `\(id)` has both `seats` and `members`", "keep one of them")
        }
        return Group(seats: [])
    }

    private mutating func seats(_ item: Item, group: String, of unit: UnitPath) -> [Seat] {
        let remedy = "write `[{role: head, holder: lin-yue, deputies: [he-an]}]`"
        let items = item.list(remedy, atMost: ConfigLimits.seatsInGroup)
        let seats: [Seat] = (items ?? []).compactMap { item in
            guard let fields = item.fields("a seat", example: "{role: head, holder: lin-yue}") else { return nil }
            let role = fields.optional("role")?.line(atMost: ConfigLimits.charactersInName, "write a word")
            let holder = fields.required("holder", example: "lin-yue")
                .flatMap { personID($0, group: group, of: unit, deputyOf: nil) }
            let deputies = fields.optional("deputies")
                .flatMap { $0.list("write `[he-an]`", atMost: ConfigLimits.deputiesOfSeat, mayBeEmpty: true) }
            let deputyIDs = (deputies ?? [])
                .compactMap { personID($0, group: group, of: unit, deputyOf: holder ?? "") }
            fields.finish()
            return holder.map { Seat(role: role, holder: $0, deputies: deputyIDs) }
        }
        if seats.count != items?.count { isComplete = false }
        return seats
    }

    private mutating func personID(_ item: Item, group: String, of unit: UnitPath, deputyOf: PersonID?) -> PersonID? {
        guard let person = item.id("a person") else { return nil }
        seats.append(SeatUse(unit: unit, group: group, person: person, deputyOf: deputyOf, place: item.place))
        return person
    }
}
