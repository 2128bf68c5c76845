import Duty
import Escalation
import Server
import Text

/// The rosters that a command is about.
struct DutyScope {
    static let week: Int64 = 7 * 86_400
    /// Thirteen weeks.
    static let quarter: Int64 = 91 * 86_400
    static let longest: Int64 = 366 * 86_400

    let directory: Directory
    let duty: DutyCalendar
    /// Whose rosters they are, with those below it; `nil` for all.
    let unit: UnitPath?
    let rosters: [RosterID]

    /// - Parameters:
    ///   - directory: a tree as read.
    ///   - unit: whose rosters are meant: its own, those below it, and those above it that its groups name.
    /// - Throws: ``CommandError`` for a unit that there is not, and where there is no roster.
    init(_ directory: Directory, unit: UnitPath?) throws(CommandError) {
        let duty = directory.duty as? DutyCalendar ?? DutyCalendar()
        self.directory = directory
        self.duty = duty
        self.unit = unit
        guard let unit else {
            rosters = duty.ownRosters
            guard !rosters.isEmpty else { throw Self.none("the contact tree") }
            return
        }
        guard directory.units[unit] != nil else {
            let known = directory.units.keys.sorted().joined(separator: ", ")
            throw CommandError(text: "there is no unit \(unit); there are \(known)")
        }
        var named: Set<RosterID> = []
        var seen: Set<String> = []
        for owner in directory.lineage(of: unit) {
            for (name, group) in owner.groups where seen.insert(name).inserted {
                if let roster = group.roster { named.insert(roster) }
            }
        }
        rosters = duty.ownRosters.filter { $0.hasPrefix(unit + "/") || named.contains($0) }
        guard !rosters.isEmpty else { throw Self.none(unit) }
    }

    private static func none(_ what: String) -> CommandError {
        CommandError(text: "\(what) has no roster; `rosters.yaml` of a unit has them (docs/contact-tree.md)")
    }

    /// By which clocks a time is read: those of the unit, or of all at the top where they have the same zone.
    ///
    /// - Parameter written: the time; one with a distance from UTC needs no zone.
    /// - Returns: `nil` where nothing says which.
    func zone(for written: String) -> String? {
        if let unit { return directory.units[unit]?.timeZone }
        let zones = Set(directory.units.values.filter { Directory.parent(of: $0.path) == nil }.map(\.timeZone))
        return zones.count == 1 || RFC3339.milliseconds(of: written) != nil ? zones.min() : nil
    }

    /// The zone of a roster's unit.
    func zone(of roster: RosterID) -> String {
        Directory.parent(of: roster).flatMap { directory.units[$0]?.timeZone } ?? "UTC"
    }
}
