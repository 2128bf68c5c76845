import ConfigFiles
import Escalation

/// Checks the people in seats: they exist, have an address, sit once in a group, and nobody is their own deputy.
///
/// Deputies of deputies are never asked, so that two who stand in for each other, and longer circles, are as good as any.
struct SeatCheck {
    /// Who stands once in a seat, or holds one in a group.
    private struct Standing: Hashable {
        var unit: UnitPath
        var group: String
        /// The seat of a deputy; `nil` for holders.
        var seat: Int?
        var person: PersonID
    }

    let seats: [GroupReader.SeatUse]
    let people: PersonCheck
    let log: FaultLog

    /// Reports everything at fault.
    func run() {
        var known: [Standing: Place] = [:]
        for seat in seats {
            guard people.check(seat.name) else { continue }
            if seat.person == seat.deputyOf {
                log.add(seat.place, "`\(seat.person)` is a deputy of their own", "name somebody else, or remove it")
                continue
            }
            let index = seat.deputyOf == nil ? nil : seat.seat
            let standing = Standing(unit: seat.unit, group: seat.group, seat: index, person: seat.person)
            guard let first = known[standing] else {
                known[standing] = seat.place
                continue
            }
            let what = index == nil ? "holds a seat in `\(seat.group)` already" : "is a deputy of this seat already"
            log.add(seat.place, "`\(seat.person)` \(what) (line \(first.line))", "keep one of them")
        }
    }
}
