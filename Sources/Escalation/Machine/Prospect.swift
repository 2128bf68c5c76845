/// What happens next by itself to an incident in which nobody answers any more, and when.
///
/// Worked out by letting the machine decide about the next deadline on a copy, so that no message and no page promises what the
/// plan does not do.
package enum Prospect: Hashable, Sendable {
    /// People are asked who have not been asked in this round.
    case others(at: Timestamp)
    /// Those who were asked before are asked again, and nobody else.
    case again(at: Timestamp)
    /// Nobody is asked; these, the fallback and whoever reported it, are told.
    case told([PersonID], at: Timestamp)
    /// Nobody is asked or told by itself from then on.
    case nobody(after: Timestamp)

    package var at: Timestamp {
        switch self {
        case .others(let at), .again(let at), .told(_, let at), .nobody(let at): at
        }
    }

    /// When people are asked, be it again; `nil` where nobody is.
    package var asking: Timestamp? {
        switch self {
        case .others(let at), .again(let at): at
        case .told, .nobody: nil
        }
    }
}

extension Incident {
    /// What comes if nobody answers; `nil` while nothing is waited for: closed, paused, or enough people have it.
    package func prospect(plan: Plan, directory: Directory) -> Prospect? {
        guard !isClosed, progress == .running || progress == .exhausted else { return nil }
        let kinds: [IncidentTimer.Kind] = [.step, .repetition, .fallback]
        guard let timer = kinds.lazy.compactMap({ timer($0) }).first else { return nil }
        return prospect(after: timer, knowing: peopleAsked, in: DecisionContext(plan: plan, directory: directory))
    }

    /// What comes if no responder says that they are still on it; `nil` while that is not asked.
    package func prospectOfGrace(plan: Plan, directory: Directory) -> Prospect? {
        guard status == .acknowledged, let timer = timer(.grace) else { return nil }
        let known = Set(responders.map(\.person))
        return prospect(after: timer, knowing: known, in: DecisionContext(plan: plan, directory: directory))
    }

    private var peopleAsked: Set<PersonID> {
        Set(contacts.all.lazy.filter { $0.round == round.number }.map(\.person))
    }

    private func prospect(
        after timer: IncidentTimer,
        knowing known: Set<PersonID>,
        in context: DecisionContext
    ) -> Prospect {
        let (at, actor) = (timer.due, Actor.clock)
        var transition = Transition(incident: self, at: at, by: actor, in: context)
        transition.deadline(timer)
        for change in transition.changes {
            switch change {
            case .stepStarted(_, let asked, _, _), .deputiesAsked(_, let asked, _):
                return asked.contains { !known.contains($0.candidate.person) } ? .others(at: at) : .again(at: at)
            case .toldFallback(let people): return .told(people, at: at)
            case .timerSet(let next) where next.kind == .repetition:
                return transition.incident.prospect(after: next, knowing: known, in: context)
            default: continue
            }
        }
        return .nobody(after: at)
    }
}
