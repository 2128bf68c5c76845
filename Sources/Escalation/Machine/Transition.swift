/// One event's work on one incident: records changes and folds each into the state at once.
struct Transition {
    private(set) var incident: Incident
    var changes: [Change] = []
    let now: Timestamp
    let actor: Actor
    let context: DecisionContext
    /// The last notification before this event.
    let firstNotification: Int
    /// Who is out since this event, in an incident that somebody answered for.
    var leaver: PersonID?
    /// After a raising: people who were asked so shortly before that their time goes on, with their answer deadline.
    var quiet: [PersonID: Int] = [:]
    /// People who were asked by this event, and whether they were only reminded: one message says everything.
    var askedNow: [PersonID: Bool] = [:]
    /// Seats for which nobody is left since this event.
    var emptied: [SeatID] = []
    /// Whether nobody could be told of empty seats before this event: nobody answered, or a pause held it back.
    var tellsOfEmpty = false
    /// Who said yes in this event as somebody of the fallback, when every link and repeat of the chain was tried.
    var savior: PersonID?
    /// Who answers for the incident that opens this one.
    var answeringElsewhere: [PersonID] = []
    /// Whether a run of an unmet part ended with this event.
    var wantsIncomplete = false

    init(incident: Incident, at now: Timestamp, by actor: Actor, in context: DecisionContext) {
        self.incident = incident
        firstNotification = incident.lastNotification
        self.now = now
        self.actor = actor
        self.context = context
    }

    var plan: Plan { context.plan }
    var directory: Directory { context.directory }
    var unit: UnitPath { incident.report.unit }

    /// The response that the current round runs.
    var response: Response? { plan.response(to: incident.round.grade) }

    /// Ends the work: what was decided; changes are one entry of the record.
    mutating func decided() -> Decision {
        if !changes.isEmpty { incident.entryCount += 1 }
        return Decision(incident: incident, changes: changes, effects: effects)
    }

    mutating func record(_ change: Change) {
        incident.apply(change, at: now, by: actor)
        changes.append(change)
    }

    // MARK: Timers

    /// What is left of a timer: never more than it was set for, however the wall clock was stepped since (RELIABILITY §2, Clock).
    func rest(of timer: IncidentTimer) -> TimeSpan {
        min(max(timer.due - now, .zero), timer.span)
    }

    mutating func set(_ kind: IncidentTimer.Kind, after span: TimeSpan) {
        record(.timerSet(IncidentTimer(kind: kind, due: now + span, span: span)))
    }

    mutating func clear(_ kind: IncidentTimer.Kind) {
        guard incident.timer(kind) != nil else { return }
        record(.timerCleared(kind: kind))
    }

    /// Clears everything that would ask or tell somebody about an incident that lacks answers; those who were called in keep
    /// their time.
    ///
    /// - Parameter kept: answer deadlines that go on.
    mutating func clearEscalationTimers(except kept: Set<Int> = []) {
        for timer in incident.timers {
            switch timer.kind {
            case .answers(let batch): if !kept.contains(batch) { clear(timer.kind) }
            case .repetition, .fallback, .incomplete, .resume, .nextAddress: clear(timer.kind)
            case .acknowledgement, .grace, .obligation: continue
            }
        }
    }
}
