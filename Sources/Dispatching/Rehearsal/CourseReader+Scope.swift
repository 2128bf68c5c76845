import Escalation

extension CourseReader {
    /// An entry with the state before and after it.
    struct Scope {
        let entry: RecordEntry
        let before: Incident?
        let after: Incident
        /// What the plan asks for in this round.
        let response: Response?

        /// The run that the entry as a whole is about, where there is only one.
        var turn: CourseLine.Turn? {
            var found: Set<CourseLine.Turn> = []
            func insert(_ part: Part) {
                guard let state = after.round[part] else { return }
                found.insert(CourseLine.Turn(round: after.round.number, part: part, run: state.run))
            }
            for change in entry.changes {
                switch change {
                case .runEnded(let part, let run):
                    found.insert(CourseLine.Turn(round: after.round.number, part: part, run: run))
                case .stepStarted(let part, _, _, _): insert(part)
                case .deputiesAsked(let step, _, _, _), .seatsEmpty(let step, _): insert(after.round.part(of: step))
                default: break
                }
            }
            return found.count == 1 ? found.first : nil
        }

        /// Somebody of the contact tree who did it.
        var person: PersonID? {
            if case .person(let id) = entry.by { id } else { nil }
        }

        /// When that is due of which a message of the entry tells: the earliest.
        func owed(_ message: MessageKind) -> Timestamp? {
            let kinds = entry.changes.compactMap { change -> Obligation.Kind? in
                switch change {
                case .obligationReminded(let kind) where message == .owed: kind
                case .obligationEscalated(let kind) where message == .overdue: kind
                default: nil
                }
            }
            return kinds.compactMap(due).min()
        }

        /// When a report was due before the entry.
        func due(_ kind: Obligation.Kind) -> Timestamp? {
            (before ?? after).obligations.first { $0.kind == kind }?.due
        }

        /// Why somebody is copied in, and by which step.
        func copy(of person: PersonID) -> (why: CourseReason, part: Part, step: Int)? {
            for case .stepStarted(let part, let step, _, let copied) in entry.changes {
                if let one = copied.first(where: { $0.person == person }) { return (.person(one.reason), part, step) }
            }
            return nil
        }
    }
}
