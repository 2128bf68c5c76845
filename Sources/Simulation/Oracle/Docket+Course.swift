/// How parts go on, end and are met (SEMANTICS §3).
extension Docket {
    /// Draws every conclusion from what has just happened.
    mutating func settle() {
        guard !isClosed else { return }
        passOnCommand()
        var isSettled = false
        while !isSettled {
            isSettled = true
            noteOpened()
            while !isPaused, goOn() { isSettled = false }
            if noteMet() { isSettled = false }
        }
        sendCopies()
        if isEverythingMet, hasTurned { noteSatisfied() }
        tidy()
        tellWhatStands()
    }

    /// One thing that is to be done now, if there is one.
    private mutating func goOn() -> Bool {
        if askInsteadOfThoseOut() { return true }
        if round[.chain]?.phase == .waiting, isChainOver {
            round.change(.chain) { $0.phase = .over }
            return true
        }
        let due = round.strands.filter(isDue)
        if let strand = due.first(where: { course?.stages[$0.steps[0]].begins == .atOnce }) ?? due.first {
            round.change(strand.name) { ($0.phase, $0.next) = (.running, 1) }
            begin(strand.steps[0], of: strand.name)
            let isHere = stretch(strand.steps[0]) != nil
            if !isHere { round.change(strand.name) { $0.phase = .waiting } }
            return true
        }
        for step in round.leftOut.sorted() where isLateLink(step) {
            round.leftOut.remove(step)
            begin(step, of: .chain)
            let isAsking = stretch(step)?.places.contains { $0.batch != nil } == true
            if isAsking { round.change(.chain) { $0.phase = .running } }
            return true
        }
        for strand in round.strands where strand.phase == .running && !hasEnough(strand.name) && !waits(strand) {
            advance(strand.name)
            return true
        }
        return false
    }

    /// A body whose beginning has come and whose signs fit; nothing begins after the end.
    func isDue(_ strand: Strand) -> Bool {
        if isClosed { return false }
        guard case .body(let step) = strand.name, strand.phase == .waiting, !strand.isAbsent else { return false }
        guard let stage = course?.stages[step] else { return false }
        guard stage.signs.allSatisfy({ $0.fits(facts) }) else { return false }
        return stage.begins == .atOnce || status == .answered || isChainOver
    }

    /// A link that this run has passed over; one whose turn is still to come waits for it.
    private func isLateLink(_ step: Int) -> Bool {
        guard let chain = round[.chain], chain.steps.prefix(chain.next).contains(step) else { return false }
        guard let stage = course?.stages[step], stage.begins == .inTurn, round[.chain]?.isMet == false else {
            return false
        }
        return stretch(step) == nil && stage.signs.allSatisfy { $0.fits(facts) }
    }

    /// Whether nothing is left of the chain; without a chain, of the bodies while nobody answers.
    var isChainOver: Bool {
        guard let chain = round[.chain], chain.steps.isEmpty, chain.phase != .over else {
            return round[.chain]?.phase == .over
        }
        guard status == .open else { return false }
        return !round.strands.contains { strand in
            guard case .body(let step) = strand.name else { return false }
            return strand.isAsking || waits(strand) || course?.stages[step].begins == .atOnce && isDue(strand)
        }
    }

    /// The next step of a run, or its end.
    mutating func advance(_ name: Strand.Name) {
        guard let strand = round[name] else { return }
        guard strand.steps.indices.contains(strand.next) else { return endRun(name) }
        round.change(name) { $0.next += 1 }
        begin(strand.steps[strand.next], of: name)
    }

    private mutating func endRun(_ name: Strand.Name) {
        let isAgain = round[name]?.wantsMore == true
        let letters = lettersPlanned
        round.change(name) { ($0.wantsMore, $0.lettersAtEnd) = (false, letters) }
        if isAgain, hasEnough(name) { return meet([name]) }
        guard !hasEnough(name), let strand = round[name] else { return }
        hasEndedRun = true
        let repeats = course?.repeats ?? .never
        var again: Int64?
        switch repeats {
        case .never: break
        case .times(let times, let every): if strand.run <= times { again = every }
        case .untilMet(let atMost, let every):
            let isInTime = now.wall + every <= round.began.wall + atMost && every * Int64(strand.run) <= atMost
            if isInTime { again = every }
        }
        guard let again, strand.askedAnybody else { return exhaust(name) }
        round.change(name) { $0.phase = .between }
        set(.repetition(name), after: again)
    }

    private mutating func exhaust(_ name: Strand.Name) {
        round.change(name) { $0.phase = .over }
        if name == .chain { clear(.fallback) }
    }

    /// Whether the fallback's names lead to somebody at a moment, on leave or not, or they stand in.
    func isOfFallback(_ person: String, at wall: Int64) -> Bool {
        let presence = Presence(town, wall: wall)
        return presence.people(named: paper.fallback, from: unit).contains(person)
            || paper.fallback.contains { presence.places(named: $0, from: unit).contains { $0.person == person } }
    }

    mutating func runAgain(_ name: Strand.Name, byTime: Bool = false) {
        clear(.repetition(name))
        let steps = round[name]?.steps ?? []
        for at in round.stretches.indices where steps.contains(round.stretches[at].step) {
            for place in round.stretches[at].places.indices { round.stretches[at].places[place].batch = nil }
        }
        round.laps += 1
        let lap = round.laps
        round.change(name) { strand in
            strand.run += 1
            strand.lap = lap
            strand.oldLetters = byTime ? strand.lettersAtEnd : nil
            strand.phase = .running
            strand.next = 0
            strand.askedAnybody = false
        }
        for place in parties.indices where parties[place].standing == .unreachable { parties[place].standing = .told }
        // Links of which nobody can be asked are passed over before anything else begins.
        if name == .chain { beginNextLink() }
    }

