import Escalation

/// One incident on a simulated clock: time moves only when a test says so, and channels do what the test wrote.
final class Rehearsal {
    /// What a channel does with one attempt.
    enum Delivery {
        case accepts
        case refuses
        case failsForNow
        case cutsOff
        /// Answers, and nobody can read what.
        case mumbles
        case hangs
        case throttles(TimeSpan)
    }

    static let start = Timestamp(milliseconds: 1_800_000_000_000)

    var plan: Plan
    var directory: Directory
    /// What happens at an address, attempt by attempt; the last one stays, and an address not named here accepts.
    ///
    /// An address is written `a.hook`, and the address `mail` of `a` simply `a`.
    var channel: [String: [Delivery]] = [:]
    var jitter = 0.0
    /// Messages stay in the queue while this is set.
    var isHeldUp = false
    private(set) var incident: Incident
    private(set) var now = start
    private(set) var entries: [RecordEntry] = []
    private(set) var messages: [String] = []
    private var inFlight: [Int: String] = [:]
    private var shown = 0
    private var noted = 0

    init(
        _ plan: Plan,
        directory: Directory = Town.directory(),
        channel: [String: [Delivery]] = [:],
        severity: Severity? = nil,
        facts: [String: FactValue] = [:],
        reporter: PersonID? = nil,
        isDrill: Bool = false,
        unit: UnitPath = Town.unit
    ) throws {
        self.plan = plan
        self.directory = directory
        self.channel = channel
        var report = Self.report(severity: severity, facts: facts, reporter: reporter, isDrill: isDrill)
        report.unit = unit
        let context = DecisionContext(plan: plan, directory: directory)
        let decision = try Machine.open(
            Self.recorded(report),
            id: 7,
            at: Self.start,
            by: .token("gate"),
            in: context
        )
        incident = decision.incident
        keep(decision, by: .token("gate"))
        try settle()
    }

    static func report(
        title: String = "Smoke in the archive",
        severity: Severity? = nil,
        facts: [String: FactValue] = [:],
        reporter: PersonID? = nil,
        isDrill: Bool = false,
        note: String? = nil
    ) -> ReportDraft {
        ReportDraft(
            unit: Town.unit,
            plan: "fire",
            title: title,
            facts: facts,
            severity: severity,
            source: "gate",
            reporter: reporter,
            dedupKey: "smoke",
            isDrill: isDrill,
            note: note
        )
    }

    /// What is on record of a report.
    static func recorded(_ draft: ReportDraft) -> Report { Report(draft, planVersion: "") }

    // MARK: Looking

    /// What was attempted since the last look, as `5:00 reminder a.hook` and how it ended, if not well.
    func news() -> [String] {
        defer { shown = messages.count }
        return Array(messages[shown...])
    }

    var changes: [Change] { entries.flatMap(\.changes) }

    /// What went on record since the last look.
    func newChanges() -> [Change] {
        let all = changes
        defer { noted = all.count }
        return Array(all[noted...])
    }

    /// The time since the first report, as `mm:ss`.
    var clock: String { Self.written(now) }

    func due(_ kind: IncidentTimer.Kind) -> String? {
        incident.timer(kind).map { Self.written($0.due) }
    }

    /// When the next answer deadline is up.
    var answersDue: String? {
        incident.timers.filter { if case .answers = $0.kind { true } else { false } }.map(\.due).min().map(Self.written)
    }

    /// When the time to answer of somebody is up.
    func answerBy(_ person: PersonID) -> String? { incident.answerBy(person).map(Self.written) }

    static func written(_ moment: Timestamp) -> String {
        let seconds = (moment - start).milliseconds / 1_000
        return "\(seconds / 60):" + (seconds % 60 < 10 ? "0" : "") + "\(seconds % 60)"
    }

    // MARK: Acting

    func handle(_ event: Event, by actor: Actor = .token("test")) throws {
        let context = DecisionContext(plan: plan, directory: directory, inFlight: Set(inFlight.keys))
        keep(try Machine.handle(incident, event, at: now, by: actor, in: context), by: actor)
        try settle()
    }

    func says(_ person: PersonID, _ word: Answer.Word, note: String? = nil) throws {
        try handle(.answer(Answer(person: person, word: word, note: note)), by: .person(person))
    }

    func reportAgain(title: String = "Smoke again", severity: Severity? = nil, hurt: Double? = nil) throws {
        let facts = hurt.map { ["hurt": FactValue.number($0)] } ?? [:]
        try handle(.reportedAgain(Self.report(title: title, severity: severity, facts: facts)))
    }

    func followUp(hurt: Double? = nil, isFinal: Bool = false, by actor: Actor = .token("test")) throws {
        let facts = hurt.map { ["hurt": FactValue.number($0)] } ?? [:]
        try handle(.followUp(text: "more", facts: facts, isFinal: isFinal), by: actor)
    }

