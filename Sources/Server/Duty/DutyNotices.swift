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
    func tell(_ person: PersonID, _ kind: DutyNotice.Kind, of roster: RosterID, _ span: Span, reason: String? = nil) {
        tell(person, kind, of: roster, from: span.start, until: span.end, reason: reason)
    }

    func tell(
        _ person: PersonID,
        _ kind: DutyNotice.Kind,
        of roster: RosterID,
        from: Int64,
        until: Int64?,
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
            from: Timestamp(milliseconds: from * 1_000),
            until: until.map { Timestamp(milliseconds: $0 * 1_000) },
            reason: reason
        )
        notices.tell(reader) { [clock] person, id in
            notice.message(to: person, id: id, at: clock.now().wall, zones: zones)
        }
    }

    /// Tells everybody whom an override puts on duty or takes off, or that it counts no more.
    func tell(of override: Override, isWithdrawn: Bool = false, reason: String) {
        func tell(_ people: some Sequence<PersonID>, _ kind: DutyNotice.Kind) {
            let kind = isWithdrawn ? .withdrawn : kind
            for person in people { self.tell(person, kind, of: override.roster, override.span, reason: reason) }
        }
        for (gone, come) in override.replaced.sorted(by: { $0.key < $1.key }) {
            tell([gone], .takenOff(by: name(come)))
            tell([come], .putOn(insteadOf: name(gone)))
        }
        tell(override.added, .putOn(insteadOf: nil))
        tell(override.removed, .takenOff(by: nil))
    }

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
