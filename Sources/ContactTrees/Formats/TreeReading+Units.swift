import ConfigFiles
import Escalation
import Text

extension TreeReading {
    /// `unit.yaml`.
    func unit(_ item: Item, blank: Unit, isTop: Bool) -> Unit {
        guard let fields = item.fields("a unit", example: "name: Town Office") else {
            isWholeTreeKnown = false
            return blank
        }
        var unit = blank
        let name = fields.required("name", example: "Town Office")
        let zone = isTop ? fields.required("time_zone", example: "Asia/Shanghai") : fields.optional("time_zone")
        let language = isTop ? fields.required("language", example: "en") : fields.optional("language")
        unit.name = localized(name, atMost: ConfigLimits.charactersInName) ?? blank.name
        unit.timeZone = timeZone(zone) ?? blank.timeZone
        unit.language = self.language(language, of: blank.path) ?? blank.language
        if let people = fields.optional("people") { self.people(people, of: unit) }
        if let groups = fields.optional("groups") { unit.groups = self.groups(groups, of: unit) }
        let remedy = "remove it; this version knows people and groups"
        for key in ["rosters", "absences", "special_periods", "check_ins"] { fields.notYetKnown(key, remedy: remedy) }
        fields.finish()
        return unit
    }

    /// A zone of the IANA database.
    func timeZone(_ item: Item?) -> String? {
        guard let item, let text = item.scalar("write an IANA zone such as `Asia/Shanghai`") else { return nil }
        do throws(ZoneFault) {
            _ = try zones.rules(of: text)
            return text
        } catch {
            // Incidents of the set that was last in force go on; their times are in UTC, and say so.
            if error != .noName, secrets.makesUnusable { return text }
            let (what, remedy) = TimeZones(zones: zones).fault(of: text, error)
            item.misspelt(what, remedy)
            return nil
        }
    }
}
