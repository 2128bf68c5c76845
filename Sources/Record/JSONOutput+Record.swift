import Escalation
import Text

/// The hot path of the record: what nearly every incident writes, by hand.
///
/// Byte for byte what ``CompactEncoder`` makes of the same values, at a tenth of its cost; a test holds every kind of change
/// against it. A new member of one of these types must be added here.
extension JSONOutput {
    func write(_ entry: RecordEntry) throws {
        heading(entry.incident, at: entry.at)
        string(entry.by.rawValue)
        literal(#","changes":["#)
        for (index, change) in entry.changes.enumerated() {
            if index > 0 { literal(",") }
            try write(change)
        }
        literal("]}")
    }

    /// What every entry begins with.
    func heading(_ incident: IncidentID, at moment: Timestamp) {
        literal(#"{"incident":"#)
        integer(incident)
        literal(#","at":"#)
        integer(moment.milliseconds)
        literal(#","by":"#)
    }

    private func write(_ change: Change) throws {
        switch change {
        case .reported(let report, let graded, let severity):
            literal(#"{"reported":{"report":"#)
            try write(report)
            literal(#","graded":"#)
            integer(graded.rawValue)
            literal(#","severity":"#)
            integer(severity.rawValue)
            literal("}}")
        case .roundStarted(let number, let grade, let reason, let keepsSeats):
            literal(#"{"roundStarted":{"number":"#)
            integer(number)
            literal(#","grade":"#)
            integer(grade.rawValue)
            literal(#","because":"#)
            string(reason.rawValue)
            literal(#","keepsSeats":"#)
            flag(keepsSeats)
            literal("}}")
        case .stepStarted(let part, let step, let seats, let copied):
            literal(#"{"stepStarted":{"part":"#)
            write(part)
            literal(#","step":"#)
            integer(step)
            literal(#","seats":"#)
            try list(seats, of: write)
            literal(#","copied":"#)
            list(copied, of: write)
            literal("}}")
        case .accepted(let person, let holder, let note, let fills):
            literal(#"{"accepted":{"person":"#)
            string(person)
            optional(#","standsFor":"#, holder)
            optional(#","note":"#, note)
            literal(#","fills":"#)
            list(fills, of: write)
            literal("}}")
        case .partMet(let part, let person):
            literal(#"{"partMet":{"part":"#)
            write(part)
            optional(#","by":"#, person)
            literal("}}")
        case .notificationPlanned, .notificationAccepted, .notificationCancelled: writeNotification(change)
        case .satisfied: literal(#"{"satisfied":{}}"#)
        case .timerSet(let timer):
            literal(#"{"timerSet":{"_0":{"kind":"#)
            try write(timer.kind)
            literal(#","due":"#)
            integer(timer.due.milliseconds)
            literal(#","span":"#)
            integer(timer.span.milliseconds)
            literal("}}}")
        case .timerCleared(let kind):
            literal(#"{"timerCleared":{"kind":"#)
            try write(kind)
            literal("}}")
        default: try general(change)
        }
    }

    private func writeNotification(_ change: Change) {
        switch change {
        case .notificationPlanned(let notification):
            literal(#"{"notificationPlanned":{"_0":"#)
            write(notification)
            literal("}}")
        case .notificationAccepted(let number, let attempt, let evidence):
            literal(#"{"notificationAccepted":{"number":"#)
            integer(number)
            literal(#","attempt":"#)
            integer(attempt)
            literal(#","evidence":"#)
            string(evidence.rawValue)
            literal("}}")
        case .notificationCancelled(let number, let reason):
            literal(#"{"notificationCancelled":{"number":"#)
            integer(number)
            literal(#","because":"#)
            string(reason.rawValue)
            literal("}}")
        default: break
        }
    }

    private func write(_ report: Report) throws {
        literal(#"{"unit":"#)
        string(report.unit)
        literal(#","plan":"#)
        string(report.plan)
        literal(#","planVersion":"#)
        string(report.planVersion)
        literal(#","title":"#)
        string(report.title)
        optional(#","place":"#, report.place)
        optional(#","occurredAt":"#, report.occurredAt?.milliseconds)
        literal(#","facts":"#)
        try members(report.facts)
        optional(#","severity":"#, (report.severity?.rawValue).map(Int64.init))
        literal(#","source":"#)
        string(report.source)
        optional(#","reporter":"#, report.reporter)
        optional(#","dedupKey":"#, report.dedupKey)
        literal(#","isDrill":"#)
        flag(report.isDrill)
        optional(#","note":"#, report.note)
        optional(#","previous":"#, report.previous)
        if let link = report.openedBy {
            literal(#","openedBy":{"incident":"#)
            integer(link.incident)
            literal(#","plan":"#)
            string(link.plan)
            literal("}")
        }
        literal(#","nonce":"#)
        integer(report.nonce)
        literal("}")
    }

    private func write(_ notification: Notification) {
        literal(#"{"id":"#)
        write(notification.id)
        literal(#","person":"#)
        string(notification.person)
        literal(#","address":"#)
        string(notification.address)
        literal(#","kind":"#)
        string(notification.kind.rawValue)
        literal(#","due":"#)
        integer(notification.due.milliseconds)
        literal(#","attempts":"#)
        integer(notification.attempts)
        literal(#","mark":"#)
        integer(notification.mark)
        if let digest = notification.digest {
            literal(#","digest":{"first":"#)
            write(digest.first)
            literal(#","mark":"#)
            integer(digest.mark)
            literal("}")
        }
        literal("}")
    }

    private func write(_ id: NotificationID) {
        literal(#"{"incident":"#)
        integer(id.incident)
        literal(#","number":"#)
        integer(id.number)
        literal("}")
    }

    private func write(_ call: SeatCall) throws {
        literal(#"{"seat":"#)
        write(call.seat)
        literal(#","name":"#)
        integer(call.name)
        literal(#","reason":"#)
        write(call.reason)
        literal(#","deputies":"#)
        list(call.deputies, of: string)
        optional(#","asked":"#, call.asked)
        optional(#","batch":"#, call.batch.map(Int64.init))
        optional(#","filledBy":"#, call.filledBy)
        literal(#","isEmpty":"#)
        flag(call.isEmpty)
        if let attendance = call.attendance {
            literal(#","attendance":"#)
            try general(attendance)
        }
        if let shift = call.shift {
            literal(#","shift":"#)
            try general(shift)
        }
        if let absence = call.absence {
            literal(#","absence":"#)
            try general(absence)
        }
        literal("}")
    }

    private func write(_ seat: SeatID) {
        literal("{")
        if let group = seat.group {
            literal(#""group":"#)
            string(group)
            literal(",")
        }
        literal(#""holder":"#)
        string(seat.holder)
        literal("}")
    }

    private func write(_ part: Part) {
        switch part {
        case .chain: literal(#"{"chain":{}}"#)
        case .body(let position):
            literal(#"{"body":{"_0":"#)
            integer(position)
            literal("}}")
        }
    }

    private func write(_ candidate: Candidate) {
        literal(#"{"person":"#)
        string(candidate.person)
        literal(#","reason":"#)
        write(candidate.reason)
        literal(#","deputies":"#)
        list(candidate.deputies, of: string)
        literal("}")
    }

    private func write(_ reason: Reason) {
        switch reason {
        case .named: literal(#"{"named":{}}"#)
        case .seat(let group, let role):
            literal(#"{"seat":{"group":"#)
            string(group)
            optional(#","role":"#, role)
            literal("}}")
        case .deputy(let holder, let group, let role):
            literal(#"{"deputy":{"of":"#)
            write(holder, group, role)
        case .instead(let holder, let group, let role):
            literal(#"{"instead":{"of":"#)
            write(holder, group, role)
        case .calledIn: literal(#"{"calledIn":{}}"#)
        case .answeredUnasked: literal(#"{"answeredUnasked":{}}"#)
        case .told(let kind):
            literal(#"{"told":{"_0":"#)
            string(kind.rawValue)
            literal("}}")
        }
    }

    private func write(_ holder: PersonID, _ group: String?, _ role: LocalizedText?) {
        string(holder)
        optional(#","group":"#, group)
        optional(#","role":"#, role)
        literal("}}")
    }

    private func write(_ kind: IncidentTimer.Kind) throws {
        guard case .answers(let batch) = kind else { return try general(kind) }
        literal(#"{"answers":{"_0":"#)
        integer(batch)
        literal("}}")
    }
}
