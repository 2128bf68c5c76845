import Duty
import Escalation

extension DutyCalendar {
    /// Everybody who may come on by a roster: by its rotations, as a member, by an override, or by the roster of a special period.
    func everybody(of roster: RosterID) -> [PersonID] {
        let inForce = [roster] + periods.compactMap { $0.rosters[roster] }
        var seen: Set<PersonID> = []
        return inForce.flatMap { id -> [PersonID] in
            let own = rosters[id].map { $0.rotations.flatMap(\.people) + $0.members } ?? []
            return own + (overrides[id] ?? []).flatMap { $0.comingOn.sorted() }
        }.filter { seen.insert($0).inserted }
    }
}
