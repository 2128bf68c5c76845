import Escalation

/// A random sequence of events for one incident, watched at every change.
struct Story {
    var chance: Chance
    let plan: Plan
    var directory: Directory
    var incident: Incident
    var entries: [RecordEntry]
    var now = Rehearsal.start
    var watch = Watch()

    /// Begins a story; `nil` when the first report is refused.
    static func begun(seed: UInt64) -> Story? {
        var chance = Chance(seed: seed)
        let context = DecisionContext(plan: chance.plan(), directory: chance.directory())
        let report = Rehearsal.recorded(chance.report())
        let now = Rehearsal.start
        let opened = try? Machine.open(report, id: 7, at: now, by: .token("gate"), in: context)
        guard let opened else { return nil }
        var story = Story(
            chance: chance,
            plan: context.plan,
            directory: context.directory,
            incident: opened.incident,
            entries: [RecordEntry(incident: 7, at: now, by: .token("gate"), changes: opened.changes)]
        )
        var start = Incident(id: 7, report: report, severity: opened.incident.severity, at: now)
        story.watch.follow(opened.changes, from: &start, at: now, by: .token("gate"))
        story.watch.check(opened.incident, replayed: start)
        return story
    }

    /// One more event at a later moment; everything that must hold is checked.
    mutating func goOn() {
        if chance.oneIn(12) { directory = chance.directory() }
        let event = chance.event(for: incident, at: now)
        if case .deadline(let timer) = event { now = max(now, timer.due) } else { now = now + chance.minutes(upTo: 3) }
        let inFlight = Set(incident.unfinished.keys.sorted().filter { _ in chance.oneIn(4) })
        let context = DecisionContext(plan: plan, directory: directory, inFlight: inFlight)
        let decided = Self.decide(incident, event, at: now, in: context)
        if chance.oneIn(5) {
            let again = Self.decide(incident, event, at: now, in: context)
            watch.isTrue(decided == again, "the same input, another output")
        }
        guard let decided else { return }
        var replayed = incident
        watch.follow(decided.changes, from: &replayed, at: now, by: .token("test"))
        incident = decided.incident
        watch.check(incident, replayed: replayed)
        lookAgain()
        if !decided.changes.isEmpty {
            entries.append(RecordEntry(incident: 7, at: now, by: .token("test"), changes: decided.changes))
        }
    }

    /// Lets everything through and fires every deadline until nobody is asked any more and the fallback is told, as when
    /// nobody ever answers.
    mutating func beIgnored(for count: Int) {
        for _ in 0..<count {
            if incident.progress == .exhausted, !incident.isAnybodyAsked, incident.unfinished.isEmpty { return }
            let context = DecisionContext(plan: plan, directory: directory)
            let message = incident.unfinished.values.min { ($0.due, $0.id) < ($1.due, $1.id) }
            let timer = incident.timers.min { $0.due < $1.due }
            let event: Event
            if let message, message.due <= timer?.due ?? message.due {
                now = max(now, message.due)
                event = .attempt(number: message.id.number, outcome: .accepted(evidence: .reply(250)), jitter: 0)
            } else if let timer {
                now = max(now, timer.due)
                event = .deadline(timer)
            } else {
                return
            }
            guard let decided = Self.decide(incident, event, at: now, in: context) else { return }
            incident = decided.incident
            entries.append(RecordEntry(incident: 7, at: now, by: .clock, changes: decided.changes))
        }
    }

    /// A report that says nothing new does what is left to do, such as what another directory asks for; a second one finds
    /// nothing.
    private mutating func lookAgain() {
        let isOver = incident.isClosed || incident.status == .open && incident.round[.chain]?.phase == .exhausted
        guard !isOver else { return }
        let context = DecisionContext(plan: plan, directory: directory)
        let known = incident.report
        let same = Rehearsal.report(title: known.title, facts: known.facts, note: known.note)
        guard let once = Self.decide(incident, .reportedAgain(same), at: now, in: context) else { return }
        let again = Self.decide(once.incident, .reportedAgain(same), at: now, in: context)
        let news = again?.changes.filter { if case .reportedAgain = $0 { false } else { true } } ?? []
        watch.isTrue(news.isEmpty, "something was left to do: \(news)")
    }

    private struct Decided: Equatable {
        var incident: Incident
        var changes: [Change]
    }

    private static func decide(
        _ incident: Incident,
        _ event: Event,
        at now: Timestamp,
        in context: DecisionContext
    ) -> Decided? {
        let decision = try? Machine.handle(incident, event, at: now, by: .token("test"), in: context)
        return decision.map { Decided(incident: $0.incident, changes: $0.changes) }
    }
}
