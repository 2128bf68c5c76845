/// What is reported, and what operators do.
extension World {
    func planWorkload() {
        var shape = Dice(seed: seed, stream: 8)
        let isStorm = shape.oneIn(25)
        tallies.add("workload", townMaker.isHall ? "hall" : isStorm ? "storm" : "usual")
        let count =
            townMaker.isHall
            ? shape.between(5, 12) : isStorm ? shape.between(30, 120) : shape.pick([1, 1, 2, 2, 3, 4, 6, 10])
        let first = shape.span(0, length / 2)
        for _ in 0..<count {
            let at = isStorm || townMaker.isHall ? first + shape.span(0, 60_000) : shape.span(0, length * 3 / 4)
            agenda.add(at: at) { [unowned self] in report() }
        }
        for _ in 0..<shape.pick([0, 1, 2, 4, 8]) {
            agenda.add(at: shape.span(0, length)) { [unowned self] in operate() }
        }
        for _ in 0..<shape.pick([0, 0, 0, 1, 2]) {
            agenda.add(at: shape.span(0, length)) { [unowned self] in reload() }
        }
        planDutyChanges()
        if shape.oneIn(15) { planFlapping(from: shape.span(0, length / 2)) }
        planMoments()
        if shape.oneIn(3) {
            agenda.add(at: length + shape.span(0, (end - length) / 2)) { [unowned self] in report() }
        }
    }

    /// Who is there when changes under way, in towns that know it.
    private func planDutyChanges() {
        guard !town.duty.rotas.isEmpty else { return }
        var shape = Dice(seed: seed, stream: 32)
        for _ in 0..<shape.pick([0, 1, 2, 4, 8]) {
            agenda.add(at: shape.span(0, length)) { [unowned self] in
                tallies.add("operator", "duty reload")
                submit(.reload, town: townMaker.changedDuty(town, at: time.wall), patience: 3)
            }
        }
    }

    // MARK: Reports

    private func slip() -> Slip {
        var facts: [String: Fact] = [:]
        if callers.oneIn(2) { facts["hurt"] = .number(Double(callers.below(13))) }
        if callers.oneIn(3) { facts["kind"] = .word(callers.pick(["smoke", "gas", "water"])) }
        if callers.oneIn(40) { facts["colour"] = .word("red") }
        let reporter = callers.oneIn(3) ? callers.pick(town.dwellers.map(\.id) + ["gate"]) : nil
        let slip = Slip(
            unit: callers.oneIn(20) ? callers.pick(["/south", "/nowhere"]) : callers.pick(["/north", "/north/gate"]),
            paper: callers.oneIn(30) ? "war" : callers.pick(["fire", "fire", "flood"]),
            title: "Smoke number \(callers.below(100_000))",
            facts: facts,
            rank: callers.oneIn(5) ? callers.between(1, 4) : nil,
            source: callers.pick(["panel", "panel", "bridge"]),
            reporter: reporter,
            dedupKey: callers.oneIn(2) ? callers.pick(["k1", "k2", "k3"]) : nil,
            isDrill: callers.oneIn(10),
            idempotencyKey: callers.oneIn(2) ? "i\(callers.below(1 << 40))" : nil,
            body: callers.next()
        )
        tallies.add("report", slip.dedupKey == nil ? "no key" : "dedup key")
        tallies.add("report", slip.idempotencyKey == nil ? "no idempotency key" : "idempotency key")
        if slip.isDrill { tallies.add("report", "drill") }
        if slip.rank != nil { tallies.add("report", "rank asked") }
        if slip.reporter != nil { tallies.add("report", "known reporter") }
        return slip
    }

    private func report() {
        let slip = slip()
        file(slip)
        guard slip.idempotencyKey != nil else { return }
        if callers.oneIn(4) {
            tallies.add("report", "same key, same body")
            after(callers.anySpan(0, 3_600_000)) { [unowned self] in file(slip) }
        }
        if callers.oneIn(8) {
            tallies.add("report", "same key, other body")
            var other = slip
            other.body ^= 1
            after(callers.anySpan(0, 600_000)) { [unowned self] in file(other) }
        }
    }

    private func file(_ slip: Slip) {
        tallies.add("caller", "report")
        let isKeyed = slip.idempotencyKey != nil
        submit(.file(slip), patience: isKeyed ? 400 : callers.oneIn(3) ? 2 : 0) { [unowned self] told in
            guard case .filed(let standing, let result) = told else { return }
            tallies.add("report", result)
            if result == "created", callers.oneIn(3) { planHandling(of: standing.id) }
        }
    }

