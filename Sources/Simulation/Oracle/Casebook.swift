/// What the ledger must know and answer: every incident, the keys under which things were filed, and the towns.
struct Casebook: Sendable {
    private struct Key: Hashable {
        var source: String
        var key: String
    }

    /// What was done in one cycle of the dispatcher, in its order.
    struct Cycle: Sendable {
        var at: Instant
        var results: [Result]
        var asks: [Ask]
        var towns: [Town]
        /// Incidents whose record could not be read when something was to be decided.
        var unreadable: [Int64]
        /// These, and those whose record could not be read when something was to be sent.
        var unsendable: [Int64]
    }

    struct Result: Sendable {
        var members: [(incident: Int64, number: Int64)]
        var truth: Truth
    }

    private enum Kept {
        case result(Result)
        case alarm(Int64, Docket.Alarm)
        case gone(Int64, serial: Int)
    }

    var dockets: [Int64: Docket] = [:]
    var town: Town
    var last: Int64 = 0
    private var newest: [Key: Int64] = [:]
    private var filings: [Key: (body: UInt64, incident: Int64)] = [:]
    private var kept: [Kept] = []
    private var lastCycle: Int64 = -1
    var pairs = Tallies()
    /// Incidents that may have an alarm or a letter.
    var live: [Int64] = []

    init(town: Town) {
        self.town = town
    }

    // MARK: Cycles

    /// Nothing of the cycle was stored: callers are refused, and what nobody would repeat comes first in the next.
    mutating func refuse(_ cycle: Cycle) {
        for result in cycle.results { kept.append(.result(land(result))) }
        if let town = cycle.towns.last { self.town = town }
        defer { missDoors(at: cycle.at) }
        for (id, alarm) in dueAlarms(at: cycle.at) where !isKept(id, alarm) { kept.append(.alarm(id, alarm)) }
    }

    /// The process ended: nothing is in flight, and no more remains of a deadline than it was set for.
    mutating func restart(at now: Instant) {
        kept = []
        lastCycle = now.story - 1
        for id in live {
            change(id, at: now) { docket in
                for place in docket.alarms.indices {
                    docket.alarms[place].due = now.story + docket.rest(docket.alarms[place])
                }
                for place in docket.letters.indices {
                    let letter = docket.letters[place]
                    let longest: Int64 = letter.attempts > 0 ? 3_600_000 : letter.kind == .reminder ? 120_000 : 0
                    docket.letters[place].isInFlight = false
                    docket.letters[place].isGone = false
                    docket.letters[place].wasPutOff = false
                    docket.letters[place].wasDueBefore = letter.attempts == 0 && letter.due <= now.story
                    docket.letters[place].due = now.story + min(max(letter.wallDue - now.wall, 0), longest)
                    let spread = letter.latest > letter.due ? letter.latest - letter.due : 0
                    docket.letters[place].latest = docket.letters[place].due + spread
                }
            }
        }
    }

    /// Tells everything that a stored cycle did; returns what each asker must have been told.
    mutating func apply(_ cycle: Cycle) -> [Told] {
        let again = kept
        kept = []
        for one in again {
            switch one {
            case .result(let result): end(result, in: cycle)
            case .alarm(let id, let alarm): ring(id, alarm, in: cycle)
            case .gone(let id, let serial):
                change(id, at: cycle.at, as: "address gone") { docket in
                    docket.ended(docket.letters.firstIndex { $0.serial == serial && !$0.isInFlight }, .permanent)
                }
            }
        }
        for result in cycle.results { end(land(result), in: cycle) }
        for (id, alarm) in dueAlarms(at: cycle.at) { ring(id, alarm, in: cycle) }
        var towns = cycle.towns[...]
        let told = cycle.asks.map { ask in
            if case .reload = ask {
                if let next = towns.popFirst() { town = next }
                return Told.reloaded
            }
            return self.told(ask, in: cycle)
        }
        for id in live {
            guard var docket = dockets[id] else { continue }
            var isChanged = false
            for place in docket.letters.indices where docket.letters[place].planned == cycle.at.story {
                docket.letters[place].rank = docket.rank
                docket.letters[place].half = docket.half(of: docket.letters[place])
                isChanged = true
            }
            if isChanged { dockets[id] = docket }
        }
        // Whatever was to be sent of an incident that cannot be read comes again a minute later.
        for id in cycle.unsendable {
            change(id, at: cycle.at) { docket in
                for place in docket.letters.indices
                where !docket.letters[place].isInFlight && docket.letters[place].due <= cycle.at.story {
                    docket.letters[place].wasUnsendable = true
                    docket.letters[place].latest = max(docket.letters[place].latest, cycle.at.story + 60_000)
                }
            }
        }
        missDoors(at: cycle.at)
        live.removeAll { id in dockets[id].map { $0.isClosed && $0.alarms.isEmpty && $0.letters.isEmpty } ?? true }
        return told
    }

