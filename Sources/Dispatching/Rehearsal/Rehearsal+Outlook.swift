package import Escalation

extension Rehearsal {
    /// How many moments after the first run are played to find out when it is told that nobody answers.
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
        graded.opens = []
        var tree = directory
        tree.units[unit]?.plans[plan.name] = graded
        let report = ReportDraft(unit: unit, plan: plan.name, title: plan.name, source: "rehearsal")
        var further = 0
        let course = try Rehearsal(directory: tree, report: report, start: start).play { turn in
            guard let round = turn.incident?.round else { return .goOn }
            let isFirstRun = round.parts.contains { $0.run == 1 && ($0.phase == .running || $0.phase == .waiting) }
            if !isFirstRun, turn.incident?.progress == .exhausted { return .complete }
            further += round[.chain].map { $0.run > 1 || $0.phase != .running } ?? true ? 1 : 0
            return further > outlookLimit ? .cutOff : .goOn
        }
        return OutlookMaker(plan: plan, unit: unit, severity: severity, start: start, directory: directory).outlook(
            of: course
        )
    }
}

/// Makes an outlook of a course to which nobody answered.
private struct OutlookMaker {
    let plan: Plan
    let unit: UnitPath
    let severity: Severity
    let start: Timestamp
    let directory: Directory

    func outlook(of course: Rehearsal.Course) -> Outlook {
        let grade = plan.grade(ofResponseTo: severity)
        var outlook = Outlook(
            unit: unit,
            plan: plan,
            severity: severity,
            grade: grade,
            start: start,
            runEndsAt: start
        )
        outlook.commander = directory.people(
            named: plan.commander(of: severity).map { [$0] } ?? [],
            in: unit,
            at: start
        )
        outlook.fallback = directory.people(named: plan.fallback, in: unit, at: start)
        outlook.isPlayedOut = course.isComplete
        outlook.steps = steps(of: course)
        for line in course.lines { read(line, into: &outlook) }
        let ends = course.lines.filter { $0.event == .runEnded && $0.turn?.run == 1 }
        outlook.runEndsAt = (ends.first { $0.turn?.part == .chain } ?? ends.last)?.at ?? start
        let first = course.scenes.first { scene in
            scene.entry.changes.contains { change in
                switch change {
                case .toldFallback, .nobodyReachable: true
                default: false
                }
            }
        }
        outlook.unansweredAt = first?.entry.at
        return outlook
    }

    private func steps(of course: Rehearsal.Course) -> [Outlook.Step] {
        var steps: [Outlook.Step] = []
        var carried = 0
        for scene in course.scenes {
            for change in scene.entry.changes {
                switch change {
                case .stepStarted(let part, let position, let seats, _):
                    guard !steps.contains(where: { $0.position == position && $0.skipped == nil }) else { continue }
                    var step = Outlook.Step(position: position, part: part, at: scene.entry.at, seats: seats.count)
                    let need = plan.response(to: severity)?.steps[position].need ?? .any
                    let own = Self.own(need, seats)
                    step.wanted = part == .chain ? max(own, carried) : own
                    if part == .chain, need != .each { carried = step.wanted }
                    steps.append(step)
                case .stepSkipped(let part, let position, let because, _):
                    guard !steps.contains(where: { $0.position == position }) else { continue }
                    steps.append(Outlook.Step(position: position, part: part, at: scene.entry.at, skipped: because))
                default: break
                }
            }
        }
        return steps
    }

    /// How many seats a step needs by itself.
    private static func own(_ need: Need, _ seats: [SeatCall]) -> Int {
        switch need {
        case .any: 1
        case .count(let count): min(count, seats.count)
        case .all: seats.count { !$0.isEmpty }
        case .each: Set(seats.filter { !$0.isEmpty }.map(\.name)).count
        }
    }

    private func read(_ line: CourseLine, into outlook: inout Outlook) {
        if line.event == .told, line.message == .unanswered {
            // It is told again and again; what was told first is enough.
            if !outlook.unanswered.contains(where: { $0.person == line.person }) { outlook.unanswered.append(line) }
            return
        }
        read(line, as: line.turn, into: &outlook)
        for seat in line.further {
            var other = line
            (other.seat, other.holder, other.why, other.further) = (seat.seat, seat.holder, seat.why, [])
            read(other, as: seat.turn, into: &outlook)
        }
    }

    /// A line of a step, below it.
    private func read(_ line: CourseLine, as turn: CourseLine.Turn?, into outlook: inout Outlook) {
        guard let turn, turn.round == 1, turn.run == 1, let position = turn.step,
            let place = outlook.steps.firstIndex(where: { $0.position == position })
        else { return }
        // Another address of somebody who was asked says nothing new.
        let isKnown = outlook.steps[place].lines.contains {
            ($0.event, $0.person, $0.holder, $0.seat) == (line.event, line.person, line.holder, line.seat)
        }
        var own = line
        own.further = []
        if !isKnown { outlook.steps[place].lines.append(own) }
    }
}
