import ConfigFiles
import Duty
import Escalation
import Messages
import Text

/// What `tocsin check --coverage` says of a tree.
struct CoverageReport {
    /// More times of one thing than these are counted and not written.
    private static let timesShown = 3

    let directory: Directory
    let findings: [CoverageFinding]

    /// - Parameters:
    ///   - directory: a tree as read.
    ///   - start: the first moment that is looked at.
    ///   - length: how far ahead.
    init(_ directory: Directory, from start: Timestamp, for length: TimeSpan) {
        self.directory = directory
        let duty = directory.duty as? DutyCalendar ?? DutyCalendar()
        let first = start.milliseconds.flooredQuotient(by: 1_000)
        let span = Duty.Span(start: first, end: first + length.milliseconds / 1_000)
        findings = Coverage(of: directory, duty: duty, through: span).findings()
    }

    /// A line for each finding.
    var lines: [String] { findings.map { words($0.kind) + times($0) } }

    var json: JSONValue {
        .list(
            findings.map { finding in
                let times = finding.times.map { time in
                    JSONValue.object([
                        .init("from", .text(RFC3339.text(milliseconds: time.start * 1_000))),
                        .init("to", .text(RFC3339.text(milliseconds: time.end * 1_000))),
                    ])
                }
                return .object([
                    .init("kind", .text(kind(finding.kind))), .init("text", .text(words(finding.kind))),
                    .init("times", .list(times)),
                ])
            }
        )
    }

    private func kind(_ kind: CoverageFinding.Kind) -> String {
        switch kind {
        case .gap: "gap"
        case .twice: "twice"
        case .seat: "seat"
        case .nobody: "nobody"
        case .onlyOne: "only_one"
        case .onlyLog: "only_log"
        }
    }

    private func words(_ kind: CoverageFinding.Kind) -> String {
        switch kind {
        case .gap(let roster): "\(roster): nobody is there"
        case .twice(let person, let one, let other): "\(person) is wanted by \(one) and \(other) at once"
        case .seat(let group, let holder): "\(group): \(holder) and every deputy are absent"
        case .nobody(let unit, let plan, let severity):
            "\(unit), plan \(plan), \(severity.numeral): nobody whom its steps name could be reached"
        case .onlyOne(let unit, let plan, let severity, let person):
            "\(unit), plan \(plan), \(severity.numeral): \(person) alone could be reached"
        case .onlyLog(let person): "\(person) has no address but logs, which nobody carries about"
        }
    }

    /// The times by the clocks of the unit that it is about.
    private func times(_ finding: CoverageFinding) -> String {
        guard !finding.times.isEmpty else { return "" }
        let zone = directory.units[unit(of: finding.kind)]?.timeZone ?? "UTC"
        let written = finding.times.prefix(Self.timesShown).map { time in
            "\(moment(time.start, in: zone)) to \(moment(time.end, in: zone))"
        }
        let more = finding.times.count - written.count
        return ": " + written.joined(separator: "; ") + (more > 0 ? "; and \(more) more" : "")
    }

    private func unit(of kind: CoverageFinding.Kind) -> UnitPath {
        switch kind {
        case .gap(let path), .twice(_, let path, _), .seat(let path, _): Directory.parent(of: path) ?? ""
        case .nobody(let unit, _, _), .onlyOne(let unit, _, _, _): unit
        case .onlyLog: ""
        }
    }

    private func moment(_ seconds: Int64, in zone: String) -> String {
        let offset = Zones.system.secondsFromUTC(in: zone, at: seconds * 1_000) ?? 0
        let time = CivilTime(milliseconds: seconds * 1_000, secondsFromUTC: offset)
        let date = RFC3339.text(milliseconds: (seconds + offset) * 1_000).prefix(10)
        return "\(date) \(time.clock)"
    }
}
