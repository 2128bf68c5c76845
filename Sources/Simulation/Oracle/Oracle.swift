/// Compares what callers were told and what sinks received with what SEMANTICS.md says must happen.
///
/// Shares no code with the engine and never asks its database; see ``Casebook`` for the account it keeps itself. Its words are its
/// own too, so that a mistake in the engine's types cannot be one in the oracle's:
///
/// | the engine's | the oracle's |
/// |---|---|
/// | `Incident`, `Contact`, `Contact.State` | `Docket`, `Docket.Party`, `Docket.Party.Standing` |
/// | `Incident.Responder`, obligation, `IncidentTimer` | `Docket.Answering`, `Docket.Debt`, `Docket.Alarm` |
/// | notification, message on the way | `Letter`, `Sent` |
/// | `Directory`, `Person`, `Address` | `Town`, `Town.Dweller`, `Town.Door` |
/// | `Group`, its seats | `Town.Circle`, `Town.Chair` |
/// | `Plan`, its responses, their steps | `Paper`, `Paper.Course`, their stages |
/// | severity | rank |
/// | `Report`, `Answer.Word` | `Slip`, `AnswerWord` |
/// | `LedgerRequest`, its reply | `Ask`, `Told` |
/// | `AttemptOutcome` | `Truth` |
/// | `Ledger` | `Casebook` |
struct Oracle {
    /// How late anything may be while the process is up (RELIABILITY §3.2, I14).
    static let patience: Int64 = 2_000

    var book: Casebook
    private(set) var failures: [Failure] = []
    /// What is dropped from its view, to see that it notices.
    var canary = Canary.off

    /// Wire ids by what they stand for, and the other way round.
    var wires: [String: Sent.Member] = [:]
    var wireOf: [Sent.Member: String] = [:]
    var threads: [Int64: String] = [:]
    /// Every answer link that went out, where a copy of the disk is to be put back.
    var links: Set<String> = []
    var notesLinks = false
    /// The account at the moment of a copy of the disk that was not put back yet.
    var kept: Kept?
    var lost = Lost()
    /// When an address last got messages that flood control counts, since the process started.
    var floods: [String: [Int64]] = [:]
    /// When an address last got a message of an incident that is only followed loosely: nobody knows whether it counts.
    var looseAt: [String: Int64] = [:]
    /// Addresses at which something waited its longest time in the cycle at hand.
    var patient: Set<String> = []
    /// Attempts under way at each receiver.
    var inFlight: [String: Int] = [:]
    var fullAt: [String: Int64] = [:]
    /// From when on the process can do its work.
    var availableSince: Int64 = 0
    var lastCycle: Int64 = 0
    var startedAt: Int64 = -1_000
    /// When a record could last not be read; what was in its way then waits with it.
    var unreadAt: Int64?
    /// When the store last refused a commit; a digest that was decided on before goes out once it is stored.
    var refusedAt: Int64 = -10_000
    /// Counts of what it looked at.
    var checks = 0

    enum Canary: Sendable {
        case off
        /// The oracle does not see one arrival in three.
        case blind
    }

    init(town: Town) {
        book = Casebook(town: town)
    }

    mutating func fail(_ invariant: String, at story: Int64, _ what: @autoclosure () -> String) {
        guard failures.count < 20 else { return }
        failures.append(Failure(invariant: invariant, at: story, what: what()))
    }

    mutating func expect(_ holds: Bool, _ invariant: String, at story: Int64, _ what: @autoclosure () -> String) {
        checks += 1
        if !holds { fail(invariant, at: story, what()) }
    }

    /// When the dispatcher must do something next.
    var nextDue: Int64? {
        var next = book.nextAlarm
        for id in book.live {
            for letter in book.dockets[id]?.letters ?? [] where !letter.isInFlight && letter.due > lastCycle {
                next = min(next ?? .max, letter.due)
            }
        }
        return next
    }

    // MARK: Cycles

    /// A cycle whose commit is known to be stored; compares what was told with what must be.
    mutating func stored(_ cycle: Casebook.Cycle, told: [Told]?) {
        lastCycle = cycle.at.story
        if !cycle.unsendable.isEmpty { unreadAt = cycle.at.story }
        notePatience(at: cycle.at.story)
        let wanted = book.apply(cycle)
        guard let told else { return }
        for (place, wanted) in wanted.enumerated() {
            if isBlurred(wanted) || isBlurred(told[place]) { continue }
            expect(told[place] == wanted, invariant(of: cycle.asks[place]), at: cycle.at.story) {
                "asked \(cycle.asks[place])\n    told     \(told[place])\n    expected \(wanted)"
            }
        }
    }

