import ConfigFiles
import Duty
import Escalation

/// Reads `groups:` of every unit.
struct GroupReader {
    /// What stands for a person in a seat.
    struct SeatUse {
        var unit: UnitPath
        var group: String
        var person: PersonID
        /// The holder for whom the person stands in; `nil` for the holder.
        var deputyOf: PersonID?
        /// Which seat of the group it is, counted from 0.
        var seat: Int
        /// As it is written; it need not be an id.
        var item: Item

        var place: Place { item.place }

        var name: PersonName {
            let role = deputyOf == nil ? "holds a seat" : "is a deputy"
            return PersonName(person: person, unit: unit, role: role, item: item)
        }
    }

    private let texts: TextReader
    /// Places of groups, by unit and id.
    private(set) var places: [(unit: UnitPath, id: String, place: Place)] = []
    private(set) var seats: [SeatUse] = []
    /// What each group says of duty, by its path.
    private(set) var duty: [String: DutyCalendar.GroupDuty] = [:]
    /// Groups whose seats are the people of a roster.
    private(set) var rosterGroups: [DutyFiles.RosterGroup] = []
    /// Whether every group and everybody in it could be read.
    private(set) var isComplete = true

    init(texts: TextReader) {
        self.texts = texts
    }

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
        let name = texts.localized(fields.optional("name"), atMost: ConfigLimits.charactersInName)
        let seats = fields.optional("seats")
        let members = fields.optional("members")
        let isTask = TaskKeys.all.contains { fields.has($0) }
        let roster = fields.optional("roster")
        let hours = fields.optional("hours").flatMap { $0.hours() }
        duty[unit + "/" + id] = DutyCalendar.GroupDuty(unit: unit, hours: hours)
        if !fields.refuseTask() || seats != nil || members != nil || roster != nil { fields.finish() }
        if let roster {
            rosterGroups.append(DutyFiles.RosterGroup(name: id, unit: unit, roster: roster))
            if seats != nil || members != nil {
                let what = "the group `\(id)` has a roster, and \(seats == nil ? "`members`" : "`seats`") beside it"
                fields.log.add(
                    fields.place,
                    what,
                    "keep one of them; `members` of the roster itself are there in its gaps"
                )
            }
            return Group(seats: [])
        }
        switch (seats, members) {
        case (let seats?, nil):
            return Group(name: name, seats: self.seats(seats, group: id, of: unit))
        case (nil, let members?):
            let remedy = "write `[lin-yue, he-an]`"
            let items = members.list(remedy, atMost: ConfigLimits.seatsInGroup)
            let holders = (items ?? []).enumerated().compactMap { seat, item in
                personID(item, SeatPlace(unit: unit, group: id, seat: seat), deputyOf: nil)
            }
            if holders.count != items?.count { isComplete = false }
            return Group(name: name, seats: holders.map { Seat(holder: $0) })
        case (nil, nil):
            if !isTask { fields.log.add(fields.place, "the group `\(id)` has no seats", "add `members: [lin-yue]`") }
        default:
            fields.log.add(fields.place, "the group `\(id)` has both `seats` and `members`", "keep one of them")
        }
        return Group(seats: [])
    }

    private mutating func seats(_ item: Item, group: String, of unit: UnitPath) -> [Seat] {
        let remedy = "write `[{role: head, holder: lin-yue, deputies: [he-an]}]`"
        let items = item.list(remedy, atMost: ConfigLimits.seatsInGroup)
        let seats: [Seat] = (items ?? []).enumerated().compactMap { index, item in
            let place = SeatPlace(unit: unit, group: group, seat: index)
            guard let fields = item.fields("a seat", example: "{role: head, holder: lin-yue}") else { return nil }
            let role = texts.localized(fields.optional("role"), atMost: ConfigLimits.charactersInName)
            let holder = fields.required("holder", example: "lin-yue")
                .flatMap { personID($0, place, deputyOf: nil) }
            let deputies = fields.optional("deputies")
                .flatMap { $0.list("write `[he-an]`", atMost: ConfigLimits.deputiesOfSeat, mayBeEmpty: true) }
            let deputyIDs = (deputies ?? [])
                .compactMap { personID($0, place, deputyOf: holder ?? "") }
            if deputyIDs.count != (deputies ?? []).count { isComplete = false }
            fields.finish()
            return holder.map { Seat(role: role, holder: $0, deputies: deputyIDs) }
        }
        if seats.count != items?.count { isComplete = false }
        return seats
    }

    private struct SeatPlace {
        var unit: UnitPath
        var group: String
        var seat: Int
    }

    /// The id of a person; a text that is none is kept for the check that knows what it may mean.
    private mutating func personID(_ item: Item, _ place: SeatPlace, deputyOf: PersonID?) -> PersonID? {
        if case .map(let pairs) = item.value.content, pairs.contains(where: { $0.key == "holder" }) {
            item.fault("`\(item.name)` lists people, and a seat stands here", "write `seats:` for `\(item.name):`")
            return nil
        }
        guard !item.refuseTask(), let person = item.scalar("write the id of a person") else { return nil }
        seats.append(
            SeatUse(
                unit: place.unit,
                group: place.group,
                person: person,
                deputyOf: deputyOf,
                seat: place.seat,
                item: item
            )
        )
        return Spelling.isID(person) ? person : nil
    }
}