    /// What was to go to an address that is no longer in the tree has failed for good; the next cycle says so.
    ///
    /// When flood control may hold such a message, or its retry comes a little later by chance, the moment of that cannot be
    /// known: the incident is only looked at loosely from there on.
    private mutating func missDoors(at now: Instant) {
        for id in live {
            guard let docket = dockets[id] else { continue }
            for (place, letter) in docket.letters.enumerated() where !letter.isInFlight && letter.due <= now.story {
                guard !town.doors(of: letter.person).contains(where: { $0.name == letter.door }) else { continue }
                guard !letter.isGone else { continue }
                if letter.attempts == 0 ? letter.due <= lastCycle : letter.latest > letter.due {
                    dockets[id]?.isBlurred = true
                    continue
                }
                dockets[id]?.letters[place].isGone = true
                kept.append(.gone(id, serial: letter.serial))
            }
        }
        lastCycle = now.story
    }

    private func isKept(_ id: Int64, _ alarm: Docket.Alarm) -> Bool {
        kept.contains {
            if case .alarm(let other, let same) = $0 { other == id && same.what == alarm.what } else { false }
        }
    }

    private func dueAlarms(at now: Instant) -> [(Int64, Docket.Alarm)] {
        var due: [(Int64, Docket.Alarm)] = []
        for id in live {
            for alarm in dockets[id]?.alarms ?? [] where alarm.due <= now.story && !isKept(id, alarm) {
                due.append((id, alarm))
            }
        }
        return due.enumerated().sorted { left, right in
            let (one, other) = (left.element, right.element)
            return (one.1.due, one.0, one.1.wallDue, left.offset) < (
                other.1.due, other.0, other.1.wallDue, right.offset
            )
        }.map(\.element)
    }

    private mutating func ring(_ id: Int64, _ alarm: Docket.Alarm, in cycle: Cycle) {
        if cycle.unreadable.contains(id) {
            change(id, at: cycle.at) { docket in
                for place in docket.alarms.indices where docket.alarms[place].what == alarm.what {
                    docket.alarms[place].due = cycle.at.story + 60_000
                }
            }
            return
        }
        change(id, at: cycle.at, as: "deadline \(alarm.what.name)") { docket in
            let isThere = docket.alarms.contains {
                $0.what == alarm.what && $0.due == alarm.due && $0.span == alarm.span
            }
            guard isThere else { return }
            docket.alarmIsUp(alarm)
        }
        follow(id, in: cycle)
    }

    /// The attempt is over, whatever it did; what was not in flight any more does not count.
    private mutating func land(_ result: Result) -> Result {
        var landed = result
        landed.members = result.members.filter { member in
            guard let docket = dockets[member.incident],
                let place = docket.letters.firstIndex(where: { $0.number == member.number && $0.isInFlight })
            else { return false }
            dockets[member.incident]?.letters[place].isInFlight = false
            return true
        }
        return landed
    }