    func pause(until moment: String, reason: String = "wind") throws {
        try handle(.pause(until: Self.moment(moment), reason: reason))
    }

    func close(_ closing: Closing = .stoodDown) throws {
        try handle(.close(closing, reason: "over"), by: .person("boss"))
    }

    func raise(to severity: Severity) throws { try handle(.setSeverity(severity, reason: "seen on site")) }
    func escalate() throws { try handle(.escalateByHand(reason: "too slow")) }

    /// Somebody calls people in.
    func callIn(_ names: String..., within: TimeSpan? = nil, by caller: PersonID = "boss") throws {
        try handle(.ask(names: names, within: within, reason: "more hands", as: .operator), by: .person(caller))
    }

    /// Whoever leads goes on without open seats.
    func goOnWithout(_ names: String...) throws {
        try handle(.goOnWithout(names: names, reason: "on leave", as: .operator), by: .person("boss"))
    }

    // MARK: Time

    /// Fires what is due, in order, up to a moment written `mm:ss`.
    func run(until moment: String) throws {
        let end = Self.moment(moment)
        while let next = nextHappening(), next.due <= end {
            now = max(now, next.due)
            try next.happen()
        }
        now = max(now, end)
    }

    /// The dispatcher is down: time passes and nothing is done.
    func sleep(until moment: String) {
        now = max(now, Self.moment(moment))
    }

    /// What hangs at an address comes to its end.
    func finish(_ place: String, _ delivery: Delivery = .accepts) throws {
        for (number, at) in inFlight.sorted(by: { $0.key < $1.key }) where at == place {
            inFlight[number] = nil
            try end(number, delivery)
        }
    }

    /// The process is cut off and comes back: of what was under way nobody knows.
    func cutOff() {
        inFlight = [:]
    }

    private static func moment(_ written: String) -> Timestamp {
        let parts = written.split(separator: ":").compactMap { Int64($0) }
        return start + .seconds((parts.first ?? 0) * 60 + (parts.dropFirst().first ?? 0))
    }

    private func settle() throws {
        while !isHeldUp, let next = nextMessage(), next.due <= now { try send(next) }
    }

    private func keep(_ decision: Decision, by actor: Actor) {
        incident = decision.incident
        guard !decision.changes.isEmpty else { return }
        entries.append(RecordEntry(incident: incident.id, at: now, by: actor, changes: decision.changes))
    }
}

extension Rehearsal {
    private struct Happening {
        var due: Timestamp
        var happen: () throws -> Void
    }

    private func nextHappening() -> Happening? {
        let first = incident.timers.enumerated().min { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }
        let timer = first?.element
        if let message = nextMessage(), !isHeldUp, timer.map({ message.due <= $0.due }) ?? true {
            return Happening(due: message.due) { try self.send(message) }
        }
        return timer.map { timer in
            Happening(due: timer.due) { try self.handle(.deadline(timer), by: .clock) }
        }
    }

    private func nextMessage() -> Notification? {
        incident.unfinished.values.filter { inFlight[$0.id.number] == nil }
            .min { ($0.due, $0.id) < ($1.due, $1.id) }
    }

    private func send(_ message: Notification) throws {
        let place = message.address == "mail" ? message.person : "\(message.person).\(message.address)"
        var script = channel[place] ?? [.accepts]
        let delivery = script.first ?? .accepts
        if script.count > 1 { script.removeFirst() }
        channel[place] = script
        messages.append("\(clock) \(message.kind.rawValue) \(place)" + Self.ending(of: delivery))
        inFlight[message.id.number] = place
        if case .hangs = delivery { return }
        inFlight[message.id.number] = nil
        try end(message.id.number, delivery)
    }

    private func end(_ number: Int, _ delivery: Delivery) throws {
        let outcome: AttemptOutcome =
            switch delivery {
            case .accepts, .hangs: .accepted(evidence: .reply(250, "ok"))
            case .refuses: .permanent(reason: .reply(550, "no such user"))
            case .failsForNow: .temporary(reason: .reply(451, "later"))
            case .cutsOff: .unknown(reason: Evidence(.cutOff(.stopped)))
            case .mumbles: .unreadable(reason: Evidence(.http(status: 200, .silent)))
            case .throttles(let wait): .throttled(after: wait, reason: .http(429))
            }
        try handle(.attempt(number: number, outcome: outcome, jitter: jitter), by: .dispatcher)
    }

    private static func ending(of delivery: Delivery) -> String {
        switch delivery {
        case .accepts: ""
        case .refuses: " refused"
        case .failsForNow: " failed for now"
        case .cutsOff: " cut off"
        case .mumbles: " mumbled"
        case .hangs: " hangs"
        case .throttles: " throttled"
        }
    }
}
