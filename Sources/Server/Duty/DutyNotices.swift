import Dispatching
import Duty
import Escalation
import Messages
import Text

/// Writes to people about their duty, by what the contact tree in force says of them.
struct DutyNotices: Sendable {
    let notices: Notices
    let tree: TreeInForce
    let clock: any Dispatching.Clock

    /// Tells one person; whoever is not in the tree any more is told nothing.
    func tell(
        _ person: PersonID,
        _ kind: DutyNotice.Kind,
        of roster: RosterID,
        _ times: [DutyNotice.Time],
        reason: String? = nil
    ) {
        let (directory, zones) = (tree.current.directory, tree.current.templates.zones)
        guard let reader = directory.people[person] else { return }
        let unit = Directory.parent(of: roster).flatMap { directory.units[$0] }
        let notice = DutyNotice(
            kind,
            roster: Self.name(of: roster, in: directory),
            unit: unit?.path ?? "/",
            unitName: unit?.name ?? LocalizedText(""),
            unitZone: unit?.timeZone ?? reader.timeZone,
            times: times,
            reason: reason
        )
        notices.tell(reader) { [clock] person, id in
            notice.message(to: person, id: id, at: clock.now().wall, zones: zones)
        }
    }

    /// Tells everybody whose duty from now on is another than it was.
    func tellDifferences(within span: Span, from before: DutyCalendar, to after: DutyCalendar, reason: String) {
        let now = clock.now().wall.milliseconds / 1_000
        for one in after.differences(from: before, within: span, now: now) {
            let others = one.others.map(name)
            let times = one.times.map { DutyNotice.Time(from: Self.moment($0.start), until: Self.moment($0.end)) }
            tell(
                one.person,
                one.isOn ? .putOn(insteadOf: others) : .takenOff(by: others),
                of: one.roster,
                times,
                reason: reason
            )
        }
    }

    static func moment(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1_000) }

    func name(_ person: PersonID) -> LocalizedText {
        tree.current.directory.people[person]?.name ?? LocalizedText(person)
    }

    /// What the group is called that the roster makes, where one is called something; else the roster's own name.
    private static func name(of roster: RosterID, in directory: Directory) -> LocalizedText {
        let groups = directory.units.sorted { $0.key < $1.key }.flatMap { unit in
            unit.value.groups.sorted { $0.key < $1.key }.map(\.value)
        }
        if let name = groups.first(where: { $0.roster == roster && $0.name != nil })?.name { return name }
        return LocalizedText(roster.split(separator: "/").last.map(String.init) ?? roster)
    }
}
