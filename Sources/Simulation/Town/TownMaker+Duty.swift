/// Draws who is there when: rotas, hours, leaves, swaps and feasts.
///
/// It has chance of its own, so that towns without any of it stay as they were.
extension TownMaker {
    /// When a story begins, in seconds.
    private static let start = SimulatedTime.start / 1_000

    mutating func addDuty(to town: inout Town) {
        guard !isHall, !duty.oneIn(3) else { return classes.add("duty", "none") }
        classes.add("duty", "some")
        for unit in town.units where unit != "/north/gate" || duty.oneIn(2) { town.duty.windows[unit] = window() }
        for name in duty.pick([["watch"], ["watch"], ["watch", "feast-watch"]]) {
            town.duty.rotas.append(rota(name, in: town))
        }
        for place in town.circles.indices {
            if duty.oneIn(2) {
                town.circles[place].rota = "/north/watch"
            } else if duty.oneIn(2) {
                town.circles[place].window = window()
            }
        }
        for place in town.papers.indices { addTimes(to: &town.papers[place]) }
        for _ in 0..<duty.pick([0, 1, 2, 3]) { addLeave(to: &town, since: Self.start) }
        for _ in 0..<duty.pick([0, 0, 1]) { addSwap(to: &town, since: Self.start) }
        if duty.oneIn(3) { addFeast(to: &town, since: Self.start) }
    }

    /// Another time for those who are off duty, in some stages of towns where something says who is.
    mutating func addTimes(to paper: inout Paper) {
        for course in paper.courses.indices {
            for stage in paper.courses[course]?.stages.indices ?? 0..<0 where duty.oneIn(2) {
                classes.add("within", "by duty")
                paper.courses[course]?.stages[stage].withinOff = duty.span(20_019, 900_000)
            }
        }
    }

    /// What changes from one day to the next: somebody is away or back, a swap, a feast, other turns.
    mutating func changedDuty(_ town: Town, at wall: Int64) -> Town {
        var town = town
        town.edition += 1
        let now = wall / 1_000
        let change = duty.below(7)
        classes.add("duty reload", ["leave", "leave", "back", "swap", "no swap", "feast", "turns"][change])
        switch change {
        case 0, 1: addLeave(to: &town, since: now)
        case 2 where !town.duty.leaves.isEmpty: town.duty.leaves.remove(at: duty.below(town.duty.leaves.count))
        case 3: addSwap(to: &town, since: now)
        case 4 where !town.duty.swaps.isEmpty: town.duty.swaps.remove(at: duty.below(town.duty.swaps.count))
        case 5 where town.duty.feasts.isEmpty: addFeast(to: &town, since: now)
        case 5: town.duty.feasts.removeAll()
        case 6 where !town.duty.rotas.isEmpty:
            // A swap is of the turns that it was written for.
            town.duty.swaps.removeAll()
            town.duty.rotas[0] = rota(town.duty.rotas[0].name, in: town)
        default: break
        }
        return town
    }

    private mutating func window() -> Town.Window {
        // Near the beginning of the story, so that it begins or ends under way.
        let from = Int64(duty.between(0, 95)) * 900
        let length = duty.pick([3_600, 7_200, 28_800, 50_400]) as Int64
        return Town.Window(from: from, until: (from + length) % 86_400)
    }

    private mutating func rota(_ name: String, in town: Town) -> Town.Rota {
        let people = town.dwellers.map(\.id)
        let crews = (0..<duty.pick([1, 1, 2])).map { _ in
            let isAhead = duty.oneIn(6)
            return Town.Crew(
                from: Self.start + (isAhead ? duty.span(0, 7_200) : -duty.span(0, 200_000)),
                every: duty.pick([420, 1_200, 3_600, 7_200]),
                people: duty.some(people, duty.between(1, 4)),
                open: duty.oneIn(3) ? window() : nil
            )
        }
        let standby = duty.some(people, duty.pick([0, 1, 2]))
        classes.add("rota", "\(crews.count) at once")
        classes.add("rota", standby.isEmpty ? "no standby" : "standby")
        return Town.Rota(unit: "/north", name: name, crews: crews, standby: standby)
    }

    private mutating func addLeave(to town: inout Town, since now: Int64) {
        let people = town.dwellers.map(\.id)
        let person = duty.pick(people)
        let from = now + duty.pick([0, 0, duty.span(0, 7_200)])
        let until = from + duty.anySpan(60, 28_800)
        let isThere = town.duty.leaves.contains { $0.person == person && $0.from < until && from < $0.until }
        guard !isThere else { return }
        let deputies = duty.some(people.filter { $0 != person }, duty.pick([0, 1, 1, 2]))
        classes.add("leave", "\(deputies.count) deputies")
        town.duty.leaves.append(Town.Leave(person: person, from: from, until: until, deputies: deputies))
    }

    /// A swap of the turns that are there at that time, beside no other.
    private mutating func addSwap(to town: inout Town, since now: Int64) {
        guard let rota = town.duty.rotas.first else { return }
        let from = now + duty.pick([0, 0, duty.span(0, 7_200)])
        var swap = Town.Swap(rota: rota.path, from: from, until: from + duty.anySpan(60, 14_400))
        let isTaken = town.duty.swaps.contains { $0.from < swap.until && swap.from < $0.until }
        let isReplaced = town.duty.feasts.contains { feast in
            feast.rotas[rota.path] != nil && feast.from < swap.until && swap.from < feast.until
        }
        guard !isTaken, !isReplaced else { return }
        let people = duty.some(town.dwellers.map(\.id), 3)
        switch duty.below(3) {
        case 0: swap.coming = [people[0]]
        case 1: swap.going = Array(people.prefix(2))
        default: if people.count > 1 { swap.instead = [people[0]: people[1]] }
        }
        classes.add("swap", swap.coming.isEmpty ? swap.going.isEmpty ? "replaces" : "removes" : "adds")
        town.duty.swaps.append(swap)
    }

    /// A feast that nothing contradicts: no swap is of the turns that it replaces.
    private mutating func addFeast(to town: inout Town, since now: Int64) {
        let from = now + duty.pick([0, duty.span(0, 7_200)])
        var feast = Town.Feast(
            unit: "/north",
            from: from,
            until: from + duty.anySpan(300, 28_800),
            rotas: [:],
            windows: [:]
        )
        let hasSwap = town.duty.swaps.contains { $0.from < feast.until && feast.from < $0.until }
        if !hasSwap, town.duty.rotas.count > 1 { feast.rotas = [town.duty.rotas[0].path: town.duty.rotas[1].path] }
        for circle in town.circles where circle.rota == nil && duty.oneIn(2) { feast.windows[circle.path] = window() }
        classes.add("feast", feast.rotas.isEmpty ? "hours" : "turns")
        town.duty.feasts.append(feast)
    }
}
