import ConfigFiles
import Duty
import Escalation
import Text

/// What the files of a tree say of duty, as it is collected.
struct DutyFiles {
    /// A group whose seats are the people of a roster.
    struct RosterGroup {
        var name: String
        var unit: UnitPath
        /// The name of the roster.
        var roster: Item
    }

    /// The hours of units that have their own.
    var hours: [UnitPath: WeekHours] = [:]
    /// What groups say, by their path.
    var groups: [String: DutyCalendar.GroupDuty] = [:]
    var rosterGroups: [RosterGroup] = []
    var rosters: [RosterFile] = []
    var periods: [PeriodFile] = []
    var overrides: [OverrideFile] = []
    var absences: [AbsentSpan] = []
    /// Everybody who is named in them.
    var names: [PersonName] = []

    /// All of it, once every unit is known.
    ///
    /// - Parameters:
    ///   - directory: the units, with their zones.
    ///   - zones: the rules of the zones; one whose rules are not there any more counts as UTC, as where times are shown.
    ///   - log: takes names that lead nowhere, and what contradicts.
    /// - Returns: what could be read of it.
    func calendar(of directory: Directory, by zones: Zones, log: FaultLog) -> DutyCalendar {
        let names = DutyNames(directory: directory, rosters: Set(rosters.map(\.roster.id)), log: log)
        var units: [UnitPath: DutyCalendar.UnitHours] = [:]
        for (path, unit) in directory.units {
            let nearest = directory.lineage(of: path).first { hours[$0.path] != nil }
            let rules = (try? zones.rules(of: unit.timeZone)) ?? .utc
            units[path] = DutyCalendar.UnitHours(
                hours: nearest.flatMap { hours[$0.path] },
                clock: WallClock(rules: rules)
            )
        }
        var groups = groups
        for group in rosterGroups {
            groups[group.unit + "/" + group.name]?.roster = names.roster(group.roster, from: group.unit)
        }
        let overrides = self.overrides.compactMap { file -> OverrideFile? in
            guard let roster = names.roster(file.roster, from: file.unit) else { return nil }
            var file = file
            file.override.roster = roster
            return file
        }
        let periods = self.periods.map { (file: $0, period: names.period($0)) }
        ChangeCheck(overrides: overrides, periods: periods, log: log).run()
        return DutyCalendar(
            rosters: rosters.map(\.roster),
            groups: groups,
            units: units,
            periods: periods.map(\.period),
            overrides: overrides.map(\.override),
            absences: absences
        )
    }
}
