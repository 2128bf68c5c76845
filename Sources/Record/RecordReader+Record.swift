import Escalation
import Text

/// The counterpart of what ``JSONOutput`` writes by hand; a test holds every kind of change against the general decoder.
extension RecordReader {
    /// The entry that the bytes hold; `nil` when they are not of the form that is written by hand.
    static func entry(_ bytes: [UInt8]) -> RecordEntry? {
        var reader = RecordReader(bytes)
        guard let entry = try? reader.entry(), reader.isAtEnd else { return nil }
        return entry
    }

    private mutating func entry() throws(Other) -> RecordEntry {
        try expect(#"{"incident":"#)
        let incident = try integer(IncidentID.self)
        try expect(#","at":"#)
        let at = try moment()
        try expect(#","by":"#)
        let by = try word(Actor.self)
        try expect(#","changes":["#)
        let changes = try list { reader throws(Other) in try reader.change() }
        try expect("}")
        return RecordEntry(incident: incident, at: at, by: by, changes: changes)
    }

    private mutating func change() throws(Other) -> Change {
        let change: Change
        if skip(#"{"notification"#) {
            change = try notificationChange()
        } else if skip(#"{"timerSet":{"_0":"#) {
            change = .timerSet(try timer())
        } else if skip(#"{"timerCleared":{"kind":"#) {
            change = .timerCleared(kind: try timerKind())
        } else if skip(#"{"stepStarted":{"part":"#) {
            change = try stepStarted()
        } else if skip(#"{"roundStarted":{"number":"#) {
            let number = try integer(Int.self)
            try expect(#","grade":"#)
            let grade = try severity()
            try expect(#","because":"#)
            let reason = try word(RoundReason.self)
            try expect(#","keepsSeats":"#)
            change = .roundStarted(number: number, grade: grade, because: reason, keepsSeats: try flag())
        } else if skip(#"{"reported":{"report":"#) {
            let report = try report()
            try expect(#","graded":"#)
            let graded = try severity()
            try expect(#","severity":"#)
            change = .reported(report: report, graded: graded, severity: try severity())
        } else if skip(#"{"accepted":{"person":"#) {
            change = try accepted()
        } else if skip(#"{"partMet":{"part":"#) {
            let part = try part()
            change = .partMet(part: part, by: skip(#","by":"#) ? try string() : nil)
        } else if skip(#"{"runStarted":{"part":"#) {
            let part = try part()
            try expect(#","run":"#)
            change = .runStarted(part: part, run: try integer())
        } else if skip(#"{"runEnded":{"part":"#) {
            let part = try part()
            try expect(#","run":"#)
            change = .runEnded(part: part, run: try integer())
        } else if skip(#"{"toldFallback":{"people":["#) {
            change = .toldFallback(people: try list { reader throws(Other) in try reader.string() })
        } else if skip(#"{"satisfied":{"#) {
            change = .satisfied
        } else if skip(#"{"exhausted":{"part":"#) {
            change = .exhausted(part: try part())
        } else {
            throw Other()
        }
        try expect("}}")
        return change
    }

    private mutating func notificationChange() throws(Other) -> Change {
        if skip(#"Planned":{"_0":"#) { return .notificationPlanned(try notification()) }
        if skip(#"Accepted":{"number":"#) {
            let number = try integer(Int.self)
            try expect(#","attempt":"#)
            let attempt = try integer(Int.self)
            try expect(#","evidence":"#)
            return .notificationAccepted(number: number, attempt: attempt, evidence: try word())
        }
        if skip(#"Retrying":{"number":"#) {
            let number = try integer(Int.self)
            try expect(#","attempt":"#)
            let attempt = try integer(Int.self)
            try expect(#","due":"#)
            let due = try moment()
            try expect(#","reason":"#)
            let reason = try word(Evidence.self)
            try expect(#","isUnknown":"#)
            return .notificationRetrying(
                number: number,
                attempt: attempt,
                due: due,
                reason: reason,
                isUnknown: try flag()
            )
        }
        try expect(#"Cancelled":{"number":"#)
        let number = try integer(Int.self)
        try expect(#","because":"#)
        return .notificationCancelled(number: number, because: try word())
    }

    private mutating func report() throws(Other) -> Report {
        try expect(#"{"unit":"#)
        let unit = try string()
        try expect(#","plan":"#)
        let plan = try string()
        try expect(#","planVersion":"#)
        let version = try string()
        try expect(#","title":"#)
        var report = Report(unit: unit, plan: plan, planVersion: version, title: try string(), source: "")
        if skip(#","place":"#) { report.place = try string() }
        if skip(#","occurredAt":"#) { report.occurredAt = try moment() }
        try expect(#","facts":{"#)
        report.facts = try facts()
        if skip(#","severity":"#) { report.severity = try severity() }
        try expect(#","source":"#)
        report.source = try string()
        if skip(#","reporter":"#) { report.reporter = try string() }
        if skip(#","dedupKey":"#) { report.dedupKey = try string() }
        try expect(#","isDrill":"#)
        report.isDrill = try flag()
        if skip(#","note":"#) { report.note = try string() }
        if skip(#","previous":"#) { report.previous = try integer() }
        if skip(#","openedBy":{"incident":"#) {
            let incident = try integer(IncidentID.self)
            try expect(#","plan":"#)
            report.openedBy = Link(incident: incident, plan: try string())
            try expect("}")
        }
        try expect(#","nonce":"#)
        report.nonce = try integer()
        try expect("}")
        return report
    }

    private mutating func facts() throws(Other) -> [String: FactValue] {
        var facts: [String: FactValue] = [:]
        if skip("}") { return facts }
        while true {
            let name = try string()
            try expect(":")
            guard facts.updateValue(try fact(), forKey: name) == nil else { throw Other() }
            if skip("}") { return facts }
            try expect(",")
        }
    }

    private mutating func fact() throws(Other) -> FactValue {
        if skip("true") { return .flag(true) }
        if skip("false") { return .flag(false) }
        if let text = try? string() { return .text(text) }
        // Beyond this, a whole number has several texts.
        let number = try integer(Int64.self)
        guard number.magnitude < 1 << 53 else { throw Other() }
        return .number(Double(number))
    }

    private mutating func notification() throws(Other) -> Notification {
        try expect(#"{"id":"#)
        let id = try notificationID()
        try expect(#","person":"#)
        let person = try string()
        try expect(#","address":"#)
        let address = try string()
        try expect(#","kind":"#)
        let kind = try word(MessageKind.self)
        try expect(#","due":"#)
        let due = try moment()
        try expect(#","attempts":"#)
        let attempts = try integer(Int.self)
        try expect(#","mark":"#)
        let mark = try integer(UInt64.self)
        let digest: DigestID? = skip(#","digest":{"first":"#) ? try digestID() : nil
        try expect("}")
        return Notification(
            id: id,
            person: person,
            address: address,
            kind: kind,
            due: due,
            attempts: attempts,
            mark: mark,
            digest: digest
        )
    }

    private mutating func digestID() throws(Other) -> DigestID {
        let first = try notificationID()
        try expect(#","mark":"#)
        let mark = try integer(UInt64.self)
        try expect("}")
        return DigestID(first: first, mark: mark)
    }

    private mutating func notificationID() throws(Other) -> NotificationID {
        try expect(#"{"incident":"#)
        let incident = try integer(IncidentID.self)
        try expect(#","number":"#)
        let number = try integer(Int.self)
        try expect("}")
        return NotificationID(incident: incident, number: number)
    }

    private mutating func timer() throws(Other) -> IncidentTimer {
        try expect(#"{"kind":"#)
        let kind = try timerKind()
        try expect(#","due":"#)
        let due = try moment()
        try expect(#","span":"#)
        let span = TimeSpan(milliseconds: try integer())
        try expect("}")
        return IncidentTimer(kind: kind, due: due, span: span)
    }

    private mutating func timerKind() throws(Other) -> IncidentTimer.Kind {
        if skip(#"{"answers":{"_0":"#) {
            let batch = try integer(Int.self)
            try expect("}}")
            return .answers(batch)
        }
        if skip(#"{"repetition":{"_0":"#) {
            let part = try part()
            try expect("}}")
            return .repetition(part)
        }
        if skip(#"{"fallback":{}}"#) { return .fallback }
        if skip(#"{"incomplete":{}}"#) { return .incomplete }
        if skip(#"{"acknowledgement":{}}"#) { return .acknowledgement }
        try expect(#"{"nextAddress":{"_0":"#)
        let person = try string()
        try expect("}}")
        return .nextAddress(person)
    }

    private mutating func moment() throws(Other) -> Timestamp {
        Timestamp(milliseconds: try integer())
    }

    private mutating func severity() throws(Other) -> Severity {
        guard let severity = Severity(rawValue: try integer()) else { throw Other() }
        return severity
    }
}
