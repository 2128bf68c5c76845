import Escalation

/// Until when the reader is on duty, and the one absent in whose place they are asked.
extension MessageWords {
    func valueAboutDuty(_ word: TemplateVariable) -> String {
        let (directory, reader) = (material.directory, material.person.id)
        switch word {
        case .dutyUntil:
            return directory.onDutyUntil(reader, for: calls.map(\.seat.id), at: material.now).map(clock.time) ?? ""
        case .absentUntil:
            let holder = incident.contacts[reader]?.standsFor
            let absence = holder.flatMap { directory.duty.absence(of: $0, at: material.now) }
            return absence.map { clock.lastOfAbsence($0.until) } ?? ""
        default: return ""
        }
    }
}
