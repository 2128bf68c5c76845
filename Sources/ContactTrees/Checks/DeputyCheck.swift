import ConfigFiles
import Escalation

/// Checks the people in seats: they exist, have an address, sit once in a group, and deputies run in no circle.
struct DeputyCheck {
    let seats: [GroupReader.SeatUse]
    let people: [PersonID: Person]
    /// Whether every person of the tree is known; if not, names that lead nowhere are not reported.
    let isWholeTreeKnown: Bool
    let log: FaultLog

    /// Reports everything at fault.
    func run() {
        var holders: [String: Place] = [:]
        for seat in seats {
            checkPerson(of: seat)
            guard seat.deputyOf == nil else { continue }
            let key = "\(seat.unit) \(seat.group) \(seat.person)"
            if let first = holders[key] {
                log.add(
                    seat.place,
                    "`\(seat.person)` holds a seat in `\(seat.group)` already (line \(first.line))",
                    "keep one of the seats"
                )
            } else {
                holders[key] = seat.place
            }
        }
        checkCircles()
    }

    private func checkPerson(of seat: GroupReader.SeatUse) {
        guard let person = people[seat.person] else {
            if isWholeTreeKnown {
                let question = Suggestion.question(seat.person, among: people.keys.sorted())
                log.add(
                    seat.place,
                    "there is no person `\(seat.person)`",
                    "\(question.map { $0 + " " } ?? "")name somebody from `people` of any unit"
                )
            }
            return
        }
        if person.addresses.isEmpty {
            let role = seat.deputyOf == nil ? "holds a seat" : "is a deputy"
            log.add(
                seat.place,
                "`\(seat.person)` \(role) and has no address",
                "add an address to `\(seat.person)`, or name somebody else"
            )
        }
    }

    /// Follows deputies of deputies over the whole tree; reports the place that closes each circle.
    private func checkCircles() {
        let uses = seats.filter { $0.deputyOf?.isEmpty == false }
        let edges = Dictionary(grouping: uses) { $0.deputyOf ?? "" }
        var finished: Set<PersonID> = []
        for start in uses.compactMap(\.deputyOf) where !finished.contains(start) {
            var path: [(person: PersonID, next: Int)] = [(start, 0)]
            var onPath: Set<PersonID> = [start]
            while let top = path.last {
                let deputies = edges[top.person, default: []]
                guard top.next < deputies.count else {
                    finished.insert(top.person)
                    onPath.remove(top.person)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let deputy = deputies[top.next]
                if onPath.contains(deputy.person) {
                    let circle = path.map(\.person).drop { $0 != deputy.person } + [deputy.person]
                    report(circle: Array(circle), at: deputy.place)
                } else if !finished.contains(deputy.person) {
                    path.append((deputy.person, 0))
                    onPath.insert(deputy.person)
                }
            }
        }
    }

    private func report(circle: [PersonID], at place: Place) {
        let what =
            circle.count == 2
            ? "`\(circle[0])` is a deputy of their own"
            : "deputies run in a circle: " + circle.map { "`\($0)`" }.joined(separator: " → ")
        log.add(place, what, "remove one of these deputies")
    }
}
