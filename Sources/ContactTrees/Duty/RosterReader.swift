import ConfigFiles
import Duty
import Escalation

/// Reads every `rosters.yaml`.
struct RosterReader {
    private let reader: DutyReader
    private(set) var names: [PersonName] = []
    private(set) var rosters: [RosterFile] = []
    private(set) var periods: [PeriodFile] = []

    init(unit: Unit, zones: TimeZones) {
        reader = DutyReader(unit: unit, zones: zones)
    }

    /// Takes a file in.
    mutating func read(_ item: Item) {
        let example = "rosters: {duty-roster: {rotations: […]}}"
        guard let fields = item.fields("a file of rosters", example: example) else { return }
        if let item = fields.optional("rosters") { readRosters(item) }
        if let item = fields.optional("special_periods") { readPeriods(item) }
        fields.notYetKnown("check_ins", remedy: "remove it; nobody is asked for a sign of life")
        fields.finish()
    }

    private mutating func readRosters(_ item: Item) {
        let remedy = "write `duty-roster: {rotations: [{from: 2026-01-05T08:30, every: 1d, people: [lin-yue, he-an]}]}`"
        for (id, item) in item.entries(remedy, atMost: ConfigLimits.rostersInUnit) ?? [] {
            guard Spelling.isID(id) else {
                item.keyMisspelt("`\(id)` is not an id of a roster", Spelling.idRemedy)
                continue
            }
            guard let fields = item.fields("a roster", example: "\(id): {members: [lin-yue]}") else { continue }
            let clock = reader.clock(fields.optional("time_zone"))
            let rotations = fields.optional("rotations").map { self.rotations($0) }
            let members = fields.optional("members").map { reader.people($0, "is a member of a roster", into: &names) }
            let remind = fields.optional("remind").map(leads) ?? []
            fields.finish()
            if rotations == nil, members == nil {
                fields.log.add(
                    item.owner,
                    "the roster `\(id)` has nobody",
                    "add `rotations: [{from: 2026-01-05T08:30, every: 1d, people: [lin-yue, he-an]}]`"
                )
            }
            let path = reader.unit.path + "/" + id
            let roster = Roster(
                id: path,
                clock: clock,
                rotations: rotations ?? [],
                members: members ?? [],
                remind: remind
            )
            rosters.append(RosterFile(roster: roster, place: item.owner))
        }
    }

    /// How many seconds before a shift somebody is reminded.
    private func leads(_ item: Item) -> [Int64] {
        let remedy = "write times from 1m to 31d, such as `[1d, 1h]`"
        var leads: [Int64] = []
        for item in item.list(remedy, atMost: ConfigLimits.remindersOfShift) ?? [] {
            guard let span = item.duration(atMost: .days(31)) else { continue }
            let seconds = span.milliseconds / 1_000
            if seconds < 60 {
                item.fault("\(span) before a shift is too short", remedy)
            } else if leads.contains(seconds) {
                item.fault("\(span) stands there twice", "remove one of them")
            } else {
                leads.append(seconds)
            }
        }
        return leads
    }

    private mutating func rotations(_ item: Item) -> [Rotation] {
        let example = "{from: 2026-01-05T08:30, every: 1d, people: [lin-yue, he-an]}"
        var rotations: [Rotation] = []
        for item in item.list("write `[\(example)]`", atMost: ConfigLimits.rotationsInRoster) ?? [] {
            guard let fields = item.fields("a rotation", example: example) else { continue }
            let start = reader.wall(fields.required("from", example: "2026-01-05T08:30"))
            let turn = fields.required("every", example: "1d").flatMap(turn)
            let peopleItem = fields.required("people", example: "[lin-yue, he-an]")
            let people = reader.people(peopleItem, "takes a shift", mayRepeat: true, into: &names)
            let hours = fields.optional("hours").map { $0.hours() } ?? .always
            fields.finish()
            guard let start, let turn, let hours, !people.isEmpty else { continue }
            rotations.append(Rotation(start: start, turn: turn, people: people, hours: hours))
        }
        return rotations
    }

    private func turn(_ item: Item) -> Turn? {
        let remedy = "write hours, days, weeks or months: `12h`, `1d`, `1w`, `1mo`; ten years at most"
        guard let text = item.scalar(remedy) else { return nil }
        if let turn = Turn(written: text) { return turn }
        item.misspelt("`\(text)` is no time after which the next one comes on", remedy)
        return nil
    }

    private mutating func readPeriods(_ item: Item) {
        let example = "{from: 2027-03-03, to: 2027-03-15, rosters: {duty-roster: duty-plus}}"
        let remedy = "write `two-sessions: \(example)`"
        for (name, item) in item.entries(remedy, atMost: ConfigLimits.periodsInUnit) ?? [] {
            guard Spelling.isID(name) else {
                item.keyMisspelt("`\(name)` is not an id of a special period", Spelling.idRemedy)
                continue
            }
            guard let fields = item.fields("a special period", example: "\(name): \(example)") else { continue }
            let span = reader.span(fields)
            let rosters = fields.optional("rosters")?.entries(
                "write `{duty-roster: duty-plus}`",
                atMost: ConfigLimits.rostersInUnit
            )
            let hours = fields.optional("hours")?.entries("write `{works: always}`", atMost: ConfigLimits.groupsInUnit)
            fields.notYetKnown("handle", remedy: "remove it; every rank is handled as what it is")
            if !["rosters", "hours", "handle"].contains(where: fields.has) {
                item.fault("the special period `\(name)` changes nothing", "add `rosters` or `hours`")
            }
            fields.finish()
            guard let span else { continue }
            periods.append(
                PeriodFile(
                    name: name,
                    unit: reader.unit.path,
                    span: span,
                    rosters: (rosters ?? []).map { ($0.item.key, $0.item) },
                    hours: (hours ?? []).compactMap { entry in entry.item.hours().map { (entry.item.key, $0) } },
                    place: item.owner
                )
            )
        }
    }
}