    private func isBlurred(_ told: Told) -> Bool {
        switch told {
        case .filed(let standing, _), .state(let standing): book.dockets[standing.id]?.isBlurred == true
        case .reloaded, .refused: false
        }
    }

    mutating func expect(
        _ holds: Bool,
        _ invariant: String,
        at story: Int64,
        _ what: () -> String
    ) {
        expect(holds, invariant, at: story, what())
    }

    /// Nothing of the cycle was stored: nobody may have been told otherwise.
    mutating func refused(_ cycle: Casebook.Cycle, told: [Told]) {
        lastCycle = cycle.at.story
        refusedAt = cycle.at.story
        notePatience(at: cycle.at.story)
        book.refuse(cycle)
        for (ask, told) in zip(cycle.asks, told) {
            if case .refused = told { continue }
            if case .filed(_, "repeated") = told { continue }
            if case .reloaded = told { continue }
            fail("I1", at: cycle.at.story, "\(ask) was answered \(told) and nothing was stored")
        }
    }

    private func invariant(of ask: Ask) -> String {
        switch ask {
        case .file(let slip): slip.idempotencyKey == nil ? "I4 report" : "I3 report"
        case .answer: "I18 answer"
        default: "§2 operation"
        }
    }

    /// The process is there again, with the town as it is written now: a reload that was refused counts from here on.
    mutating func restarted(at now: Instant, in town: Town) {
        book.town = town
        book.restart(at: now)
        floods = [:]
        inFlight = [:]
        fullAt = [:]
        availableSince = now.story
        startedAt = now.story
    }

    // MARK: What comes out

    mutating func sent(_ sent: Sent) {
        inFlight[sent.destination, default: 0] += 1
        if inFlight[sent.destination, default: 0] >= 250 { fullAt[sent.destination] = sent.at.story }
        var isFirst = false
        var isExempt = false
        for member in sent.members {
            guard var docket = book.dockets[member.incident] else {
                fail("I4", at: sent.at.story, "\(sent.wire) is of incident \(member.incident), which nobody reported")
                continue
            }
            if docket.isBlurred {
                looseAt[sent.person + " " + sent.door] = sent.at.story
                isExempt = true
                if wireOf[member]?.hasSuffix("-d") == !sent.isDigest { wireOf[member] = nil }
            }
            guard let place = letter(member, of: docket, in: sent) else {
                if docket.isBlurred { continue }
                let text = unexpected(member, sent, docket)
                fail(Self.rule(member.kind, for: sent.person, in: docket), at: sent.at.story, text)
                continue
            }
            if !docket.isBlurred {
                let letter = docket.letters[place]
                check(letter, sent)
                if letter.attempts == 0, !letter.wasPutOff { isFirst = true }
                // A digest that was on its way when the process was cut off goes out again at once, and counts.
                if letter.isExempt || letter.isInDigest || letter.wasUnsendable { isExempt = true }
                if letter.due + 900_000 <= sent.at.story || letter.isOutOfTime(at: sent.at.story) { isExempt = true }
                if mayHaveAnotherName(letter, sent, wireOf[member]) { wireOf[member] = nil }
            }
            docket.letters[place].isInFlight = true
            docket.letters[place].number = member.number
            docket.letters[place].isInDigest = sent.isDigest
            book.dockets[member.incident] = docket
            if !docket.isBlurred { look(at: sent, of: docket) }
        }
        checkIDs(sent)
        checkLost(sent)
        if sent.isDigest {
            let incidents = Set(sent.members.map(\.incident)).count
            expect(sent.links.count >= incidents, "§4 digest", at: sent.at.story) {
                "\(sent.wire) has \(sent.links.count) links for \(incidents) incidents"
            }
        }
        // A digest that was decided on before the process was cut off or its store was full, or whose incidents could not be
        // read, waits for nobody.
        let lastHindered = max(startedAt + 1_000, refusedAt + 2_000, (unreadAt ?? -125_000) + 125_000)
        if sent.isDigest, sent.at.story < lastHindered { isExempt = true }
        if isFirst, sent.channel != "log" { checkFlood(sent, isExempt: isExempt) }
    }

