import Escalation

/// Every kind of change with any members.
extension Draw {
    mutating func change() -> Change {
        switch byte() % 37 {
        case 0...2: reports()
        case 3...7: steps()
        case 8...14: notifications()
        case 15...20: answers()
        case 21...28: states()
        default: timers()
        }
    }

    private mutating func reports() -> Change {
        switch byte() % 6 {
        case 3: .opened(plan: text(), incident: number(), isNew: flag())
        case 4: .notOpened(plan: text())
        case 5: .linked(Link(incident: number(), plan: text()))
        case 0: .reported(report: report(), graded: word(), severity: word())
        case 1: .reportedAgain(count: int(), title: text(), facts: facts(), note: optional { $0.text() })
        default: .followedUp(number: int(), isFinal: flag(), text: text(), facts: facts())
        }
    }

    private mutating func steps() -> Change {
        switch byte() % 8 {
        case 0:
            .roundStarted(
                number: int(),
                grade: word(),
                because: one(of: [.firstReport, .reportedAgain, .severityRaised, .lapsed, .reopened, .byHand]),
                keepsSeats: flag()
            )
        case 1: .runStarted(part: part(), run: int())
        case 2:
            .stepStarted(
                part: part(),
                step: int(),
                seats: list { $0.seatCall() },
                copied: list { $0.candidate() }
            )
        case 3:
            .stepSkipped(
                part: part(),
                step: int(),
                because: one(of: [.nobodyNamed, .everybodyOut, .needMet, .notNow]),
                seats: list { $0.seatCall() }
            )
        case 4:
            .deputiesAsked(
                step: int(),
                asked: list { Asked(person: $0.text(), seat: $0.seat()) },
                because: one(of: [.timeout, .cannot, .unreachable]),
                batch: int()
            )
        case 5: .seatsEmpty(step: int(), seats: list { $0.seat() })
        default: parts()
        }
    }

    private mutating func parts() -> Change {
        switch byte() % 7 {
        case 6: .stepJoined(step: int(), seats: list { $0.seatCall() })
        case 0: .seatsGivenUp(seats: list { $0.seat() }, reason: text())
        case 1: .calledIn(people: list { $0.candidate() }, batch: int(), reason: text())
        case 2: .calledInSilent(people: list { $0.text() })
        case 3: .partMet(part: part(), by: byte() % 2 == 0 ? nil : text())
        case 4: .partOpen(part: part())
        default: .runEnded(part: part(), run: int())
        }
    }

    private mutating func notifications() -> Change {
        switch byte() % 7 {
        case 0: .notificationPlanned(notification())
        case 1: .notificationAccepted(number: int(), attempt: int(), evidence: evidence())
        case 2:
            .notificationRetrying(number: int(), attempt: int(), due: moment(), reason: evidence(), isUnknown: flag())
        case 3: .notificationFailed(number: int(), attempt: int(), reason: evidence())
        case 4:
            .notificationCancelled(
                number: int(),
                because: one(of: [.answered, .closed, .personAnswered, .targetGone, .replaced])
            )
        case 5: .notificationMerged(number: int(), digest: digestID(), rule: .perAddress)
        default: .templateFailed(number: int(), fault: templateFault())
        }
    }

    private mutating func answers() -> Change {
        switch byte() % 7 {
        case 0:
            .accepted(
                person: text(),
                standsFor: optional { $0.text() },
                note: optional { $0.text() },
                fills: list { $0.seat() }
            )
        case 1: .declined(person: text(), note: optional { $0.text() })
        case 2: .unreachable(person: text())
        case 3: .seen(person: text())
        case 4: .extended(person: text(), note: optional { $0.text() })
        case 5:
            .answeredLate(
                person: text(),
                word: one(of: [.accept, .cannot, .extend, .command]),
                note: optional { $0.text() }
            )
        default: .noted(person: text(), text: text())
        }
    }

    private mutating func states() -> Change {
        switch byte() % 17 {
        case 0: .satisfied
        case 1: .acknowledgementLapsed
        case 2: .openAgain(because: one(of: [.lapsed, .responderCannot]))
        case 3: .reopened
        case 4: .severityChanged(from: word(), to: word(), reason: one(of: [.asReported, .byRules, .written(text())]))
        case 5: .paused(until: moment(), reason: text())
        case 6: .resumed
        case 11: .acknowledgementExtended(until: moment(), reason: text())
        case 7: .escalatedByHand(reason: text())
        case 8: .exhausted(part: part())
        case 9: .toldFallback(people: list { $0.text() })
        case 10: .nobodyReachable
        case 12: .toldIncomplete(people: list { $0.text() }, open: list { $0.seat() })
        case 13:
            .commandBegan(
                person: text(),
                standsFor: optional { $0.text() },
                because: one(of: [.firstToAnswer, .taken, .passedOn])
            )
        case 14: .commandOffered(person: text())
        case 15: .commandEnded
        default: .closed(one(of: [.stoodDown, .cancelled]), reason: text())
        }
    }

