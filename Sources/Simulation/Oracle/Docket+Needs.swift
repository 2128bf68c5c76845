/// When enough people answer (SEMANTICS §3).
extension Docket {
    /// What a step has, and what it lacks.
    struct Balance {
        /// Places filled, or people, where people count.
        var filled = 0
        /// How many it wants by itself.
        var own = 0
        /// Names of which nobody is there.
        var openNames: Set<Int> = []
        /// What is carried to it.
        var carried = 0
        /// What it has of that: nobody counts for it who counted for a link before.
        var fresh = 0
        var isByNames = false

        /// What it hands on.
        var lack: Int { max(isByNames ? 0 : own - filled, carried - fresh, 0) }
        var isMet: Bool { filled >= own && fresh >= carried && openNames.isEmpty }
    }

    func stretch(_ step: Int) -> Stretch? {
        round.stretches.first { $0.step == step }
    }

    func isFilled(_ place: Place) -> Bool {
        round.chair(place.chair)?.filledBy != nil
    }

    private func isMissed(_ place: Place) -> Bool {
        round.chair(place.chair)?.isMissed == true
    }

    func isOpen(_ place: Place) -> Bool {
        round.chair(place.chair)?.isOpen == true
    }

    func balance(of stretch: Stretch, carried: Int) -> Balance {
        guard let course, course.stages.indices.contains(stretch.step) else { return Balance() }
        let places = stretch.places
        let filled = places.filter(isFilled)
        let missed = places.count(where: isMissed)
        let counted = places.filter { isFilled($0) || !$0.isEmpty && !isMissed($0) }
        // Where whoever leads goes on without all of it, nothing is left to wait for; nobody leads while nobody answers.
        let least = missed == places.count && status != .open ? 0 : 1
        var balance = Balance(filled: filled.count, carried: carried, fresh: filled.count)
        switch course.stages[stretch.step].need {
        case .number(let number):
            let people = Set(filled.compactMap { round.chair($0.chair)?.filledBy })
            if number > 1 { balance.filled = people.count }
            balance.own = max(min(number, places.count - missed), least)
        case .all: balance.own = max(counted.count, least)
        case .each:
            balance.isByNames = true
            balance.own = least
            balance.openNames = Set(counted.map(\.name)).subtracting(filled.map(\.name))
        }
        return balance
    }

    /// The balance of each link that has begun, in their order.
    func chainBalances() -> [(step: Int, balance: Balance)] {
        var carried = 0
        var known: Set<Town.ChairName> = []
        var people: Set<String> = []
        let begun = round.stretches.filter { course?.links.contains($0.step) == true }.sorted { $0.step < $1.step }
        return begun.map { stretch in
            var balance = balance(of: stretch, carried: carried)
            let new = stretch.places.filter { isFilled($0) && !known.contains($0.chair) }.map(\.chair)
            let fillers = Set(new.compactMap { round.chair($0)?.filledBy }).subtracting(people)
            balance.fresh = new.count
            if case .number(let number) = course?.stages[stretch.step].need, number > 1 {
                balance.fresh = fillers.count
            }
            carried = balance.lack
            known.formUnion(new)
            people.formUnion(fillers)
            return (stretch.step, balance)
        }
    }

    func balance(of step: Int) -> Balance? {
        if let link = chainBalances().first(where: { $0.step == step }) { return link.balance }
        return stretch(step).map { balance(of: $0, carried: 0) }
    }

    /// Whether a strand has what it needs.
    func hasEnough(_ name: Strand.Name) -> Bool {
        round[name]?.wantsMore != true && lacksNobody(name)
    }

    /// Whether a strand has what the paper wants of it, though somebody may have escalated.
    private func lacksNobody(_ name: Strand.Name) -> Bool {
        guard let strand = round[name] else { return false }
        switch name {
        case .chain:
            if strand.steps.isEmpty { return status == .answered }
            if strand.late.contains(where: answersThisRound) { return true }
            let balances = chainBalances().map(\.balance)
            return balances.contains(where: \.isMet) && balances.allSatisfy(\.openNames.isEmpty)
        case .body(let step): return balance(of: step)?.isMet ?? false
        }
    }

    /// Whether a place of a step is still needed, as far as the step's own need and what is carried to it go.
    func isNeeded(_ place: Place, of step: Int) -> Bool {
        need(of: step)(place)
    }

    /// Which places of a step are still needed; worked out once for all of them.
    ///
    /// Of a step begun by hand that has enough, one more.
    func need(of step: Int) -> (Place) -> Bool {
        let isMore = round[strandName(of: step)]?.wantsMore == true && stretch(step)?.isByHand == true
        guard let balance = balance(of: step), !balance.isMet else { return { _ in isMore } }
        return lack(of: balance)
    }

    private func lack(of balance: Balance) -> (Place) -> Bool {
        if !balance.isByNames || balance.fresh < balance.carried { return { _ in true } }
        return { balance.openNames.contains($0.name) }
    }

    func strandName(of step: Int) -> Strand.Name {
        course?.links.contains(step) == true ? .chain : .body(step)
    }

    /// Open places, in strands that have not enough, for which nobody's time runs; elsewhere those for which nobody is left and
    /// that the plan names.
    func missing() -> [Place] {
        round.stretches.flatMap { stretch -> [Place] in
            guard let strand = round[strandName(of: stretch.step)], let balance = balance(of: stretch.step) else {
                return []
            }
            let isMet = strand.isMet || strand.wantsMore && lacksNobody(strand.name)
            let isNeeded = balance.isMet ? { _ in false } : lack(of: balance)
            return stretch.places.filter { place in
                guard isOpen(place), place.batch == nil else { return false }
                if isMet { return isNamed(place, in: stretch) }
                return place.isEmpty || isNeeded(place) && !isLeftToOthers(place, in: stretch, balance)
            }
        }
    }

    /// Whether those whose time runs would be enough for what a place is wanted for: it is not missing before they are silent.
    private func isLeftToOthers(_ place: Place, in stretch: Stretch, _ balance: Balance) -> Bool {
        let others = stretch.places.filter { isOpen($0) && $0.batch != nil }
        if balance.isByNames, balance.fresh >= balance.carried { return others.contains { $0.name == place.name } }
        let own = balance.isByNames ? balance.openNames.count : balance.own - balance.filled
        return Set(others.compactMap(\.asked.last)).count >= max(own, balance.carried - balance.fresh, 1)
    }

    /// Whether nobody is left for a place that the plan wants, or for one of a name that nobody has.
    private func isNamed(_ place: Place, in stretch: Stretch) -> Bool {
        guard place.isEmpty else { return false }
        return switch course?.stages[stretch.step].need {
        case .all: true
        case .each: !stretch.places.contains { $0.name == place.name && isFilled($0) }
        default: false
        }
    }

    /// Whether somebody is waited for: asked for an open chair of a strand that has not enough, or called in.
    func isWanted(_ person: String) -> Bool {
        guard party(person)?.isOut != true else { return false }
        return guests.contains { $0.person == person } || isNeededAnywhere(person)
    }

    /// Whether somebody was asked for an open chair of a strand that has not enough.
    func isNeededAnywhere(_ person: String) -> Bool {
        guard let chairs = round.askedFor[person] else { return false }
        return round.stretches.contains { stretch in
            round[strandName(of: stretch.step)]?.isMet == false
                && stretch.places.contains { chairs.contains($0.chair) && isOpen($0) }
        }
    }

    func waits(_ strand: Strand) -> Bool {
        round.stretches.contains { stretch in
            strand.steps.contains(stretch.step)
                && stretch.places.contains { $0.batch != nil }
        }
    }
}
