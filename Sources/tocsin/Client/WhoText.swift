import Dispatching
import Escalation
import Messages

/// What `tocsin who` prints.
struct WhoText {
    let outlook: Outlook
    let directory: Directory
    let words: WhoWords
    /// Beside the time since the report, when it was given.
    let clock: UnitClock?

    /// - Parameters:
    ///   - outlook: what is printed.
    ///   - directory: the names of people.
    ///   - language: of everything but the reasons.
    ///   - clock: that of the unit, if wall times are wanted.
    init(_ outlook: Outlook, directory: Directory, language: Language, clock: UnitClock?) {
        self.outlook = outlook
        self.directory = directory
        self.clock = clock
        words = WhoWords(language: language)
    }

    func print() -> String {
        let (plan, severity) = (outlook.plan, outlook.severity)
        let tag = words.language.rawValue
        let label = plan.grading.label(of: severity, in: tag)
        var lines = [words.head(plan.title.text(in: tag), outlook.unit, rank: severity.numeral, label: label)]
        if let clock {
            lines.append(words.from(clock.day(outlook.start), clock.minutes(outlook.start), zone: clock.name))
        }
        lines.append("")
        for step in outlook.steps { lines += self.step(step) }
        if let repetition = outlook.response?.repetition { lines.append(words.again(repetition)) }
        lines.append(words.unanswered(at: outlook.unansweredAt.map(after)))
        lines += people(outlook.fallback)
        if !outlook.fallback.contains(where: { isReachable($0.person) }) { lines.append("    " + words.nobodyToTell) }
        return lines.joined(separator: "\n")
    }

    private func step(_ step: Outlook.Step) -> [String] {
        if let reason = step.skipped {
            return [words.skipped(step.position + 1, reason)] + people(step.leftOut)
        }
        let within = (outlook.response?.steps[step.position].within.onDuty).map(words.span) ?? "?"
        var lines = [words.step(step.position + 1, after(step.at), within: within, missing: step.missing)]
        lines += step.asked.map(asked)
        if let moment = step.deputiesAt {
            lines.append("    " + words.deputies(at: after(moment)))
            lines += step.deputies.map(asked)
        }
        if !step.copied.isEmpty { lines += ["    " + words.copied] + people(step.copied) }
        if !step.leftOut.isEmpty { lines += ["    " + words.leftOut] + people(step.leftOut) }
        return lines
    }

    private func asked(_ one: Asked) -> String {
        line(one.candidate, standsFor: one.standsFor)
    }

    private func people(_ candidates: [Candidate]) -> [String] {
        candidates.map { line($0, standsFor: nil) }
    }

    private func line(_ one: Candidate, standsFor holder: PersonID?) -> String {
        let addresses = directory.people[one.person]?.addresses.map(\.name) ?? []
        return "    "
            + words.person(
                name(one.person),
                reason: Phrases(language: words.language).reason(one.reason, name: name),
                for: holder.map(name),
                by: addresses,
                deputies: one.deputies.map(name)
            )
    }

    private func name(_ person: PersonID) -> String {
        directory.people[person]?.name.text(in: words.language.rawValue) ?? person
    }

    private func isReachable(_ person: PersonID) -> Bool {
        directory.people[person]?.addresses.isEmpty == false
    }

    /// The time since the report.
    private func after(_ moment: Timestamp) -> String {
        words.after(moment - outlook.start, at: clock.map { $0.minutes(moment) })
    }
}
