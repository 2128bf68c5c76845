/// Who is there at a moment, by SEMANTICS §7; written from that page and nothing else.
struct Presence: Sendable {
    let town: Town
    /// By the clocks on the wall, which show UTC in every town.
    let seconds: Int64

    init(_ town: Town, wall: Int64) {
        self.town = town
        seconds = wall >= 0 ? wall / 1_000 : (wall - 999) / 1_000
    }

    // MARK: Away

    func isAway(_ person: String) -> Bool { leave(of: person) != nil }

    private func leave(of person: String) -> Town.Leave? {
        town.duty.leaves.first { $0.person == person && isNow($0.from, $0.until) }
    }

    private func isNow(_ from: Int64, _ until: Int64) -> Bool { from <= seconds && seconds < until }

    // MARK: Rotas

    /// Whom a rota names, away or not: a swap comes before a feast's rota, that before the turns, and those before the standby.
    func crew(of path: String) -> [String] {
        let feast = town.duty.feasts.first { isNow($0.from, $0.until) && $0.rotas[path] != nil }
        guard let rota = town.duty.rotas.first(where: { $0.path == feast?.rotas[path] ?? path }) else { return [] }
        var people: [String] = []
        for crew in rota.crews where crew.from <= seconds && (crew.open.map(isOpen) ?? true) {
            people.append(crew.people[Int((seconds - crew.from) / crew.every) % crew.people.count])
        }
        if people.isEmpty { people = rota.standby }
        for swap in town.duty.swaps where swap.rota == rota.path && isNow(swap.from, swap.until) {
            people = people.filter { !swap.going.contains($0) }.map { swap.instead[$0] ?? $0 } + swap.coming
        }
        var seen: Set<String> = []
        return people.filter { seen.insert($0).inserted }
    }

    // MARK: Names

    /// The places to which a name leads now.
    func places(named name: String, from unit: String) -> [Town.Named] {
        var found = town.people(named: name, from: unit)
        if let path = found.first?.chair.circle, let rota = town.circle(path)?.rota {
            found = crew(of: rota).map {
                Town.Named(chair: Town.ChairName(circle: path, holder: $0), role: nil, deputies: [])
            }
        }
        for place in found.indices {
            guard let leave = leave(of: found[place].person) else { continue }
            found[place].deputies = leave.deputies + found[place].deputies.filter { !leave.deputies.contains($0) }
        }
        return found
    }

    /// Whoever is told without being asked: the holders, and in the place of one who is away whoever stands in, if anybody does.
    func people(named names: [String], from unit: String) -> [String] {
        var people: [String] = []
        for place in names.flatMap({ places(named: $0, from: unit) }) {
            let standIn = isAway(place.person) ? place.deputies.first { !isAway($0) } : nil
            let person = standIn ?? place.person
            if !people.contains(person) { people.append(person) }
        }
        return people
    }

    // MARK: On duty

    /// Whether somebody who is asked for a chair is on duty; `nil` where nothing says.
    func isOnDuty(_ person: String, for chair: Town.ChairName) -> Bool? {
        guard let path = chair.circle else { return town.dweller(chair.holder).flatMap { isOpen(unit: $0.unit) } }
        guard let circle = town.circle(path) else { return nil }
        // Who stands in for one who is away is on duty like them; a silent one's deputy by the hours.
        if let rota = circle.rota, person == chair.holder || isAway(chair.holder) {
            return !Set(crew(of: rota)).isDisjoint(with: [person, chair.holder])
        }
        let feast = town.duty.feasts.first { isNow($0.from, $0.until) && $0.windows[path] != nil }
        return (feast?.windows[path] ?? circle.window).map(isOpen) ?? isOpen(unit: circle.unit)
    }

    private func isOpen(unit: String) -> Bool? {
        Town.upwards(from: unit).lazy.compactMap { town.duty.windows[$0] }.first.map(isOpen)
    }

    private func isOpen(_ window: Town.Window) -> Bool {
        let time = (seconds % 86_400 + 86_400) % 86_400
        return window.from < window.until
            ? window.from <= time && time < window.until : window.from <= time || time < window.until
    }
}