    /// One thing that is reported and stood down again every few seconds.
    private func planFlapping(from start: Int64) {
        tallies.add("workload", "flapping")
        var slip = slip()
        slip.unit = "/north"
        slip.paper = "fire"
        slip.dedupKey = "flap"
        slip.idempotencyKey = nil
        let fixed = slip
        for turn in 0..<Int64(20) {
            agenda.add(at: start + turn * 4_000) { [unowned self] in
                submit(.file(fixed)) { [unowned self] told in
                    guard case .filed(let standing, _) = told else { return }
                    after(2_000) { [unowned self] in submit(.close(standing.id, isFalseAlarm: false)) }
                }
            }
        }
    }

    // MARK: Operators

    /// Somebody at a desk looks after an incident for a while.
    private func planHandling(of id: Int64) {
        var delay: Int64 = 0
        for _ in 0..<callers.between(1, 5) {
            delay += callers.anySpan(500, 1_800_000)
            after(delay) { [unowned self] in if time.story < length { operate(on: id) } }
        }
    }

    private func operate() {
        guard oracle.book.last > 0 else { return }
        operate(on: callers.oneIn(30) ? 999 : Int64(callers.between(1, Int(oracle.book.last))))
    }

    private func operate(on id: Int64) {
        let ask: Ask
        switch callers.below(20) {
        case 0, 1: ask = .rank(id, callers.between(1, 4), reason: callers.oneIn(10) ? "" : "seen")
        case 2, 3, 12: ask = .pause(id, until: time.wall + pauseLength(), reason: callers.oneIn(4) ? "" : "wind")
        case 4, 5: ask = .escalate(id)
        case 6: ask = .close(id, isFalseAlarm: callers.oneIn(2))
        case 7: ask = .close(id, isFalseAlarm: false)
        case 8, 9, 13:
            let isByPerson = callers.oneIn(2)
            ask = .followUp(id, facts: news(), isFinal: callers.oneIn(4), by: isByPerson ? townsman(of: id) : nil)
        case 10, 14:
            let within: Int64? = callers.oneIn(2) ? callers.span(20_000, 600_000) : nil
            ask = .callIn(id, name(), within: within, by: callers.oneIn(2) ? would(lead: id) : nil)
        case 11, 15: ask = .goWithout(id, name(), by: callers.oneIn(2) ? would(lead: id) : nil)
        case 16:
            let person = leader(of: id) ?? townsman(of: id)
            ask = .answer(id, person: person, callers.pick([.command, .cannot, .extend]), note: nil)
        default:
            let person = callers.oneIn(8) ? "stranger" : callers.pick(town.dwellers.map(\.id))
            ask = .answer(id, person: person, callers.pick(AnswerWord.allCases), note: nil)
        }
        if let docket = oracle.book.dockets[id] { tallies.add("operator", ask.name(in: docket)) }
        submit(ask, patience: callers.oneIn(2) ? 5 : 0)
        if callers.oneIn(6) { submit(ask) }
    }

    private func news() -> [String: Fact] {
        var facts: [String: Fact] = [:]
        if callers.oneIn(2) { facts["hurt"] = .number(Double(callers.below(13))) }
        if callers.oneIn(3) { facts["kind"] = .word(callers.pick(["smoke", "gas", "water"])) }
        return facts
    }

    /// Somebody who answers, if there is anybody, or anybody else.
    private func townsman(of id: Int64) -> String {
        let answering = oracle.book.dockets[id]?.answering.map(\.person) ?? []
        return callers.pick(answering.isEmpty || callers.oneIn(3) ? town.dwellers.map(\.id) : answering)
    }

    private func leader(of id: Int64) -> String? {
        oracle.book.dockets[id]?.whoLeads
    }

    /// Whoever leads, or while nobody does somebody who would and may not.
    private func would(lead id: Int64) -> String? {
        leader(of: id) ?? town.dwellers.first?.id
    }

    /// A name of somebody or of a circle, or of nothing.
    private func name() -> String {
        callers.pick(TownMaker.circles + town.dwellers.prefix(7).map(\.id) + ["head", "/north/duty", "nobody"])
    }

    private func pauseLength() -> Int64 {
        switch callers.below(12) {
        case 0: -5_000
        case 1: 90_000_000
        default: callers.anySpan(1_000, 86_400_000)
        }
    }

    private func reload() {
        tallies.add("operator", "reload")
        count(fault: "F41")
        submit(.reload, town: townMaker.edited(town), patience: 3)
    }
}
