import Escalation

/// A random sequence of events for one incident, watched at every change.
struct Story {
    var chance: Chance
    let plan: Plan
    var directory: Directory
    private(set) var incident: Incident
    private(set) var now = Rehearsal.start
    private(set) var entries: [RecordEntry] = []
    private(set) var watch = Watch()

    /// Begins a story; `nil` when the first report is refused.
    init?(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        plan = chance.plan()
        directory = chance.directory()
        let report = chance.report()
        let surroundings = Surroundings(plan: plan, directory: directory)
        do {
            let decision = try Machine.open(report, id: 7, at: now, by: "gate", in: surroundings)
            incident = decision.incident
            entries = [RecordEntry(incident: 7, at: now, by: "gate", changes: decision.changes)]
        } catch .severityBelowRules, .noResponse {
            return nil
        }
        self.chance = chance
        let severity = incident.severity
        var start = Incident(id: 7, report: report, severity: severity, at: now)
        watch.follow(entries.flatMap(\.changes), from: &start, at: now, by: "gate")
        watch.check(incident, replayed: start)
    }

    /// One more event at a later moment; everything that must hold is checked.
    mutating func goOn() {
        if chance.oneIn(12) { directory = chance.directory() }
        let event = chance.event(for: incident, at: now)
        if case .deadline(let timer) = event { now = max(now, timer.due) } else { now = now + chance.minutes(upTo: 3) }
        let inFlight = Set(incident.unfinished.keys.filter { _ in chance.oneIn(4) })
        let surroundings = Surroundings(plan: plan, directory: directory, inFlight: inFlight)
        let decided = Self.decide(incident, event, at: now, in: surroundings)
        watch.isTrue(decided == Self.decide(incident, event, at: now, in: surroundings), "the same input, another output")
        guard let decided else { return }
        var replayed = incident
        watch.follow(decided.changes, from: &replayed, at: now, by: "test")
        incident = decided.incident
        watch.check(incident, replayed: replayed)
        if !decided.changes.isEmpty {
            entries.append(RecordEntry(incident: 7, at: now, by: "test", changes: decided.changes))
        }
    }

    /// Lets everything through and fires every deadline, as when nobody ever answers.
    mutating func beIgnored(for count: Int) {
        for _ in 0..<count {
            let surroundings = Surroundings(plan: plan, directory: directory)
            let message = incident.unfinished.values.min { ($0.due, $0.id) < ($1.due, $1.id) }
            let timer = incident.timers.min { $0.due < $1.due }
            let event: Event
            if let message, message.due <= timer?.due ?? message.due {
                now = max(now, message.due)
                event = .attempt(number: message.id.number, outcome: .accepted(evidence: "250"), jitter: 0)
            } else if let timer {
                now = max(now, timer.due)
                event = .deadline(timer)
            } else {
                return
            }
            guard let decided = Self.decide(incident, event, at: now, in: surroundings) else { return }
            incident = decided.incident
            entries.append(RecordEntry(incident: 7, at: now, by: "clock", changes: decided.changes))
        }
    }

    private struct Decided: Equatable {
        var incident: Incident
        var changes: [Change]
    }

    private static func decide(
        _ incident: Incident,
        _ event: Event,
        at now: Timestamp,
        in surroundings: Surroundings
    ) -> Decided? {
        guard let decision = try? Machine.handle(incident, event, at: now, by: "test", in: surroundings) else { return nil }
        return Decided(incident: decision.incident, changes: decision.changes)
    }
}
