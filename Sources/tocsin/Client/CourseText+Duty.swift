import Dispatching
import Escalation
import Messages

/// Until when somebody who is asked is on duty, or the one absent in whose place they are.
extension CourseText {
    func duty(_ line: CourseLine) -> [String] {
        guard line.event == .asked || line.event == .copied, let person = line.person else { return [] }
        let phrases = Phrases(language: words.language)
        if let holder = line.holder {
            guard let absence = directory.duty.absence(of: holder, at: line.at) else { return [] }
            return [phrases.absent(name(holder), until: clock.lastOfAbsence(absence.until, now: line.at))]
        }
        guard case .person(.seat(let group, _)) = line.why else { return [] }
        let seats = directory.seats(for: Reference(group), in: unit, at: line.at) ?? []
        guard let until = seats.first(where: { $0.seat.holder == person })?.shift?.until else { return [] }
        return [phrases.onDuty(until: clock.moment(until, on: line.at, now: line.at))]
    }
}
