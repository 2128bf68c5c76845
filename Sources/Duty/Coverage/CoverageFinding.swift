package import Escalation

/// Something that rosters, absences and plans leave uncovered.
package struct CoverageFinding: Hashable, Sendable {
    package var kind: Kind
    /// When it holds, ascending; none where it always does.
    package var times: [Span]

    /// What is uncovered.
    package enum Kind: Hashable, Sendable {
        /// Nobody is there by a roster: it names nobody, or everybody whom it names is absent and nobody stands in.
        case gap(RosterID)
        /// Somebody is there by two rosters at once.
        case twice(PersonID, RosterID, RosterID)
        /// The holder of a seat of a group and every deputy are absent.
        case seat(group: String, holder: PersonID)
        /// Nobody whom the steps of a rank name could be reached.
        case nobody(UnitPath, PlanName, Severity)
        /// One person alone could be reached of all whom the steps of a rank name.
        case onlyOne(UnitPath, PlanName, Severity, PersonID)
        /// All addresses of somebody are logs, which nobody carries about.
        case onlyLog(PersonID)
    }
}
