/// A pause holds back whom the plan asks and tells next (SEMANTICS §2).
extension Transition {
    mutating func pause(until: Timestamp, reason: String) throws(Refusal) {
        if incident.isClosed { throw .closed }
        if until <= now { throw .pauseEnded }
        if until - now > Limits.pause { throw .pauseTooLong }
        if incident.severity == .one, reason.isBlank { throw .reasonNeeded }
        if incident.status == .acknowledged, let timer = incident.timer(.acknowledgement) ?? incident.timer(.grace) {
            clear(.grace)
            set(.acknowledgement, after: max(rest(of: timer), until - now))
        }
        guard incident.status == .open || incident.isPaused || hasStepsAhead else {
            return record(.acknowledgementExtended(until: until, reason: reason))
        }
        let former = incident.timer(.resume)?.due
        record(.paused(until: until, reason: reason))
        for timer in incident.timers where isHeldBack(timer.kind) {
            let own = timer.due == former ? incident.heldBack.first { $0.kind == timer.kind } ?? timer : timer
            let rest = rest(of: own)
            if rest < until - now || timer.due == former { set(timer.kind, after: max(rest, until - now)) }
        }
        set(.resume, after: until - now)
    }

    /// A pause ends early: what it put off until its end gets its own time back; what would be over comes now.
    mutating func giveBackTime(of held: [IncidentTimer], until end: Timestamp?) {
        for timer in held where incident.timer(timer.kind)?.due == end { set(timer.kind, after: rest(of: timer)) }
    }

    /// Whether a pause holds a deadline back.
    func isHeldBack(_ kind: IncidentTimer.Kind) -> Bool {
        switch kind {
        case .answers, .repetition, .fallback, .incomplete: true
        case .acknowledgement, .grace, .nextAddress, .resume, .obligation: false
        }
    }

    /// Whether somebody will be asked, or told that people are missing, by itself.
    private var hasStepsAhead: Bool {
        incident.timers.contains { isHeldBack($0.kind) }
    }

    mutating func resume() {
        clear(.resume)
        goOnAfterPause()
    }

    mutating func goOnAfterPause() {
        record(.resumed)
        tellsOfEmpty = true
        settle()
    }
}
