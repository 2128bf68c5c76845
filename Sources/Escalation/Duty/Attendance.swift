/// Whether somebody is on duty at a moment, and what says so.
package struct Attendance: Hashable, Codable, Sendable {
    package var isOnDuty: Bool
    package var source: Source
    /// When this changes; `nil` when it does not within a year, or only after many changes of a roster.
    package var until: Timestamp?

    package init(isOnDuty: Bool, source: Source, until: Timestamp? = nil) {
        self.isOnDuty = isOnDuty
        self.source = source
        self.until = until
    }

    /// What says whether somebody is on duty.
    package enum Source: Hashable, Codable, Sendable {
        case roster(RosterID)
        /// The hours of a group, with the path of its unit.
        case hoursOfGroup(String)
        /// The hours of a group as a special period of that name sets them.
        case hoursOfPeriod(String, group: String)
        /// The hours of a unit, which may be those of a unit above it.
        case hoursOfUnit(UnitPath)
    }
}
