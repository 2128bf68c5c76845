package import Escalation

extension Rehearsal {
    /// How many deadlines after the first run are played to find out when the fallback is told.
    static let outlookLimit = 500

    /// Plays a report of this severity to which nobody answers, whatever the plan's rules would make of its facts.
    ///
    /// - Parameters:
    ///   - plan: as it is in force for the unit.
    ///   - unit: whose incident it is.
    ///   - severity: of the report.
    ///   - start: when it comes in.
    ///   - directory: the people and units.
    /// - Returns: who would be told, and when.
    /// - Throws: ``LedgerError`` when the report is refused.
    package static func outlook(
        of plan: Plan,
        in unit: UnitPath,
        severity: Severity,
        at start: Timestamp,
        directory: Directory
    ) throws -> Outlook {
        var graded = plan
        graded.grading.rules = []
        graded.grading.usual = severity
        var tree = directory
        tree.units[unit]?.plans[plan.name] = graded
        let report = ReportDraft(
            unit: unit,
            plan: plan.name,
            title: plan.name,
            source: "rehearsal",
            isDrill: true
        )
        var reader = OutlookReader(unit: unit, plan: plan, severity: severity, start: start, directory: directory)
        var further = 0
        _ = try Rehearsal(directory: tree, report: report, start: start).play { entries, _ in
            for entry in entries { reader.read(entry) }
            if reader.outlook.unansweredAt != nil { return .complete }
            further += reader.isFirstRunOver ? 1 : 0
            return further > outlookLimit ? .cutOff : .goOn
        }
        return reader.outlook
    }
}

/// Reads the first run of the steps from what goes on record.
private struct OutlookReader {
    private(set) var outlook: Outlook
    private(set) var isFirstRunOver = false
    private let directory: Directory

    init(unit: UnitPath, plan: Plan, severity: Severity, start: Timestamp, directory: Directory) {
        self.directory = directory
        outlook = Outlook(unit: unit, plan: plan, severity: severity, start: start, runEndsAt: start)
        outlook.fallback = directory.people(named: plan.fallback, in: unit)
        outlook.commander = directory.people(named: plan.commander.map { [$0] } ?? [], in: unit)
    }

    mutating func read(_ entry: RecordEntry) {
        for change in entry.changes {
            switch change {
            case .exhausted:
                endRun(at: entry.at)
                outlook.unansweredAt = entry.at
            case .timerSet(let timer) where timer.kind == .repetition: endRun(at: entry.at)
            default:
                if !isFirstRunOver { readStep(change, at: entry.at) }
            }
        }
    }

    private mutating func endRun(at now: Timestamp) {
        guard !isFirstRunOver else { return }
        isFirstRunOver = true
        outlook.runEndsAt = now
    }

    private mutating func readStep(_ change: Change, at now: Timestamp) {
        switch change {
        case .stepStarted(let position, let asked, let copied, let missing):
            var step = Outlook.Step(position: position, at: now, asked: asked, missing: missing, copied: copied)
            let covered = Set(asked.flatMap { [$0.candidate.person, $0.standsFor ?? $0.candidate.person] })
            step.leftOut = named(in: position).filter { !covered.contains($0.person) }
            outlook.steps.append(step)
        case .stepSkipped(let position, let reason):
            outlook.steps.append(
                Outlook.Step(position: position, at: now, skipped: reason, leftOut: named(in: position))
            )
        case .deputiesAsked(let position, let asked, .timeout):
            guard let place = outlook.steps.lastIndex(where: { $0.position == position }) else { return }
            outlook.steps[place].deputies += asked
            outlook.steps[place].deputiesAt = outlook.steps[place].deputiesAt ?? now
        default: break
        }
    }

    private func named(in position: Int) -> [Candidate] {
        guard let response = outlook.response, response.steps.indices.contains(position) else { return [] }
        return directory.people(named: response.steps[position].ask, in: outlook.unit)
    }
}