    /// The rule that a message breaks which nobody expects.
    private static func rule(_ kind: Letter.Kind, for person: String, in docket: Docket) -> String {
        switch kind {
        case .alert, .reminder:
            docket.presence.isAway(person) ? "§7 absent" : docket.answersThisRound(person) ? "S1 responder" : "I17"
        case .unanswered: docket.status == .answered ? "S5 true" : "I17"
        case .incomplete: !docket.isIncomplete(for: person) ? "S5 true" : "I17"
        default: "I17"
        }
    }

    /// Whether a message may come under another name than before.
    ///
    /// What a digest left out goes under its own name, even after a copy of the digest may have arrived, and the next process
    /// makes that digest again, as it is on record. What was under way when a process was cut off may be merged by the next.
    private func mayHaveAnotherName(_ letter: Letter, _ sent: Sent, _ known: String?) -> Bool {
        let wasDigest = known?.hasSuffix("-d") == true
        return wasDigest != sent.isDigest && (letter.wasUnsendable || sent.isDigest && letter.attempts == 0)
    }

    private mutating func check(_ letter: Letter, _ sent: Sent) {
        expect(!letter.isInFlight, "I7", at: sent.at.story, "\(sent.wire) is sent while a copy of it is on its way")
        expect(
            letter.due <= sent.at.story || sent.isDigest && letter.wasDueBefore,
            "I14",
            at: sent.at.story,
            "\(sent.wire) (\(letter.kind.rawValue)) is due at \(Written.time(letter.due))"
        )
    }

    /// The letter that this is: the one of its number, else the first of its kind for that address that was not seen yet.
    private func letter(_ member: Sent.Member, of docket: Docket, in sent: Sent) -> Int? {
        if let known = docket.letters.firstIndex(where: { $0.number == member.number }) {
            let letter = docket.letters[known]
            let isSame = letter.kind == member.kind && letter.person == sent.person && letter.door == sent.door
            return isSame ? known : nil
        }
        return docket.letters.firstIndex { letter in
            letter.number == nil && letter.kind == member.kind && letter.person == sent.person
                && letter.door == sent.door
        }
    }

    private func unexpected(_ member: Sent.Member, _ sent: Sent, _ docket: Docket) -> String {
        let open = docket.letters.map {
            "\($0.kind.rawValue) \($0.person).\($0.door) #\($0.number ?? 0)\($0.isInFlight ? " in flight" : "")"
        }
        return "\(sent.wire): \(member.kind.rawValue) for \(sent.person).\(sent.door), which nobody expects; incident "
            + "\(docket.id) is \(docket.stateName), \(docket.roundName), "
            + "expected: \(open.joined(separator: ", "))"
    }

    private mutating func look(at sent: Sent, of docket: Docket) {
        let at = sent.at.story
        expect([sent.title, sent.text].contains(where: ByteSearch(docket.title).isIn), "I4", at: at) {
            "\(sent.wire) does not say what happened: \(docket.title)"
        }
        if let dweller = book.town.dweller(sent.person) {
            expect(sent.language == dweller.language, "§1 language", at: at) {
                "\(sent.wire) is in \(sent.language), not in \(dweller.language)"
            }
        }
        guard !sent.isDigest else { return }
        expect(sent.isDrill == docket.isDrill, "§1 drill", at: at, "\(sent.wire) says drill: \(sent.isDrill)")
        expect(sent.rank == docket.rank, "I17", at: at) { "\(sent.wire) says rank \(sent.rank), not \(docket.rank)" }
        expect(sent.status == docket.statusName, "I17", at: at) {
            "\(sent.wire) says \(sent.status), not \(docket.statusName)"
        }
        let thread = threads[docket.id] ?? sent.thread
        expect(thread == sent.thread, "I8", at: at, "\(sent.wire) has the thread \(sent.thread), not \(thread)")
        threads[docket.id] = thread
        checkLinks(sent, of: docket)
        if sent.members.contains(where: \.kind.asks) {
            expect(sent.link != nil, "§5 link", at: at, "\(sent.wire) asks and has no link")
        }
    }

    /// All copies carry one id; different notifications never share one (I8).
    private mutating func checkIDs(_ sent: Sent) {
        guard let first = sent.members.first else { return }
        if let known = wires[sent.wire], known != first, !sent.isDigest {
            fail("I8", at: sent.at.story, "\(sent.wire) stands for \(known) and for \(first)")
        }
        wires[sent.wire] = first
        for member in sent.members {
            if let known = wireOf[member], known != sent.wire {
                fail("I8", at: sent.at.story, "\(member) is called \(known) and \(sent.wire)")
            }
            wireOf[member] = sent.wire
        }
    }
}
