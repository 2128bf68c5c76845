import Escalation
import Messages

/// Whom a step asks, by when, and what rosters, hours and absences said of them.
extension TimelineWriter {
    /// Those who have the same time together, in the order of the seats: `Gu Feng (on duty), by 23:05; Ji Chang, by 23:10`.
    func asked(_ seats: [SeatCall]) -> String {
        var batches: [Int?] = []
        for call in seats where call.asked != nil && !batches.contains(call.batch) { batches.append(call.batch) }
        return batches.map { batch in
            let people = seats.filter { $0.asked != nil && $0.batch == batch }.map(person)
            return people.joined(separator: pick(", ", "、", "、")) + deadline(batch.flatMap(due(_:)))
        }.joined(separator: pick("; ", "；", "；"))
    }

    private func person(_ call: SeatCall) -> String {
        let person = call.asked ?? call.seat.holder
        let holder = name(call.seat.holder)
        let isHolder = person == call.seat.holder
        let shown = isHolder ? name(person) : values.phrases.name(name(person), standingInFor: holder)
        var notes: [String] = []
        if let until = call.shift?.until, isHolder {
            notes.append(values.phrases.onDuty(until: time(until)))
        } else if let attendance = call.attendance {
            notes.append(
                attendance.isOnDuty ? pick("on duty", "在班", "值勤中") : pick("off duty", "不在班", "非值勤")
            )
        }
        if let until = call.absence?.until, !isHolder {
            notes.append(values.phrases.absent(holder, until: lastOfAbsence(until)))
        }
        guard !notes.isEmpty else { return shown }
        return shown + pick(" (", "（", "（") + notes.joined(separator: pick(", ", "，", "，")) + pick(")", "）", "）")
    }
}
