import ConfigFiles
import Duty
import Escalation
import Text

/// Reads every `unit.yaml`.
struct UnitReader {
    private(set) var people: PeopleReader
    private(set) var groups: GroupReader
    private let texts: TextReader
    private let zones: TimeZones
    /// The hours of units that have their own.
    private(set) var hours: [UnitPath: WeekHours] = [:]
    private var isEveryFileRead = true

    /// What a later version brings.
    private static let unbuilt = [
        "roles", "rosters", "absences", "overrides", "special_periods", "check_ins", "integrations",
    ]

    /// Whether everybody and every group could be read.
    var isComplete: Bool { isEveryFileRead && people.isComplete && groups.isComplete }

    init(texts: TextReader, zones: TimeZones, addresses: AddressReader) {
        self.texts = texts
        self.zones = zones
        groups = GroupReader(texts: texts)
        people = PeopleReader(texts: texts, zones: zones, addresses: addresses)
    }

    /// The unit of a file; `blank` has what stands where the file says nothing.
    mutating func unit(_ item: Item, blank: Unit, isTop: Bool) -> Unit {
        guard let fields = item.fields("a unit", example: "name: Town Office") else {
            isEveryFileRead = false
            return blank
        }
        var unit = blank
        let name = fields.required("name", example: "Town Office")
        let zone = isTop ? fields.required("time_zone", example: "Asia/Shanghai") : fields.optional("time_zone")
        let language = isTop ? fields.required("language", example: "en") : fields.optional("language")
        unit.name = texts.localized(name, atMost: ConfigLimits.charactersInName) ?? blank.name
        unit.timeZone = zones.zone(zone) ?? blank.timeZone
        unit.language = texts.language(language, of: blank.path) ?? blank.language
        if let hours = fields.optional("hours") { self.hours[unit.path] = hours.hours() }
        if let people = fields.optional("people") { self.people.read(people, of: unit) }
        if let groups = fields.optional("groups") { unit.groups = self.groups.groups(groups, of: unit.path) }
        let remedy = "remove it; this version knows people and groups"
        for key in Self.unbuilt { fields.notYetKnown(key, remedy: remedy) }
        fields.finish()
        return unit
    }
}