    private mutating func end(_ result: Result, in cycle: Cycle) {
        for member in result.members {
            let isUnreadable = cycle.unreadable.contains(member.incident)
            change(member.incident, at: cycle.at, as: "attempt \(result.truth.name)") { docket in
                if isUnreadable { return docket.putOff(member.number, until: cycle.at.story + 60_000) }
                docket.attemptEnded(member.number, result.truth)
            }
            follow(member.incident, in: cycle)
        }
    }

    mutating func change(
        _ id: Int64,
        at now: Instant,
        as event: String? = nil,
        _ change: (inout Docket) -> Void
    ) {
        guard var docket = dockets.removeValue(forKey: id) else { return }
        docket.ties.yeses = []
        if let event { pairs.add(docket.stateName, event) }
        docket.now = now
        docket.event += 1
        docket.town = town
        change(&docket)
        dockets[id] = docket
    }

    // MARK: Asking

    private mutating func told(_ ask: Ask, in cycle: Cycle) -> Told {
        switch ask {
        case .file(let slip): return file(slip, in: cycle)
        case .reload: return .reloaded
        case .answer(let id, _, _, _), .rank(let id, _, _), .pause(let id, _, _), .escalate(let id), .close(let id, _),
            .followUp(let id, _, _, _), .callIn(let id, _, _, _), .goWithout(let id, _, _):
            if cycle.unreadable.contains(id) { return .refused("damaged") }
            guard dockets[id] != nil else { return .refused("noSuchIncident") }
            var refusal: String?
            let name = dockets[id].map { ask.name(in: $0) }
            change(id, at: cycle.at, as: name) { docket in
                refusal = docket.take(ask)
            }
            follow(id, in: cycle)
            if !live.contains(id) { live.append(id) }
            if let refusal { return .refused(refusal) }
            return dockets[id].map { .state($0.standing) } ?? .refused("noSuchIncident")
        }
    }

    private mutating func file(_ slip: Slip, in cycle: Cycle) -> Told {
        let (now, unreadable) = (cycle.at, cycle.unreadable)
        let idempotency = slip.idempotencyKey.map { Key(source: slip.source, key: $0) }
        if let idempotency, let before = filings[idempotency] {
            if before.body != slip.body { return .refused("keyUsedOtherwise") }
            if unreadable.contains(before.incident) { return .refused("damaged") }
            return dockets[before.incident].map { .filed($0.standing, result: "repeated") } ?? .refused("gone")
        }
        guard town.units.contains(slip.unit) else { return .refused("noSuchUnit") }
        guard let paper = town.paper(slip.paper, in: slip.unit) else { return .refused("noSuchPlan") }
        let isKnown = slip.facts.keys.allSatisfy { name in paper.fields.contains { $0.name == name } }
        guard isKnown else { return .refused("facts") }
        let dedup = slip.dedupKey.map { Key(source: slip.source, key: $0) }
        var result = "created"
        var id = last + 1
        if let known = dedup.flatMap({ newest[$0] }), let docket = dockets[known] {
            if unreadable.contains(known) { return .refused("damaged") }
            if !docket.isClosed {
                (result, id) = ("counted", known)
            } else if let closed = docket.closedAt, now.wall - closed.wall <= paper.reopenWithin {
                (result, id) = ("reopened", known)
            }
        }
        if result == "created" {
            let graded = paper.rank(of: slip.facts)
            if let wanted = slip.rank, wanted > graded { return .refused("severityBelowRules") }
            pairs.add("none", "report")
            dockets[id] = Docket(id: id, slip: slip, paper: paper, rank: slip.rank ?? graded, at: now, in: town)
            last = id
        } else {
            change(id, at: now, as: "report again") { docket in
                docket.reportedAgain(slip)
            }
        }
        if !live.contains(id) { live.append(id) }
        follow(id, in: cycle)
        if let dedup { newest[dedup] = id }
        if let idempotency { filings[idempotency] = (slip.body, id) }
        return dockets[id].map { .filed($0.standing, result: result) } ?? .refused("gone")
    }
}
