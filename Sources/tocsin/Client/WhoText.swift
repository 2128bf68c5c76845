import Dispatching
import Escalation
import Messages

/// What `tocsin who` prints.
struct WhoText {
    let outlook: Outlook
    let directory: Directory
    private let words: WhoWords
    private let clock: UnitClock
    private let text: CourseText

    /// - Parameters:
    ///   - outlook: what is printed.
    ///   - directory: the names of people.
    ///   - language: of everything but the names of groups and roles.
    ///   - clock: that of the unit.
    init(_ outlook: Outlook, directory: Directory, language: Language, clock: UnitClock) {
        self.outlook = outlook
        self.directory = directory
        self.clock = clock
        words = WhoWords(language: language)
        text = CourseText(
            directory: directory,
            words: CourseWords(language: language),
            clock: clock,
            isDrill: false,
            unit: outlook.unit,
            plans: [outlook.plan]
        )
    }

    func print() -> String {
        let (plan, severity) = (outlook.plan, outlook.severity)
        let tag = words.language.rawValue
        let label = plan.grading.label(of: severity, in: tag)
        var lines = [text.words.head(plan.title.text(in: tag), outlook.unit, rank: severity.numeral, label: label)]
        if outlook.grade != severity {
            lines.append(text.words.stepsOf(outlook.grade.numeral, insteadOf: severity.numeral))
        }
        lines.append(text.words.reported(clock.day(outlook.start), clock.short(outlook.start), zone: clock.name))
        lines.append("")
        for step in outlook.steps { lines += self.step(step) }
        if let repetition = outlook.response?.repetition { lines.append(words.again(repetition)) }
        return (lines + ending).joined(separator: "\n")
    }

    /// Who is told when nobody takes it.
    private var ending: [String] {
        let isPlayed = outlook.isPlayedOut || !outlook.unanswered.isEmpty
        let head = isPlayed ? words.unanswered(at: outlook.unansweredAt.map(after)) : words.unansweredLater
        let people =
            isPlayed
            ? outlook.unanswered.map(line)
            : outlook.fallback.map { "    " + text.text($0) + words.ways(addresses($0.person)) }
        return [head] + (people.isEmpty ? ["    " + words.nobodyToTell] : people)
    }

    private func step(_ step: Outlook.Step) -> [String] {
        let lines = step.lines.map(line)
        guard let written = outlook.response?.steps[step.position] else { return lines }
        if let reason = step.skipped { return [words.skipped(step.position + 1, reason)] + lines }
        let start = words.start(written.start)
        let need = words.need(written.need, wanted: step.wanted, of: step.seats)
        let within = words.within(words.span(written.within), offDuty: written.withinOffDuty.map(words.span))
        let head = words.step(step.position + 1, after(step.at), within: within, need: need)
        return [head + start] + lines
    }

    private func line(_ line: CourseLine) -> String {
        let ways = line.message.map { _ in words.ways(addresses(line.person)) } ?? ""
        let time = clock.short(line.at)
        return "    \(time)  " + text.text(line) + ways
    }

    private func addresses(_ person: PersonID?) -> [String] {
        person.flatMap { directory.people[$0]?.addresses.map(\.name) } ?? []
    }

    /// The time since the report.
    private func after(_ moment: Timestamp) -> String {
        words.after(moment - outlook.start, at: text.moment(moment, on: outlook.start))
    }
}
