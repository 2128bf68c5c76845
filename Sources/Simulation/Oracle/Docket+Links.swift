/// Incidents that belong together: one paper opens an incident of another (SEMANTICS §3, `opens`).
extension Docket {
    /// What this incident has to do with others.
    struct Ties: Sendable {
        /// Which incident opened it.
        var openedBy: (id: Int64, paper: String)?
        /// What became of each opening of its paper.
        var opened: [String: Int64?] = [:]
        /// Papers of which an incident is being opened or told.
        var isOpening: Set<String> = []
        /// Who would have opened it, had it not been open.
        var reportedBy: [Int64] = []
        /// Whose yes was taken down in this event.
        var yeses: [String] = []

        /// The numbers of all of them.
        var numbers: [Int64] {
            ([openedBy?.id].compactMap { $0 } + reportedBy + opened.values.compactMap { $0 }).sorted()
        }
    }

    /// Papers of which an incident is to be opened now.
    var dueOpenings: [String] {
        guard ties.openedBy == nil, !isClosed else { return [] }
        return paper.opens.filter { opens in
            ties.opened[opens.name] == nil && opens.signs.allSatisfy { $0.fits(facts) }
        }.map(\.name)
    }

    /// Whether somebody holds a chair that a step wants which begins, or would begin now.
    private func holdsChair(_ person: String) -> Bool {
        course?.stages.contains { stage in
            stage.signs.allSatisfy { $0.fits(facts) }
                && stage.ask.contains { name in
                    presence.places(named: name, from: unit).contains { $0.person == person }
                }
        } ?? false
    }

    /// Who answers for the incident that opens this one sits on their chairs before anybody is asked.
    mutating func takeOn(_ people: [String]) {
        for person in people where holdsChair(person) { accept(person) }
    }

    /// The yes of these in another incident counts here, where they have a chair or were asked for one.
    mutating func answeredElsewhere(_ people: [String]) {
        guard !isClosed else { return }
        for person in people where party(person)?.standing != .cannot {
            let wanted = round.chairs.filter { chair in
                chair.filledBy == nil
                    && (chair.name.holder == person || round.askedFor[person]?.contains(chair.name) == true)
            }
            let isAsked = wanted.contains { $0.isOpen && round.askedFor[person]?.contains($0.name) == true }
            guard answersThisRound(person) ? !wanted.isEmpty : holdsChair(person) || isAsked else { continue }
            accept(person)
            settle()
        }
    }
}
