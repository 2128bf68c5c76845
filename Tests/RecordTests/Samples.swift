import Escalation

/// One change of every kind, with all its members.
enum Samples {
    /// Further samples of kinds that are there already.
    static let variants = 19

    static let report = Report(
        unit: "/town",
        plan: "fire",
        planVersion: "fire-1",
        title: "Smoke",
        place: "Archive",
        occurredAt: moment,
        facts: ["hurt": .number(2.5), "where": .text("1"), "known": .flag(true)],
        severity: .two,
        source: "gate",
        reporter: "d",
        dedupKey: "k",
        isDrill: true,
        note: "…",
        previous: 3,
        openedBy: link,
        nonce: .max
    )

    private static let moment = Timestamp(milliseconds: -1)
    /// A reason of every kind, with and without what it may lack.
    static let reasons: [Reason] = [
        .seat(group: "leaders", role: "head \"2\""),
        .seat(group: "leaders", role: LocalizedText(texts: ["zh-Hant": "組長", "en": "head", "zh-Hans": "组长"])),
        .seat(group: "leaders", role: nil), .named,
        .deputy(of: "d", group: "leaders", role: "head"), .deputy(of: "d", group: nil, role: nil),
        .instead(of: "d", group: "leaders", role: nil), .instead(of: "d", group: nil, role: nil), .calledIn,
        .answeredUnasked, .told(.stillOnIt),
    ]

    private static let candidates = reasons.map { Candidate(person: "a", reason: $0, deputies: ["b", "c"]) }
    private static let seats = [SeatID(group: "/town/leaders", holder: "a"), SeatID(holder: "d")]
    private static let calls =
        reasons.map { SeatCall(seat: seats[0], name: 1, reason: $0, deputies: ["b", "c"], asked: "a", batch: 4) } + [
            SeatCall(seat: seats[1], name: 0, reason: .named, isEmpty: true),
            SeatCall(seat: seats[1], name: 0, reason: .named, filledBy: "e"),
        ] + onDuty
    /// Seats of rosters and hours, with all that goes with them, and with as little as there may be.
    private static let onDuty = [
        SeatCall(
            seat: seats[0],
            name: 0,
            reason: .seat(group: "leaders", role: "head"),
            attendance: Attendance(isOnDuty: true, source: .roster("/town/roster"), until: moment),
            shift: Shift(
                person: "a",
                roster: "/town/plus",
                source: .replacing("b", by: "swap"),
                period: "fair",
                until: moment
            ),
            absence: Absence(until: moment, deputies: ["b", "c"])
        ),
        SeatCall(
            seat: seats[1],
            name: 0,
            reason: .named,
            attendance: Attendance(isOnDuty: false, source: .hoursOfUnit("/town")),
            shift: Shift(person: "a", roster: "/town/roster", source: .rotation(2, shift: 9)),
            absence: Absence(until: moment)
        ),
    ]
    private static let asked = [
        Asked(person: "b", seat: seats[0]), Asked(person: "d", seat: seats[1]),
        Asked(
            person: "d",
            seat: seats[1],
            attendance: Attendance(
                isOnDuty: true,
                source: .hoursOfPeriod("fair", group: "/town/leaders"),
                until: moment
            )
        ),
    ]
    private static let id = NotificationID(incident: 7, number: 9)
    private static let notification = Notification(
        id: id,
        person: "a",
        address: "mail",
        kind: .takenOver,
        due: moment,
        attempts: 2,
        mark: (1 << 52) - 1,
        digest: DigestID(first: id, mark: 36)
    )

    static let changes: [Change] = reports + steps + notifications + answers + states

    private static let link = Link(incident: 6, plan: "crowd \"2\"")

    private static let reports: [Change] = [
        .reported(report: report, graded: .four, severity: .one),
        .opened(plan: "fire", incident: 8, isNew: true), .opened(plan: "fire", incident: 5, isNew: false),
        .notOpened(plan: "fire"), .linked(link),
        .reportedAgain(count: 2, title: "More", facts: ["hurt": .number(3)], note: nil),
        .followedUp(number: 2, isFinal: true, text: "over", facts: [:]),
    ]

