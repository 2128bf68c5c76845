/// What one incident does to others, in the same moment (SEMANTICS §3, `opens`).
extension Casebook {
    mutating func follow(_ id: Int64, in cycle: Cycle) {
        guard let docket = dockets[id], !cycle.unreadable.contains(id) else { return }
        let known = docket.ties.opened.values.compactMap { $0 }.sorted()
        for name in docket.dueOpenings { open(name, for: id, in: cycle) }
        guard !docket.ties.yeses.isEmpty else { return }
        for other in known where !cycle.unreadable.contains(other) {
            change(other, at: cycle.at, as: "answered elsewhere") { other in
                other.isBlurred = other.isBlurred || docket.isBlurred
                other.answeredElsewhere(docket.ties.yeses)
            }
            follow(other, in: cycle)
        }
    }

    private mutating func open(_ name: String, for id: Int64, in cycle: Cycle) {
        guard let first = dockets[id], first.ties.opened[name] == nil else { return }
        // Papers that open each other come back to the first before it is known what became of it.
        guard dockets[id]?.ties.isOpening.insert(name).inserted == true else { return }
        defer { dockets[id]?.ties.isOpening.remove(name) }
        guard let paper = town.paper(name, in: first.unit) else {
            dockets[id]?.ties.opened[name] = .some(nil)
            return
        }
        let slip = Slip(
            unit: first.unit,
            paper: name,
            title: first.title,
            facts: first.facts.filter { fact in paper.fields.contains { $0.name == fact.key } },
            rank: nil,
            source: first.source,
            reporter: first.reporter,
            dedupKey: nil,
            isDrill: first.isDrill,
            idempotencyKey: nil,
            body: 0
        )
        if let known = openIncident(like: slip), known != id, !cycle.unreadable.contains(known) {
            change(known, at: cycle.at, as: "reported by another") { other in
                other.isBlurred = other.isBlurred || first.isBlurred
                other.ties.reportedBy.append(id)
                other.reportedAgain(slip)
                other.answeredElsewhere(first.answering.map(\.person))
            }
            follow(known, in: cycle)
            dockets[id]?.ties.opened[name] = known
        } else {
            last += 1
            pairs.add("none", "opened")
            let rank = paper.rank(of: slip.facts)
            var opened = Docket(
                id: last,
                slip: slip,
                paper: paper,
                rank: rank,
                at: cycle.at,
                in: town,
                openedBy: first
            )
            opened.isBlurred = first.isBlurred
            dockets[last] = opened
            dockets[id]?.ties.opened[name] = last
            live.append(last)
        }
    }

    /// The newest incident of that paper that is open in the unit, real or practised.
    private func openIncident(like slip: Slip) -> Int64? {
        dockets.values.filter { docket in
            docket.paper.name == slip.paper && docket.unit == slip.unit && docket.isDrill == slip.isDrill
                && !docket.isClosed
        }.map(\.id).max()
    }
}
