package import Escalation

/// What somebody is told of their duty, apart from any incident.
package struct DutyNotice: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// They come on: who goes off then, and which incidents are open now, each in a line.
        case comesOn(goingOff: [LocalizedText], incidents: [String])
        /// A change puts them on duty, in the place of these people or beside others.
        case putOn(insteadOf: [LocalizedText])
        /// A change takes them off duty; who comes on then.
        case takenOff(by: [LocalizedText])
    }

    /// From one moment until another; `nil` when no end is known.
    package struct Time: Hashable, Sendable {
        package var from: Timestamp
        package var until: Timestamp?

        package init(from: Timestamp, until: Timestamp?) {
            self.from = from
            self.until = until
        }
    }

    package var kind: Kind
    /// What the roster is called.
    package var roster: LocalizedText
    /// The unit of the roster, and how it is called.
    package var unit: UnitPath
    package var unitName: LocalizedText
    /// The zone of the unit: times are by the reader's clock, with its zone where that is another.
    package var unitZone: String
    /// When, ascending; never empty.
    package var times: [Time]
    /// What whoever made a change said.
    package var reason: String?

    /// - Parameters:
    ///   - kind: what they are told.
    ///   - roster: what the roster is called.
    ///   - unit: its unit.
    ///   - unitName: how that is called.
    ///   - unitZone: its zone.
    ///   - times: when, ascending; at least one.
    ///   - reason: what whoever made a change said.
    package init(
        _ kind: Kind,
        roster: LocalizedText,
        unit: UnitPath,
        unitName: LocalizedText,
        unitZone: String,
        times: [Time],
        reason: String? = nil
    ) {
        self.kind = kind
        self.roster = roster
        self.unit = unit
        self.unitName = unitName
        self.unitZone = unitZone
        self.times = times
        self.reason = reason
    }
}
