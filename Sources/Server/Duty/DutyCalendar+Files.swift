import Duty
import Escalation

extension DutyCalendar {
    /// The override that a file of `changes/` holds.
    ///
    /// - Parameter file: its way below the contact tree.
    /// - Returns: `nil` for an absence, and for a file that is not there.
    func override(in file: String) -> Override? {
        let parts = file.split(separator: "/")
        guard parts.count >= 3, let last = parts.last, last.hasSuffix(".yaml") else { return nil }
        let unit = "/" + parts.dropLast(2).joined(separator: "/")
        let name = last.dropLast(".yaml".count)
        return overrides.values.joined().first { $0.name == name && $0.unit == unit }
    }
}
