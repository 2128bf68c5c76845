/// Open seats of which some are needed.
package struct MissingSeats: Hashable, Sendable {
    package var seats: [SeatID]
    /// How many of them must be filled; all of them where it is as many.
    package var needed: Int
}

extension Incident {
    /// The seats that are needed and for which nobody's time runs (``missingSeats(in:)``), with how many of them would do.
    ///
    /// - Parameter response: the one of the round.
    /// - Returns: for each name that is open of `each`, and for whatever else a part needs, one group.
    package func missing(in response: Response) -> [MissingSeats] {
        var left = missingSeats(in: response)
        var groups: [MissingSeats] = []
        func take(_ needed: Int, where isOfIt: (StageSeat) -> Bool, of stages: [Stage]) {
            let seats = left.filter { seat in stages.contains { $0.seats.contains { $0.seat == seat && isOfIt($0) } } }
            guard !seats.isEmpty else { return }
            left.removeAll(where: seats.contains)
            groups.append(MissingSeats(seats: seats, needed: max(1, min(needed, seats.count))))
        }
        for part in round.parts.map(\.part) {
            let stages = round.stages.filter { round.part(of: $0.step) == part }
            for stage in stages where response.steps[checked: stage.step]?.need == .each {
                for name in Set(stage.seats.map(\.name)).sorted() {
                    take(1, where: { $0.name == name }, of: [stage])
                }
            }
            for stage in stages where response.steps[checked: stage.step]?.need == .all {
                take(.max, where: \.isEmpty, of: [stage])
            }
            take(needed(of: stages, in: response), where: { _ in true }, of: stages)
        }
        return groups
    }

    /// The fewest seats that would do for one of the steps of a part.
    private func needed(of stages: [Stage], in response: Response) -> Int {
        let links = links(in: response)
        let lacks = stages.map { stage in
            let lack = lack(of: stage, in: response)
            let link = links.first { $0.position == stage.step }
            return max(lack.own - lack.filled, link.map { $0.carried - $0.fresh } ?? 0)
        }
        return lacks.filter { $0 > 0 }.min() ?? 1
    }
}
