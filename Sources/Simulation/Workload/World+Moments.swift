/// What happens at the worst moment: random times seldom meet it, so the world waits for it.
///
/// It looks at the oracle's own account to know when that is, never at the engine.
extension World {
    private enum Coup: String {
        /// A reload takes away the address at which a message waits for its retry.
        case removedWhileRetrying
        /// An incident is closed while a message that asks is under way.
        case closedWhileSending
        /// The process is cut off while a digest is under way or waits for its retry.
        case cutOffWithDigest
        /// An incident that somebody answers for is graded anew while it is paused.
        case gradedWhilePaused
        /// Somebody who answers leaves when something is met.
        case leftWhenMet
        /// An incident that somebody answers for is reported again while it is paused, and calls in somebody out of reach.
        case toldWhilePaused
    }

    func planMoments() {
        var shape = Dice(seed: seed, stream: 11)
        if shape.oneIn(3) {
            agenda.add(at: shape.span(0, length / 2)) { [unowned self] in lieInWait(.removedWhileRetrying) }
        }
        if shape.oneIn(4) {
            agenda.add(at: shape.span(0, length / 2)) { [unowned self] in lieInWait(.closedWhileSending) }
        }
        if shape.oneIn(3) {
            agenda.add(at: shape.span(0, length / 2)) { [unowned self] in lieInWait(.cutOffWithDigest) }
        }
        if shape.oneIn(4) {
            let body = shape.next()
            agenda.add(at: shape.span(0, length / 2)) { [unowned self] in reportTwins(body) }
        }
        if shape.oneIn(3) {
            agenda.add(at: shape.span(0, length / 2)) { [unowned self] in lieInWait(.gradedWhilePaused) }
        }
        if shape.oneIn(3) {
            agenda.add(at: shape.span(0, length / 2)) { [unowned self] in lieInWait(.leftWhenMet) }
        }
        if shape.oneIn(8) {
            agenda.add(at: shape.span(0, length / 2)) { [unowned self] in lieInWait(.toldWhilePaused) }
        }
    }

    private func leaveWhenMet() -> Bool {
        let answered = oracle.book.live.compactMap { oracle.book.dockets[$0] }.filter { $0.status == .answered }
        guard let docket = answered.first(where: { $0.answering.count > 1 && $0.progress == .satisfied }) else {
            return false
        }
        submit(.answer(docket.id, person: people.pick(docket.answering).person, .cannot, note: nil))
        return true
    }

    /// Looks every few seconds until the moment is there, once.
    private func lieInWait(_ coup: Coup) {
        guard time.story < length else { return }
        let isDone =
            switch coup {
            case .removedWhileRetrying: removeRetried()
            case .closedWhileSending: closeWhileSending()
            case .cutOffWithDigest: cutOffWithDigest()
            case .gradedWhilePaused: gradeWhilePaused()
            case .leftWhenMet: leaveWhenMet()
            case .toldWhilePaused: tellWhilePaused()
            }
        if isDone { return tallies.add("moment", coup.rawValue) }
        after(7_000) { [unowned self] in lieInWait(coup) }
    }

    private func removeRetried() -> Bool {
        for id in oracle.book.live {
            for letter in oracle.book.dockets[id]?.letters ?? []
            where letter.attempts > 0 && !letter.isInFlight && letter.due > time.story + 5_000 {
                guard let place = town.dwellers.firstIndex(where: { $0.id == letter.person }) else { continue }
                var edited = town
                edited.edition += 1
                edited.dwellers[place].doors.removeAll { $0.name == letter.door }
                submit(.reload, town: edited, patience: 3)
                return true
            }
        }
        return false
    }

    private func closeWhileSending() -> Bool {
        let found = oracle.book.live.first { id in
            guard let docket = oracle.book.dockets[id], !docket.isClosed else { return false }
            return docket.letters.contains { $0.isInFlight && $0.kind.asks }
        }
        guard let found else { return false }
        submit(.close(found, isFalseAlarm: false))
        return true
    }

    private func cutOffWithDigest() -> Bool {
        let isThere = oracle.book.live.contains { id in
            oracle.book.dockets[id]?.letters.contains { $0.isInDigest } == true
        }
        guard isThere, let process, process.isUp, process.cut == nil else { return false }
        crash(Weather.Crash(at: time.story, cut: .atOnce, downtime: 2_000, losesClock: false))
        return true
    }

    private func gradeWhilePaused() -> Bool {
        let answered = oracle.book.live.compactMap { oracle.book.dockets[$0] }.filter { $0.status == .answered }
        guard let paused = answered.first(where: { $0.progress == .paused }) else {
            if let running = answered.first(where: { $0.progress == .running }) {
                submit(.pause(running.id, until: time.wall + 1_200_000, reason: "wind"))
            }
            return false
        }
        for rank in [paused.rank, min(paused.rank + 1, 4), max(paused.rank - 1, 1)] {
            submit(.rank(paused.id, rank, reason: "seen"))
        }
        return true
    }

    private func tellWhilePaused() -> Bool {
        let answered = oracle.book.live.compactMap { oracle.book.dockets[$0] }.filter { docket in
            docket.status == .answered && docket.key != nil
        }
        guard let paused = answered.first(where: { $0.progress == .paused }) else {
            if let running = answered.first(where: { $0.progress == .running }) {
                submit(.pause(running.id, until: time.wall + 1_200_000, reason: "wind"))
            }
            return false
        }
        let slip = Slip(
            unit: paused.unit,
            paper: paused.paper.name,
            title: paused.title,
            facts: [:],
            source: paused.source,
            dedupKey: paused.key,
            isDrill: paused.isDrill,
            body: 1
        )
        submit(.file(slip))
        let isOut: (Town.Dweller) -> Bool = { $0.doors.contains { $0.channel == "pager" } }
        if let out = town.dwellers.first(where: { isOut($0) && !paused.answersNow($0.id) }) {
            submit(.callIn(paused.id, out.id, within: 60_000, by: nil))
        }
        return true
    }

    /// Two reports in one moment, the graver one last.
    private func reportTwins(_ body: UInt64) {
        tallies.add("moment", "twins")
        for rank in [nil, 1] {
            let slip = Slip(
                unit: "/north",
                paper: "fire",
                title: rank == nil ? "Smoke of the first twin" : "Smoke of the second twin",
                facts: [:],
                rank: rank,
                source: "panel",
                reporter: nil,
                dedupKey: nil,
                isDrill: false,
                idempotencyKey: nil,
                body: body
            )
            submit(.file(slip), patience: 2)
        }
    }

    /// A failed sync must end the process: it may not look like a full disk (RELIABILITY §1, fsync).
    func checkRefusal(_ process: Process) {
        guard disk.isReal, process.breaks, !weather.full.contains(where: { $0.contains(time.story) }) else { return }
        oracle.fail("F4", at: time.story, "a write or sync failed, and the process goes on")
    }
}