    private mutating func timers() -> Change {
        switch byte() % 7 {
        case 0: .timerSet(timer())
        case 1: .timerCleared(kind: timer().kind)
        case 2: .obligationArose(Obligation(kind: obligation(), due: moment(), isReminded: flag()))
        case 3: .obligationReminded(kind: obligation())
        case 4: .obligationEscalated(kind: obligation())
        case 5: .obligationMet(kind: obligation())
        default: .obligationVoided(kind: obligation())
        }
    }
}

extension Draw {
    mutating func moment() -> Timestamp { Timestamp(milliseconds: number()) }

    mutating func timer() -> IncidentTimer {
        let kind: IncidentTimer.Kind =
            switch byte() % 9 {
            case 0: .answers(int())
            case 1: .repetition(part())
            case 2: .fallback
            case 3: .acknowledgement
            case 4: .grace
            case 5: .nextAddress(text())
            case 6: .resume
            case 7: .incomplete
            default: .obligation(obligation())
            }
        return IncidentTimer(kind: kind, due: moment(), span: TimeSpan(milliseconds: number()))
    }

    mutating func notification() -> Notification {
        Notification(
            id: id(),
            person: text(),
            address: text(),
            kind: word(),
            due: moment(),
            attempts: int(),
            mark: word(),
            digest: optional { $0.digestID() }
        )
    }

    private mutating func id() -> NotificationID { NotificationID(incident: number(), number: int()) }

    private mutating func digestID() -> DigestID { DigestID(first: id(), mark: word()) }

    private mutating func obligation() -> Obligation.Kind { one(of: [.details, .followUp, .finalReport]) }

    private mutating func candidate() -> Candidate {
        Candidate(person: text(), reason: reason(), deputies: list { $0.text() })
    }

    /// One text, or several by language.
    private mutating func localized() -> LocalizedText {
        flag() ? LocalizedText(text()) : LocalizedText(texts: ["en": text(), "zh-Hans": text(), "zh-Hant": text()])
    }

    private mutating func reason() -> Reason {
        switch byte() % 7 {
        case 0: .named
        case 1: .seat(group: text(), role: optional { $0.localized() })
        case 2: .deputy(of: text(), group: optional { $0.text() }, role: optional { $0.localized() })
        case 3: .instead(of: text(), group: optional { $0.text() }, role: optional { $0.localized() })
        case 4: .answeredUnasked
        case 5: .calledIn
        default: .told(word())
        }
    }

    private mutating func part() -> Part { flag() ? .chain : .body(int() & 0xFFFF) }

    private mutating func seat() -> SeatID { SeatID(group: optional { $0.text() }, holder: text()) }

    private mutating func seatCall() -> SeatCall {
        SeatCall(
            seat: seat(),
            name: int(),
            reason: reason(),
            deputies: list { $0.text() },
            asked: optional { $0.text() },
            batch: optional { $0.int() },
            filledBy: optional { $0.text() },
            isEmpty: flag(),
            attendance: optional { $0.attendance() },
            shift: optional { $0.shift() },
            absence: optional { draw in Absence(until: draw.moment(), deputies: draw.list { $0.text() }) }
        )
    }

    private mutating func attendance() -> Attendance {
        let sources: [Attendance.Source] = [
            .roster(text()), .hoursOfGroup(text()), .hoursOfPeriod(text(), group: text()), .hoursOfUnit(text()),
        ]
        return Attendance(isOnDuty: flag(), source: one(of: sources), until: optional { $0.moment() })
    }

    private mutating func shift() -> Shift {
        let sources: [Shift.Source] = [
            .rotation(int(), shift: number()), .member, .added(by: text()), .replacing(text(), by: text()),
        ]
        return Shift(
            person: text(),
            roster: text(),
            source: one(of: sources),
            period: optional { $0.text() },
            until: optional { $0.moment() }
        )
    }

    private mutating func facts() -> [String: FactValue] {
        Dictionary(
            list { draw in
                let value: FactValue =
                    switch draw.byte() % 4 {
                    case 0: .text(draw.text())
                    case 1: .flag(draw.flag())
                    case 2: .number(Double(draw.number()))
                    default: .number(Double(bitPattern: draw.word()))
                    }
                return (draw.text(), value)
            }
        ) { first, _ in first }
    }

    private mutating func report() -> Report {
        Report(
            unit: text(),
            plan: text(),
            planVersion: text(),
            title: text(),
            place: optional { $0.text() },
            occurredAt: optional { $0.moment() },
            facts: facts(),
            severity: optional { $0.word() },
            source: text(),
            reporter: optional { $0.text() },
            dedupKey: optional { $0.text() },
            isDrill: flag(),
            note: optional { $0.text() },
            previous: optional { $0.number() },
            openedBy: optional { Link(incident: $0.number(), plan: $0.text()) },
            nonce: word()
        )
    }
}
