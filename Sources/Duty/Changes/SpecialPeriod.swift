package import Escalation

/// A festival, an important session: other rosters, other hours, graver handling.
package struct SpecialPeriod: Hashable, Sendable {
    package var name: String
    /// The unit of its file; it holds there and below.
    package var unit: UnitPath
    package var span: Span
    /// The roster in force by the roster that it replaces.
    package var rosters: [RosterID: RosterID]
    /// The hours of groups, which have the path of their unit.
    package var hours: [String: WeekHours]
    /// As which graver rank a rank is handled.
    package var handle: [Severity: Severity]

    /// - Parameters:
    ///   - name: as the file calls it.
    ///   - unit: the unit of its file.
    ///   - span: for how long.
    ///   - rosters: the roster in force by the roster that it replaces.
    ///   - hours: the hours of groups.
    ///   - handle: as which graver rank a rank is handled.
    package init(
        name: String,
        unit: UnitPath,
        span: Span,
        rosters: [RosterID: RosterID] = [:],
        hours: [String: WeekHours] = [:],
        handle: [Severity: Severity] = [:]
    ) {
        self.name = name
        self.unit = unit
        self.span = span
        self.rosters = rosters
        self.hours = hours
        self.handle = handle
    }
}
