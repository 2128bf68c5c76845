import ConfigFiles
import Escalation

/// Checks what a plan wants against whom there is, in every unit for which it is in force: SEMANTICS §3 and §6.
struct PlanCheck {
    let use: PlanUse
    let directory: Directory
    let log: FaultLog

    private var plan: Plan { use.file.plan }

    /// Reports everything at fault.
    func run() {
        checkFallback()
        for (rank, file) in use.file.responses.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where file.isWhole {
            for step in file.steps {
                checkNeed(step)
                checkNames(step)
            }
            checkAsked(file, rank)
            checkCommander(file, rank)
        }
    }

    private func checkFallback() {
        guard let place = use.file.fallback else { return }
        let lost = use.units.first { unit in
            plan.fallback.allSatisfy { $0.isOptional && directory.candidates(for: $0, in: unit) == nil }
        }
        guard let lost else { return }
        log.add(place, "the fallback names nobody for \(lost)", "add a name that exists for every unit")
    }

    /// A number above the seats of a unit, or above the people who may fill them, can never be met; a step of which no name
    /// exists in a unit is left out there.
    private func checkNeed(_ file: StepFile) {
        guard case .count(let need) = file.step.need else { return }
        for unit in use.units where isKnown(file.step.ask, in: unit) && !isLeftOut(file.step.ask, in: unit) {
            let seats = directory.seats(of: file.step.ask, in: unit)
            // How many seats a roster has is another question at every hour.
            if seats.contains(where: { $0.seat.group.flatMap(directory.group)?.roster != nil }) { continue }
            let number = seats.count == 1 ? "1 seat" : "\(seats.count) seats"
            guard seats.count >= need else {
                let deputies = seats.contains { !$0.deputies.isEmpty } ? "; deputies fill no seats of their own" : ""
                log.add(
                    file.need,
                    "\(need) must answer, but there \(seats.count == 1 ? "is" : "are") \(number) for \(unit)\(deputies)",
                    "lower `need`, or name more groups"
                )
                return
            }
            let people = Self.mostPeople(in: seats)
            guard people >= need else {
                let count = people == 1 ? "1 person" : "\(people) different people"
                log.add(
                    file.need,
                    "\(need) must answer, but \(count) can fill the \(number) for \(unit)",
                    "lower `need`, write `all`, or give the seats deputies"
                )
                return
            }
        }
    }

    /// Two names of `each` that are the same seats everywhere are one name.
    private func checkNames(_ file: StepFile) {
        guard file.step.need == .each else { return }
        for (index, name) in file.step.ask.enumerated() {
            let twin = file.step.ask.prefix(index).first { earlier in
                use.units.allSatisfy { unit in
                    guard let seats = directory.seats(for: name, in: unit)?.map(\.seat) else { return true }
                    return directory.seats(for: earlier, in: unit).map { Set(seats).isSubset(of: $0.map(\.seat)) }
                        ?? false
                }
            }
            guard let twin, use.units.contains(where: { directory.seats(for: name, in: $0)?.isEmpty == false })
            else { continue }
            log.add(
                file.ask,
                "`\(name.name)` leads to no seats but those of `\(twin.name)`, so that `each` does not count it",
                "remove one of them, or name another group"
            )
        }
    }

    /// Somebody must be asked in every unit.
    private func checkAsked(_ file: ResponseFile, _ rank: Severity) {
        let names = file.response.steps.flatMap(\.ask)
        let lost = use.units.first { unit in
            names.allSatisfy { $0.isOptional && directory.candidates(for: $0, in: unit) == nil }
        }
        guard let lost else { return }
        log.add(file.place, "nobody is asked for the rank \(rank.numeral) in \(lost)", "add a name that exists there")
    }

    /// Whoever is to lead must be among those who are asked, themselves or a deputy of theirs.
    private func checkCommander(_ file: ResponseFile, _ rank: Severity) {
        guard let commander = file.response.commander ?? plan.commander,
            let place = file.response.commander == nil ? use.file.commander : file.commander
        else { return }
        for unit in use.units {
            guard let order = directory.seats(for: commander, in: unit), !order.isEmpty,
                file.steps.allSatisfy({ isKnown($0.step.ask, in: unit) })
            else { continue }
            let asked = Set(directory.seats(of: file.response.steps.flatMap(\.ask), in: unit).flatMap(\.people))
            guard asked.isDisjoint(with: order.flatMap(\.people)) else { continue }
            log.add(
                place,
                "nobody of `\(commander.name)`, holder or deputy, is asked for the rank \(rank.numeral) in \(unit)",
                "ask `\(commander.name)` in a step of \(rank.numeral), or name a `commander:` for it who is asked"
            )
            return
        }
    }

    /// Whether every name leads to somebody that must, and no group is at fault; if not, that is reported already.
    private func isKnown(_ names: [Reference], in unit: UnitPath) -> Bool {
        names.allSatisfy { name in
            guard let found = directory.candidates(for: name, in: unit) else { return name.isOptional }
            return !found.isEmpty
        }
    }

    /// Whether none of the names leads anywhere.
    private func isLeftOut(_ names: [Reference], in unit: UnitPath) -> Bool {
        names.allSatisfy { directory.candidates(for: $0, in: unit) == nil }
    }

    /// How many different people can fill the seats, each one of them: a greatest matching, by augmenting paths.
    private static func mostPeople(in seats: [SeatCall]) -> Int {
        var seatOf: [PersonID: Int] = [:]
        func place(_ seat: Int, _ tried: inout Set<PersonID>) -> Bool {
            for person in seats[seat].people where tried.insert(person).inserted {
                if let other = seatOf[person], !place(other, &tried) { continue }
                seatOf[person] = seat
                return true
            }
            return false
        }
        return seats.indices.count { seat in
            var tried: Set<PersonID> = []
            return place(seat, &tried)
        }
    }
}
