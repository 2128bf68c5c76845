import ConfigFiles
import Dispatching
import Escalation
import HTTPAPI
import Messages
import Record
import Text

/// What `tocsin rehearse` prints.
struct RehearsalText {
    let course: Rehearsal.Course
    let directory: Directory
    let language: Language
    /// Whether messages that got through have lines too.
    var isComplete = false

    private struct Line: Encodable {
        /// For people; machines have the seconds.
        var at: Timestamp
        var after: String
        var seconds: Double
        var what: String
        var text: String

        private enum CodingKeys: CodingKey {
            case after, seconds, what, text
        }
    }

    private var lines: [Line] {
        course.scenes.flatMap { scene in
            let unit = course.incident.report.unit
            let writer = TimelineWriter(
                language: language,
                directory: directory,
                unit: unit,
                zones: .system,
                isDrill: course.incident.report.isDrill,
                entry: scene.entry
            )
            return scene.entry.changes.compactMap { change -> Line? in
                guard let item = writer.item(change) else { return nil }
                return Line(
                    at: scene.entry.at,
                    after: scene.after == .zero ? "0s" : scene.after.description,
                    seconds: Double(scene.after.milliseconds) / 1_000,
                    what: item.what,
                    text: item.text
                )
            }
        }
    }

    /// - Throws: `EncodingError`.
    func print(json: Bool) throws -> String {
        if json { return String(decoding: try CompactEncoder.encode(lines), as: UTF8.self) }
        let zone = directory.units[course.incident.report.unit]?.timeZone ?? "UTC"
        let clock = UnitClock(zone: zone, at: course.incident.reportedAt, language: language)
        var shown = [IncidentWords(language: language).times(clock.name)]
        var (day, last) = ("", "")
        for line in lines where isComplete || line.what != "message_accepted" {
            if clock.day(line.at) != day {
                day = clock.day(line.at)
                shown.append(day)
            }
            let time = line.after == last ? "" : "\(clock.minutes(line.at))  +\(line.after)"
            last = line.after
            shown.append(time + String(repeating: " ", count: max(1, 18 - time.count)) + line.text)
        }
        shown.append(ending)
        return shown.joined(separator: "\n")
    }

    private var ending: String {
        if !course.isComplete { return "… and so on; --for shows more" }
        if course.incident.progress == .exhausted { return "… and told again, for as long as nobody takes it" }
        return "nothing more happens by itself"
    }
}

extension LedgerError {
    /// What a person at a terminal reads.
    var sentence: String {
        switch self {
        case .refused(let refusal): refusal.description
        case .noSuchIncident(let id): "there is no incident \(id)"
        case .noSuchUnit(let unit): "there is no unit \(unit)"
        case .noSuchPlan(let plan, let unit): "\(unit) has no plan \(plan)"
        case .facts(let faults): faults.map { "\($0.field): \($0.what)" }.joined(separator: "; ")
        case .keyUsedOtherwise: "the idempotency key was used for another report"
        case .unavailable(let reason): reason
        case .damaged(let id): "the record of incident \(id) cannot be read"
        case .removed(let id): "incident \(id) was closed long ago and taken off the record"
        }
    }
}
