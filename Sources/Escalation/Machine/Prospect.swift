/// What happens next by itself to an incident in which nobody answers any more, and when.
///
/// Worked out by letting the machine decide about the next deadline on a copy, so that no message and no page promises what the
/// plan does not do.
package enum Prospect: Hashable, Sendable {
    /// People are asked who have not been asked in this round.
    case others(at: Timestamp)
    /// Those who were asked before are asked again, and nobody else.
    case again(at: Timestamp)
    /// Nobody is asked; these are told: the fallback and whoever reported it, or where somebody answers whoever leads.
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
    /// How many deadlines are played to find out what comes next.
    private static let outlook = 20

    /// What comes if nobody answers; `nil` while nothing is waited for: closed, paused, or enough people have it.
    package func prospect(plan: Plan, directory: Directory) -> Prospect? {
        guard !isClosed, progress == .running || progress == .exhausted else { return nil }
        guard nextOfEscalation != nil else { return nil }
        return prospect(knowing: peopleAsked, in: DecisionContext(plan: plan, directory: directory), left: Self.outlook)
    }

    /// What comes if no responder says that they are still on it; `nil` while that is not asked.
    package func prospectOfGrace(plan: Plan, directory: Directory) -> Prospect? {
        guard status == .acknowledged, let timer = timer(.grace) else { return nil }
        let known = Set(responders.map(\.person))
        let context = DecisionContext(plan: plan, directory: directory)
        return prospect(after: timer, knowing: known, in: context, left: Self.outlook)
    }

    private var peopleAsked: Set<PersonID> {
        Set(round.seats.flatMap(\.asked))
    }

    /// The next deadline at which somebody is asked, or told that nobody answers.
    private var nextOfEscalation: IncidentTimer? {
        let ahead = timers.filter {
            switch $0.kind {
            case .answers, .repetition, .fallback, .incomplete: true
            default: false
            }
        }
        return ahead.min { $0.due < $1.due }
    }

    private func prospect(knowing known: Set<PersonID>, in context: DecisionContext, left: Int) -> Prospect {
        guard let timer = nextOfEscalation else { return .nobody(after: reportedAt) }
        return prospect(after: timer, knowing: known, in: context, left: left)
    }

    private func prospect(
        after timer: IncidentTimer,
        knowing known: Set<PersonID>,
        in context: DecisionContext,
        left: Int
    ) -> Prospect {
        let at = timer.due
        var transition = Transition(incident: self, at: at, by: .clock, in: context)
        transition.deadline(timer)
        var asked: [PersonID] = []
        for change in transition.changes {
            switch change {
            case .stepStarted(_, _, let seats, _): asked += seats.compactMap(\.asked)
            case .deputiesAsked(_, let deputies, _, _): asked += deputies.map(\.person)
            default: continue
            }
        }
        if !asked.isEmpty { return asked.contains { !known.contains($0) } ? .others(at: at) : .again(at: at) }
        for case .toldFallback(let people) in transition.changes { return .told(people, at: at) }
        let moves = transition.incident.timers.contains {
            switch $0.kind {
            case .answers, .repetition: true
            default: false
            }
        }
        if !moves, transition.changes.contains(.nobodyReachable) { return .nobody(after: at) }
        var later = Prospect.nobody(after: at)
        if left > 1, transition.incident.nextOfEscalation != nil {
            later = transition.incident.prospect(knowing: known, in: context, left: left - 1)
        }
        // Who is missing is told at the end of every run; that somebody is asked after it is what comes.
        for case .toldIncomplete(let people, _) in transition.changes where later.asking == nil {
            return .told(people, at: at)
        }
        return later
    }
}
