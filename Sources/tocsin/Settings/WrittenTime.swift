import ConfigFiles
import Dispatching
import Escalation
import Foundation
import Messages
import Server
import Text

/// Times as a person writes them on the command line.
enum WrittenTime {
    /// Reads `23:00` (the next one from now on), `2026-12-31 23:00` or `2026-12-31T23:00` in the unit's zone, or RFC 3339 with a
    /// zone of its own; now when `nil`.
    ///
    /// - Throws: ``CommandError`` with exit code 2.
    static func read(_ written: String?, unit: UnitPath, in directory: Directory) throws(CommandError) -> Timestamp {
        guard let written else { return SystemClock().now().wall }
        return try read(written, of: "--at", in: directory.lineage(of: unit).first?.timeZone ?? "UTC")
    }

    /// Reads the same of a flag, in `zone` where none is written; of a time that comes twice, the first is meant.
    ///
    /// - Throws: ``CommandError`` with exit code 2.
    static func read(
        _ written: String,
        of flag: String,
        in zone: String,
        zones: Zones = .system,
        now: Timestamp = SystemClock().now().wall
    ) throws(CommandError) -> Timestamp {
        if let year = written.firstMatch(of: /^([0-9]+)-/).flatMap({ Int($0.1) }), !(1970...9999).contains(year) {
            throw .wrongUse(
                "\(flag) \(written) lies outside of what can be reckoned with; write a year from 1970 to 9999"
            )
        }
        if let moment = RFC3339.moment(written) { return moment }
        let wall = WallTime.seconds(of: written)
        let secondsOfDay = WallTime.secondsOfDay(of: written)
        guard wall != nil || secondsOfDay != nil else { throw wrong(written, flag) }
        let rules: ZoneRules
        do throws(ZoneFault) {
            rules = try zones.rules(of: zone)
        } catch {
            throw .wrongUse(
                "\(flag) \(written): the rules of \(zone) are not on this machine (\(zones.folder)); install the package "
                    + "tzdata, or write the time with its distance from UTC, such as 2026-12-31T23:00:00+08:00"
            )
        }
        let found =
            wall.map { rules.moments(showing: $0).first }
            ?? secondsOfDay.flatMap { rules.next(showing: $0, from: now.milliseconds / 1_000) }
        guard let seconds = found else {
            throw .wrongUse("\(flag) \(written) does not come in \(zone): the clocks are put forward over it")
        }
        return Timestamp(milliseconds: seconds * 1_000)
    }

    private static func wrong(_ written: String, _ flag: String) -> CommandError {
        .wrongUse(
            "\(flag) \(written) is not a time such as 23:00 (the next one) or '2026-12-31 23:00', by the clocks of the unit"
                + (written.wholeMatch(of: /[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}/) == nil
                    ? "" : "; a day has no time of its own: write it behind, '\(written) 09:00'")
        )
    }
}
