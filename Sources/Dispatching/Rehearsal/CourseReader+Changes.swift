import Escalation

extension CourseReader {
    /// The lines of one change.
    mutating func lines(of change: Change, in scope: Scope) -> [CourseLine] {
        switch change {
        case .stepStarted(let part, let step, let seats, _): empty(seats, part, step, scope)
        case .seatsEmpty(let step, let seats):
            seats.compactMap { seat in
                let reason = scope.after.round[seat]?.reason ?? .named
                return empty(seat, reason, turn(of: scope.after.round.part(of: step), step, in: scope.after), scope)
            }
        case .stepSkipped(let part, let step, let because, let seats):
            leftOut(part, step, because, scope) + empty(seats, part, step, scope)
        case .notificationPlanned(let notification): planned(notification, scope).map { [$0] } ?? []
        case .notificationAccepted(let number, _, _): accepted(number, scope).map { [$0] } ?? []
        case .notificationCancelled(let number, _), .notificationFailed(let number, _, _): dropped(number)
        case .notificationMerged(let number, _, let rule): [merged(number, rule, scope)]
        case .accepted(let person, let holder, _, let fills): accepted(person, holder, fills, scope)
        case .declined(let person, _): [out(person, nil, scope)]
        case .unreachable(let person): [out(person, .unreachable, scope)]
        case .commandBegan(let person, let holder, let because):
            [made(.commands, scope) { ($0.person, $0.holder, $0.why) = (person, holder, .command(because)) }]
        case .commandOffered(let person): [made(.offered, scope) { $0.person = person }]
        case .severityChanged(let from, let to, let reason):
            [
                made(to.isGraver(than: from) ? .raised : .lowered, scope) {
                    ($0.person, $0.why) = (scope.person, .regraded(from: from, to: to, reason))
                }
            ]
        case .runEnded(let part, let run): [runEnded(part, run, scope)]
        case .exhausted(let part):
            [
                made(.exhausted, scope) {
                    $0.why = scope.after.round.hasAskedAnybody(of: part) ? .part(part) : .nobodyAsked(part)
                }
            ]
        case .satisfied: [line(.satisfied, scope)]
        case .acknowledgementLapsed: [line(.lapsed, scope)]
        case .reopened: [made(.reopened, scope) { $0.person = scope.person }]
        case .paused(let until, let reason), .acknowledgementExtended(let until, let reason):
            [made(.paused, scope) { ($0.person, $0.deadline, $0.why) = (scope.person, until, .written(reason)) }]
        case .answeredLate(let person, let word, _): answeredLate(person, word, scope).map { [$0] } ?? []
        case .closed(let closing, _): [made(.ended, scope) { ($0.person, $0.why) = (scope.person, .closed(closing)) }]
        case .followedUp(let number, let isFinal, _, _): [report(.arrived, .followUp(isFinal ? nil : number), scope)]
        case .reportedAgain(let count, _, _, _): [report(.arrived, .reportedAgain(count), scope)]
        case .obligationReminded(let kind): [owed(.due, kind, scope)]
        case .obligationEscalated(let kind): [owed(.overdue, kind, scope)]
        // What else is on record shows in these lines, or in none: who is asked and told, in the messages; timers and receipts
        // are for the machine.
        case .reported(let report, _, _):
            report.openedBy.map { link in
                [made(.opened, scope) { $0.why = .openedBy(link.incident, plan: report.plan) }]
            } ?? []
        case .notOpened, .opened, .linked, .roundStarted, .runStarted, .stepJoined, .deputiesAsked, .seatsGivenUp,
            .calledIn,
            .calledInSilent, .partMet,
            .partOpen, .notificationRetrying, .templateFailed, .seen, .extended, .noted, .commandEnded,
            .openAgain, .resumed, .escalatedByHand, .toldFallback, .toldIncomplete, .nobodyReachable, .auditorMended,
            .obligationArose, .obligationMet, .obligationVoided, .timerSet, .timerCleared, .incidentsRemoved,
            .restoreAccepted, .numbersLeftOut, .treeInstalled, .treeEdited:
            []
        }
    }

    private func made(
        _ event: CourseLine.Event,
        _ scope: Scope,
        _ change: (inout CourseLine) -> Void
    ) -> CourseLine {
        var line = line(event, scope)
        change(&line)
        return line
    }