    private static let steps: [Change] = [
        .roundStarted(number: 2, grade: .three, because: .severityRaised, keepsSeats: true),
        .runStarted(part: .chain, run: 3), .runStarted(part: .body(1), run: 3),
        .stepStarted(part: .chain, step: 1, seats: calls, copied: candidates),
        .stepStarted(part: .body(1), step: 1, seats: [], copied: []),
        .stepSkipped(part: .body(2), step: 2, because: .everybodyOut, seats: calls),
        .stepJoined(step: 2, seats: calls),
        .deputiesAsked(step: 1, asked: asked, because: .timeout, batch: 5),
        .seatsEmpty(step: 1, seats: seats), .seatsGivenUp(seats: seats, reason: "enough"),
        .calledIn(people: candidates, batch: 6, reason: "hands"), .calledInSilent(people: ["a"]),
        .partMet(part: .chain), .partMet(part: .chain, by: "a"), .partMet(part: .body(2)), .partOpen(part: .body(2)),
        .runEnded(part: .chain, run: 1), .runEnded(part: .body(2), run: 1),
    ]

    private static let notifications: [Change] = [
        .notificationPlanned(notification),
        .notificationAccepted(number: 9, attempt: 1, evidence: .reply(250, "2.0.0 ok")),
        .notificationRetrying(number: 9, attempt: 1, due: moment, reason: .reply(451), isUnknown: true),
        .notificationFailed(number: 9, attempt: 4, reason: .reply(550)),
        .notificationCancelled(number: 9, because: .targetGone),
        .notificationMerged(number: 9, digest: DigestID(first: id, mark: .max), rule: .perAddress),
        .templateFailed(number: 9, fault: TemplateFault(template: "alert", language: "en", gap: .noTitle)),
    ]

    private static let answers: [Change] = [
        .accepted(person: "a", standsFor: "b", note: "coming", fills: seats),
        .accepted(person: "a", standsFor: nil, note: nil, fills: []),
        .declined(person: "a", note: nil),
        .unreachable(person: "a"),
        .seen(person: "a"),
        .extended(person: "a", note: "still"),
        .noted(person: "a", text: "x"),
        .answeredLate(person: "a", word: .cannot, note: "ill"),
    ]

    private static let states: [Change] = [
        .satisfied, .acknowledgementLapsed, .openAgain(because: .responderCannot), .reopened,
        .severityChanged(from: .four, to: .one, reason: .written("worse")),
        .severityChanged(from: .four, to: .one, reason: .asReported),
        .severityChanged(from: .four, to: .one, reason: .byRules), .paused(until: moment, reason: "wind"), .resumed,
        .acknowledgementExtended(until: moment, reason: "wind"),
        .escalatedByHand(reason: "slow"), .exhausted(part: .chain), .exhausted(part: .body(0)),
        .toldFallback(people: ["office"]), .toldIncomplete(people: ["office"], open: seats), .nobodyReachable,
        .commandBegan(person: "a", standsFor: "d", because: .firstToAnswer), .commandOffered(person: "d"),
        .commandEnded,
        .auditorMended(found: .lostMessage, number: 3, late: .seconds(4)),
        .auditorMended(found: .noFutureAction, number: nil, late: .zero),
        .obligationArose(Obligation(kind: .followUp, due: moment, isReminded: true)),
        .obligationReminded(kind: .details), .obligationEscalated(kind: .finalReport), .obligationMet(kind: .followUp),
        .obligationVoided(kind: .details), .closed(.cancelled, reason: "false alarm"),
        .timerSet(IncidentTimer(kind: .nextAddress("a"), due: moment, span: .minutes(2))),
        .timerSet(IncidentTimer(kind: .obligation(.finalReport), due: moment, span: .zero)),
        .timerSet(IncidentTimer(kind: .answers(3), due: moment, span: .minutes(5))),
        .timerCleared(kind: .answers(3)), .timerCleared(kind: .repetition(.chain)),
        .timerCleared(kind: .repetition(.body(1))), .timerCleared(kind: .fallback), .timerCleared(kind: .incomplete),
        .timerCleared(kind: .acknowledgement), .timerCleared(kind: .grace),
        .incidentsRemoved(incidents: [1, 4], entries: 31, digest: "00ff", closedBefore: moment),
        .restoreAccepted(position: 40, signed: 52, reason: "the disk was changed"),
        .numbersLeftOut(after: 7, to: 2_000, name: "q8w2x0ab"),
        .treeInstalled(version: "4f2a", zoneRules: "2026b"),
        .treeEdited(file: "yard/changes/2026-12-01-he-an.yaml", before: nil, after: "0a1b", reason: "flu"),
    ]
}
