import ConfigFiles
import Dispatching
import Escalation
import Messages
import Text

/// What `tocsin rehearse` prints.
struct RehearsalText {
    let course: Rehearsal.Course
    let plan: Plan
    let directory: Directory
    let language: Language

    private var words: CourseWords { CourseWords(language: language) }
    private var unit: UnitPath { course.incident.report.unit }
    private var zone: String { directory.units[unit]?.timeZone ?? "UTC" }
    private var isDrill: Bool { course.incident.report.isDrill }

    /// Each line as an object.
    var values: [JSONValue] { course.lines.map { $0.value(in: zone, by: .system) } }

    /// For people: by the unit's clock, with equal runs folded.
    func text() -> String {
        guard let start = course.scenes.first?.entry.at else { return "" }
        let clock = UnitClock(zone: zone, at: start, language: language)
        let text = CourseText(
            directory: directory,
            words: words,
            clock: clock,
            isDrill: isDrill,
            unit: unit,
            plans: plans
        )
        var rows: [(column: String, sentence: String)] = []
        var (day, last) = (clock.day(start), "")
        for item in CourseItem.folding(course.lines) {
            let (moment, offset) = item.time
            if clock.day(moment) != day {
                day = clock.day(moment)
                rows.append((day, ""))
            }
            let time = "\(clock.short(moment))  +\(offset)"
            for (position, sentence) in sentences(of: item, text).enumerated() {
                rows.append((position > 0 || time == last ? "" : time, sentence))
            }
            last = time
        }
        let width = max(Self.width, (rows.filter { !$0.sentence.isEmpty }.map(\.column.count).max() ?? 0) + 2)
        let shown = rows.map { row in
            row.sentence.isEmpty
                ? row.column : row.column + String(repeating: " ", count: width - row.column.count) + row.sentence
        }
        return (head(at: start, clock) + shown + ["", ending]).joined(separator: "\n")
    }

    /// The least room for times.
    private static let width = 22

    private func sentences(of item: CourseItem, _ text: CourseText) -> [String] {
        switch item {
        case .line(let line): return [prefix(line.incident) + text.text(line)]
        case .same(let same):
            return [prefix(same.incident) + words.same(same, until: text.moment(same.to, on: same.from))]
        case .again(let again):
            let head = prefix(again.incident) + words.rhythm(again, until: text.moment(again.to, on: again.from))
            return [head]
                + again.lines.map { line in
                    var line = line
                    line.deadline = nil
                    return "  " + text.text(line)
                }
        }
    }

    private func head(at start: Timestamp, _ clock: UnitClock) -> [String] {
        let severity = first
        let drill = isDrill ? IncidentWords(language: language).drill : ""
        let label = plan.grading.label(of: severity, in: language.rawValue)
        var lines = [
            drill + words.head(plan.title.text(in: language.rawValue), unit, rank: severity.numeral, label: label)
        ]
        let grade = plan.grade(ofResponseTo: severity)
        if grade != severity { lines.append(words.stepsOf(grade.numeral, insteadOf: severity.numeral)) }
        lines.append(words.reported(clock.day(start), clock.short(start), zone: clock.name))
        return lines + [""]
    }

    /// The rank with which it begins.
    private var first: Severity {
        for case .reported(_, _, let severity) in course.scenes.flatMap(\.entry.changes) { return severity }
        return course.incident.severity
    }

    /// The plan of each incident, in the order of their numbers.
    private var plans: [Plan] {
        course.scenes.flatMap(\.entry.changes).compactMap { change in
            guard case .reported(let report, _, _) = change else { return nil }
            return directory.plan(report.plan, in: report.unit) ?? plan
        }
    }

    private func prefix(_ incident: Int) -> String {
        incident == 1 ? "" : words.incident(incident) + words.colon
    }

    private var ending: String {
        if course.isCapped { return words.capped(Rehearsal.cycleLimit) }
        if !course.isComplete { return words.goesOn }
        guard course.isTold, !course.incident.isClosed else { return words.nothingMore }
        return course.incident.status == .open ? words.toldAgain : words.toldAgainMissing
    }
}

extension CourseItem {
    /// When it happens, or begins to.
    fileprivate var time: (Timestamp, TimeSpan) {
        switch self {
        case .line(let line): (line.at, line.offset)
        case .same(let same): (same.from, same.offset)
        case .again(let again): (again.from, again.offset)
        }
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
