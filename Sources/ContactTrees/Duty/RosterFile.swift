import ConfigFiles
import Duty
import Escalation

/// A roster as read, with the place that the checks of the whole point to.
struct RosterFile {
    var roster: Roster
    /// Where its name stands.
    var place: Place
}

/// A special period as read; its names are looked up once the whole tree is known.
struct PeriodFile {
    var name: String
    var unit: UnitPath
    var span: Span
    /// The roster in force by the roster that it replaces, as they are written.
    var rosters: [(replaced: Item, by: Item)]
    /// The hours of groups by their names.
    var hours: [(group: Item, hours: WeekHours)]
    /// Where its name stands.
    var place: Place
}

/// A file of `changes/` as read: an override, whose roster is looked up once the whole tree is known, or an absence.
enum ChangeFile {
    case override(OverrideFile)
    case absence(AbsentSpan)
}

/// An override as read.
struct OverrideFile {
    var override: Override
    var unit: UnitPath
    /// The name of its roster.
    var roster: Item
}
