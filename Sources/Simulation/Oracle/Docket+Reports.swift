/// What reports do to an incident, and what is owed of them (SEMANTICS §2, §9).
extension Docket {
    mutating func reportedAgain(_ slip: Slip) {
        let before = paper.rank(of: facts)
        let saysMore = slip.title != title || slip.facts.contains { facts[$0.key] != $0.value }
        reports += 1
        title = slip.title
        facts.merge(slip.facts) { $1 }
        if isClosed { return reopen(slip) }
        if !paper.openFields(facts) { settleDebt(.details) }
        // A rank that was asked for before is no news.
        let isNews = rankWanted.map { (slip.rank ?? 5) < $0 } ?? true
        if raiseByReport(gradedBefore: before, wanted: isNews ? slip.rank : nil) { return }
        if saysMore, status == .answered { for one in answering { tell(one.person, .update) } }
        if status == .open, progress == .exhausted { return startRound(rank: rank) }
        settle()
    }

    private mutating func reopen(_ slip: Slip) {
        status = .open
        closedAt = nil
        answering = []
        leader = nil
        for place in parties.indices { parties[place].knowsItIsOver = false }
        withdraw { $0.kind == .allClear || $0.kind == .correction }
        if let course = paper.course(for: rank) { takeOnDebts(of: course) }
        if !raiseByReport(gradedBefore: rank, wanted: slip.rank) { startRound(rank: rank) }
    }

    @discardableResult
    private mutating func raiseByReport(gradedBefore: Int, wanted: Int?) -> Bool {
        let graded = paper.rank(of: facts)
        if let wanted, wanted < graded, wanted < rank {
            raise(to: wanted)
            return true
        }
        guard graded < gradedBefore, graded < rank else { return false }
        raise(to: graded)
        return true
    }

    /// A closed incident takes its final report only, and that once.
    mutating func followUp(_ facts: [String: Fact], isFinal: Bool, by person: String?) {
        let before = paper.rank(of: self.facts)
        if isFinal { hasFinalReport = true } else { followUps += 1 }
        self.facts.merge(facts) { $1 }
        if !paper.openFields(self.facts) { settleDebt(.details) }
        settleDebt(isFinal ? .finalReport : .followUp)
        if isClosed { return }
        if !isFinal, let every = paper.course(for: rank)?.followUp { owe(.followUp, after: every) }
        if let person, answersNow(person) { renew() }
        if !raiseByReport(gradedBefore: before, wanted: nil) { settle() }
    }

    // MARK: Debts

    mutating func takeOnDebts(of course: Paper.Course) {
        if paper.openFields(facts), !owes(.details) {
            owe(.details, after: min(course.followUp ?? 3_600_000, 3_600_000))
        }
        if let every = course.followUp, !owes(.followUp) { owe(.followUp, after: every) }
        if let within = course.finalReport, !owes(.finalReport), !hasFinalReport {
            owe(.finalReport, after: min(max(reported.wall + within - now.wall, 0), within))
        }
    }

    mutating func owe(_ what: Debt.What, after span: Int64) {
        debts.removeAll { $0.what == what }
        debts.append(Debt(what: what))
        set(.debt(what), after: span)
    }

    func owes(_ what: Debt.What) -> Bool {
        debts.contains { $0.what == what }
    }

    mutating func settleDebt(_ what: Debt.What) {
        debts.removeAll { $0.what == what }
        clear(.debt(what))
    }

    mutating func debtIsUp(_ what: Debt.What) {
        guard let place = debts.firstIndex(where: { $0.what == what }) else { return }
        var debtors = answering.map(\.person).filter(isReachable)
        if debtors.isEmpty { debtors = [reporter].compactMap { $0 }.filter(isReachable) }
        if !debts[place].isReminded, !debtors.isEmpty {
            debts[place].isReminded = true
            for person in debtors { tell(person, .owed) }
            return set(.debt(what), after: 900_000)
        }
        debts.remove(at: place)
        var told: Set<String> = []
        for person in whoLeads.map({ [$0] }) ?? seatsOfCommand() where told.insert(person).inserted {
            tell(person, .overdue)
        }
        if what == .followUp, let every = paper.course(for: rank)?.followUp { owe(.followUp, after: every) }
    }
}
