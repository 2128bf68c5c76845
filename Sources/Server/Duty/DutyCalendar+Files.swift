import Duty
import Escalation

extension DutyCalendar {
    /// When the absence or override of a file counts.
    ///
    /// - Parameter file: its way below the contact tree.
    /// - Returns: `nil` for a file that is not there.
    func span(ofChange file: String) -> Span? {
        let parts = file.split(separator: "/")
        guard parts.count >= 3, let last = parts.last, last.hasSuffix(".yaml") else { return nil }
        let unit = "/" + parts.dropLast(2).joined(separator: "/")
        let name = last.dropLast(".yaml".count)
        let override = overrides.values.joined().first { $0.name == name && $0.unit == unit }
        let absence = absences.values.joined().first { $0.name == name && $0.unit == unit }
        return override?.span ?? absence?.span
    }
}
