package import Escalation
import Text

/// Every roster, hour, absence, override and special period of a contact tree.
package struct DutyCalendar: Sendable {
    /// The hours of a unit: its own, or those of the nearest unit above that has any, by the unit's own clocks.
    package struct UnitHours: Hashable, Sendable {
        package var hours: WeekHours?
        package var clock: WallClock

        /// - Parameters:
        ///   - hours: its own or inherited hours; `nil` without any.
        ///   - clock: the clocks of its zone.
        package init(hours: WeekHours?, clock: WallClock) {
            self.hours = hours
            self.clock = clock
        }
    }

    /// What a group says of duty.
    package struct GroupDuty: Hashable, Sendable {
        package var unit: UnitPath
        package var roster: RosterID?
        package var hours: WeekHours?

        /// - Parameters:
        ///   - unit: the unit that defines it.
        ///   - roster: the roster whose people are its seats.
        ///   - hours: its own hours.
        package init(unit: UnitPath, roster: RosterID? = nil, hours: WeekHours? = nil) {
            self.unit = unit
            self.roster = roster
            self.hours = hours
        }
    }

    package let rosters: [RosterID: Roster]
    /// Groups with the path of their unit.
    package let groups: [String: GroupDuty]
    package let units: [UnitPath: UnitHours]
    /// In the order in which they begin.
    package let periods: [SpecialPeriod]
    /// By roster, in the order in which they begin.
    package let overrides: [RosterID: [Override]]
    /// By person, in the order in which they begin.
    package let absences: [PersonID: [AbsentSpan]]

    /// - Parameters:
    ///   - rosters: every roster.
    ///   - groups: what groups say of duty, by their path.
    ///   - units: the hours of units, by path.
    ///   - periods: none of one unit and those below it that set the same at the same time.
    ///   - overrides: none that contradict.
    ///   - absences: of anybody, in any order.
    package init(
        rosters: [Roster] = [],
        groups: [String: GroupDuty] = [:],
        units: [UnitPath: UnitHours] = [:],
        periods: [SpecialPeriod] = [],
        overrides: [Override] = [],
        absences: [AbsentSpan] = []
    ) {
        self.rosters = Dictionary(rosters.map { ($0.id, $0) }) { first, _ in first }
        self.groups = groups
        self.units = units
        self.periods = periods.sorted { ($0.span.start, $0.name) < ($1.span.start, $1.name) }
        self.overrides = Dictionary(
            grouping: overrides.sorted { ($0.span.start, $0.name) < ($1.span.start, $1.name) },
            by: \.roster
        )
        self.absences = Dictionary(
            grouping: absences.sorted { ($0.span.start, $0.name) < ($1.span.start, $1.name) },
            by: \.person
        )
    }

    /// How far ahead it is looked for what changes next, in seconds.
    static let outlook: Int64 = 366 * 86_400
    /// How many changes of a roster are looked at to find when somebody's duty changes: this is asked while an incident is
    /// decided, and a year of hourly shifts took 10 ms.
    static let changesLookedAt = 64

    static func seconds(_ moment: Timestamp) -> Int64 { moment.milliseconds.flooredQuotient(by: 1_000) }
    static func moment(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1_000) }
}
