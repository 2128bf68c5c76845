import Dispatching
import Escalation
import Foundation
import Server

/// Times as a person writes them on the command line.
enum WrittenTime {
    /// Reads `2026-12-31 23:00` or `2026-12-31T23:00` in the unit's zone, or RFC 3339 with a zone of its own; now when `nil`.
    ///
    /// - Throws: ``CommandError`` with exit code 2.
    static func read(_ written: String?, unit: UnitPath, in directory: Directory) throws -> Timestamp {
        guard let written else { return SystemClock().now().wall }
        let zone = directory.lineage(of: unit).first.flatMap { TimeZone(identifier: $0.timeZone) } ?? .gmt
        return try read(written, of: "--at", in: zone)
    }

    /// Reads the same of a flag, in `zone` where none is written.
    ///
    /// - Throws: ``CommandError`` with exit code 2.
    static func read(_ written: String, of flag: String, in zone: TimeZone) throws(CommandError) -> Timestamp {
        if let date = try? Date(written, strategy: .iso8601) { return stamp(date) }
        let parts = written.split { " T:-".contains($0) }.compactMap { Int($0) }
        guard parts.count == 5, written.allSatisfy({ $0.isNumber || " T:-".contains($0) }) else {
            throw wrong(written, flag)
        }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let components = DateComponents(
            calendar: calendar,
            year: parts[0],
            month: parts[1],
            day: parts[2],
            hour: parts[3],
            minute: parts[4]
        )
        guard components.isValidDate, let date = components.date else { throw wrong(written, flag) }
        return stamp(date)
    }

    private static func stamp(_ date: Date) -> Timestamp {
        Timestamp(milliseconds: Int64((date.timeIntervalSince1970 * 1_000).rounded()))
    }

    private static func wrong(_ written: String, _ flag: String) -> CommandError {
        .wrongUse("\(flag) \(written) is not a time such as '2026-12-31 23:00'")
    }
}