    // MARK: Met

    /// Strands that lack somebody again.
    mutating func noteOpened() {
        for strand in round.strands where strand.isMet && !hasEnough(strand.name) {
            reopened.append(strand.name)
            round.change(strand.name) { strand in
                (strand.isMet, strand.late) = (false, [])
                strand.phase = strand.steps.isEmpty ? .waiting : .running
            }
        }
    }

    private mutating func noteMet() -> Bool {
        let met = round.strands.filter { strand in
            !strand.isMet && (strand.phase != .waiting || strand.name == .chain) && hasEnough(strand.name)
        }.map(\.name)
        guard !met.isEmpty else { return false }
        meet(met)
        return true
    }

    private mutating func meet(_ met: [Strand.Name]) {
        hasTurned = true
        let again = Set(met.filter { round[$0]?.wasMet == true })
        for name in met { round.change(name) { ($0.isMet, $0.wantsMore, $0.wasMet) = (true, false, false) } }
        for name in met {
            clear(.repetition(name))
            let steps = round[name]?.steps ?? []
            for at in round.stretches.indices where steps.contains(round.stretches[at].step) {
                for place in round.stretches[at].places.indices {
                    round.stretches[at].places[place].batch = nil
                }
            }
        }
        withdrawUnwanted()
        for name in met {
            for person in everybody(of: name) where party(person)?.doorsReached.isEmpty == false {
                guard party(person)?.standing != .cannot, !answersNow(person), !isNeededAnywhere(person) else {
                    continue
                }
                if !again.contains(name) || party(person)?.knowsWhoAnswers == false { tell(person, .takenOver) }
            }
        }
    }

    /// Everybody whom a strand asked or copied in, or who was told that nobody answers.
    func everybody(of name: Strand.Name) -> [String] {
        let steps = round[name]?.steps ?? []
        let chairs = Set(round.stretches.filter { steps.contains($0.step) }.flatMap { $0.places.map(\.chair) })
        let asked = round.askedFor.filter { !$0.value.isDisjoint(with: chairs) }.map(\.key)
        let told = (round[name]?.knownTo ?? []).union(round[name]?.copied ?? [])
        return told.union(asked).sorted()
    }

    private mutating func noteSatisfied() {
        isPaused = false
        let guestBatches = Set(guests.compactMap(\.batch))
        clearEscalation(keeping: guestBatches)
        takeBackIncomplete()
    }

    /// Whether the chain and every body are met; a body that was left out is not there.
    var isEverythingMet: Bool {
        status != .open
            && round.strands.allSatisfy { strand in
                strand.isMet || strand.name != .chain && strand.phase == .waiting && !isDue(strand)
            }
    }

    var progress: Progress {
        if isPaused { return .paused }
        if isEverythingMet { return .satisfied }
        let isAsking = round.strands.contains { !$0.isMet && $0.isAsking }
        if status == .open { return round[.chain]?.phase == .over ? .exhausted : .running }
        return isAsking ? .running : .exhausted
    }

    // MARK: What follows

    mutating func endPause() {
        mayTellOfEmpty = mayTellOfEmpty || isPaused
        isPaused = false
        delayed = [:]
        clear(.resume)
    }

    private mutating func tellWhatStands() {
        defer { (newlyEmpty, hasEndedRun, hasTurned, mayTellOfEmpty, leaver) = ([], false, false, false, nil) }
        guard !isPaused else { return }
        guard status == .answered else {
            clear(.incomplete)
            if isChainOver, alarm(.fallback) == nil { tellFallback() }
            return
        }
        if mayTellOfEmpty { newlyEmpty += missing().filter(\.isEmpty).map(\.chair) }
        let news = hasEndedRun || !newlyEmpty.isEmpty
        let isOver = isIdle && !namedMissing().isEmpty
        if !isOver { clear(.incomplete) }
        if isOver, news || alarm(.incomplete) == nil {
            tellIncomplete(fallback: true)
            set(.incomplete, after: course?.repeats.every ?? 600_000)
        } else if !isOver, news {
            tellIncomplete()
        }
    }

    /// What is missing, with what has just become empty although nobody needs it.
    func namedMissing() -> [Town.ChairName] {
        let known = missing().map(\.chair)
        return known + newlyEmpty.filter { !known.contains($0) && round.chair($0)?.isOpen == true }
    }

    /// Whether somebody answers, something is missing and nobody is asked.
    var isIdle: Bool {
        status == .answered && !isEverythingMet && !round.strands.contains { !$0.isMet && $0.isAsking }
    }

    mutating func incompleteIsUp() {
        guard isIdle, !missing().isEmpty else { return }
        tellIncomplete(fallback: true)
        set(.incomplete, after: course?.repeats.every ?? 600_000)
    }

    /// Nothing waits that nobody waits for.
    private mutating func tidy() {
        withdrawUnwanted()
        let running = Set(round.stretches.flatMap(\.places).compactMap(\.batch) + guests.compactMap(\.batch))
        alarms = alarms.filter { alarm in
            switch alarm.what {
            case .answers(let batch): running.contains(batch)
            case .nextDoor(let person): isWanted(person)
            default: true
            }
        }
    }

    private mutating func withdrawUnwanted() {
        let asked = Set(letters.filter { $0.kind == .alert || $0.kind == .reminder }.map(\.person))
        let unwanted = asked.filter { !isWanted($0) }
        withdraw { ($0.kind == .alert || $0.kind == .reminder) && unwanted.contains($0.person) }
    }
}