    /// What somebody says of an incident that has ended; who is still on it or wants to lead says nothing that counts then.
    private func answeredLate(_ person: PersonID, _ word: Answer.Word, _ scope: Scope) -> CourseLine? {
        let event: CourseLine.Event
        switch word {
        case .accept: event = .accepted
        case .cannot: event = .cannot
        case .command: event = .commands
        case .extend, .seen, .note: return nil
        }
        return made(event, scope) { ($0.person, $0.state) = (person, .late) }
    }

    private mutating func empty(_ seats: [SeatCall], _ part: Part, _ step: Int, _ scope: Scope) -> [CourseLine] {
        seats.filter(\.isEmpty).compactMap { empty($0.seat, $0.reason, turn(of: part, step, in: scope.after), scope) }
    }

    private mutating func empty(
        _ seat: SeatID,
        _ reason: Reason,
        _ turn: CourseLine.Turn?,
        _ scope: Scope
    ) -> CourseLine? {
        guard becomesEmpty(seat) else { return nil }
        return made(.empty, scope) {
            $0.person = seat.holder
            $0.seat = Self.name(of: reason, seat)
            $0.why = .person(reason)
            $0.turn = turn
        }
    }

    /// A line for each name of a step that does not begin; a step whose seats are all empty has theirs, and one whose need is
    /// met has none.
    private func leftOut(_ part: Part, _ step: Int, _ because: SkipReason, _ scope: Scope) -> [CourseLine] {
        switch because {
        case .everybodyOut, .needMet: return []
        case .nobodyNamed, .notNow: break
        }
        guard let response = scope.response, response.steps.indices.contains(step) else { return [] }
        let written = response.steps[step]
        return written.ask.map { reference in
            made(.leftOut, scope) {
                let name = String(reference.name.split(separator: "/").last ?? "")
                if isPerson(reference, in: scope.after.report.unit) {
                    $0.person = name
                } else {
                    $0.seat = LocalizedText(name)
                }
                $0.why = .skipped(because, because == .notNow ? written.conditions : [])
                $0.turn = turn(of: part, step, in: scope.after)
            }
        }
    }

    private mutating func dropped(_ number: Int) -> [CourseLine] {
        cancelled(number)
        return []
    }

    private func merged(_ number: Int, _ rule: FloodRule, _ scope: Scope) -> CourseLine {
        made(.merged, scope) {
            let notification = scope.after.unfinished[number]
            ($0.person, $0.message, $0.why) = (notification?.person, notification?.kind, .merged(rule))
        }
    }

    private func accepted(_ person: PersonID, _ holder: PersonID?, _ fills: [SeatID], _ scope: Scope) -> [CourseLine] {
        let yes = made(.accepted, scope) {
            ($0.person, $0.holder) = (person, holder)
            let asked = fills.first { isAsked(person, for: $0) }
            guard let seat = asked ?? fills.first, let reason = scope.after.round[seat]?.reason else { return }
            ($0.seat, $0.why) = (Self.name(of: reason, seat), .person(reason))
        }
        guard scope.before?.status != .acknowledged, scope.after.status == .acknowledged else { return [yes] }
        return [yes, made(.acknowledged, scope) { ($0.person, $0.holder) = (person, holder) }]
    }

    private func out(_ person: PersonID, _ why: CourseReason?, _ scope: Scope) -> CourseLine {
        made(.cannot, scope) {
            let call = call(of: person)
            ($0.person, $0.holder, $0.seat, $0.why) = (person, call?.holder, call?.seat, why)
        }
    }

    private func runEnded(_ part: Part, _ run: Int, _ scope: Scope) -> CourseLine {
        made(.runEnded, scope) {
            $0.turn = CourseLine.Turn(round: scope.after.round.number, part: part, run: run)
            $0.why = .run(part, run)
        }
    }

    private func report(_ state: CourseLine.State, _ why: CourseReason, _ scope: Scope) -> CourseLine {
        made(.report, scope) { ($0.state, $0.person, $0.why) = (state, scope.person, why) }
    }

    private func owed(_ state: CourseLine.State, _ kind: Obligation.Kind, _ scope: Scope) -> CourseLine {
        made(.report, scope) { ($0.state, $0.deadline, $0.why) = (state, scope.due(kind), .obligation(kind)) }
    }
}
