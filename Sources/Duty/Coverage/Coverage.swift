package import Escalation

/// Looks for what rosters, absences and plans leave uncovered through a time, only where something changes.
package struct Coverage {
    private let directory: Directory
    private let duty: DutyCalendar
    private let span: Span

    /// - Parameters:
    ///   - directory: the units, people and plans.
    ///   - duty: who is there when.
    ///   - span: the time that is looked at.
    package init(of directory: Directory, duty: DutyCalendar, through span: Span) {
        self.directory = directory
        self.duty = duty
        self.span = span
    }

    /// Everything uncovered, each thing once with all its times.
    package func findings() -> [CoverageFinding] {
        var lines = Timelines(directory: directory, duty: duty, span: span)
        return gaps(&lines) + twice(&lines) + seats() + ranks(&lines) + logs()
    }

    private func gaps(_ lines: inout Timelines) -> [CoverageFinding] {
        duty.rosters.keys.sorted().compactMap { roster in
            let times = lines.roster(roster).filter { $0.people.isEmpty }.map(\.span)
            return times.isEmpty ? nil : CoverageFinding(kind: .gap(roster), times: times.joined())
        }
    }

    private func twice(_ lines: inout Timelines) -> [CoverageFinding] {
        var found: [CoverageFinding.Kind: [Span]] = [:]
        let rosters = duty.rosters.keys.sorted()
        for (index, roster) in rosters.enumerated() {
            for other in rosters[..<index] where !duty.isSwitched(roster, other) {
                for part in Timelines.meet(lines.roster(other), lines.roster(roster)) {
                    for person in part.people { found[.twice(person, other, roster), default: []].append(part.span) }
                }
            }
        }
        return found.map { CoverageFinding(kind: $0, times: $1.joined()) }.sorted { "\($0.kind)" < "\($1.kind)" }
    }

    private func seats() -> [CoverageFinding] {
        directory.units.keys.sorted().flatMap { path in
            (directory.units[path]?.groups ?? [:]).sorted { $0.key < $1.key }.flatMap { name, group in
                group.roster == nil ? group.seats.compactMap { seat($0, of: path + "/" + name) } : []
            }
        }
    }

    private func seat(_ seat: Seat, of group: String) -> CoverageFinding? {
        var times: [Span] = []
        for part in duty.spans(through: span, changing: duty.absences(touching: [seat.holder] + seat.deputies)) {
            if duty.everybodyPresent(seat.holder, or: seat.deputies, at: part.start).isEmpty { times.append(part) }
        }
        return times.isEmpty
            ? nil : CoverageFinding(kind: .seat(group: group, holder: seat.holder), times: times.joined())
    }

    private func ranks(_ lines: inout Timelines) -> [CoverageFinding] {
        var found: [CoverageFinding] = []
        for unit in directory.units.keys.sorted() {
            for (name, plan) in directory.plans(in: unit).sorted(by: { $0.key < $1.key }) {
                for severity in Severity.allCases {
                    guard let response = plan.responses[severity] else { continue }
                    found += rank(unit, name, severity, lines.names(response.steps.flatMap(\.ask), in: unit))
                }
            }
        }
        return found
    }

    private func rank(
        _ unit: UnitPath,
        _ plan: PlanName,
        _ severity: Severity,
        _ line: [Timelines.Part]
    ) -> [CoverageFinding] {
        var times: [CoverageFinding.Kind: [Span]] = [:]
        var order: [CoverageFinding.Kind] = []
        for part in line where part.people.count <= 1 {
            let kind: CoverageFinding.Kind =
                part.people.first.map { .onlyOne(unit, plan, severity, $0) } ?? .nobody(unit, plan, severity)
            if times[kind] == nil { order.append(kind) }
            times[kind, default: []].append(part.span)
        }
        return order.map { CoverageFinding(kind: $0, times: (times[$0] ?? []).joined()) }
    }

    private func logs() -> [CoverageFinding] {
        directory.people.values.filter { !$0.addresses.isEmpty && $0.addresses.allSatisfy { $0.channel == "log" } }
            .map(\.id).sorted().map { CoverageFinding(kind: .onlyLog($0), times: []) }
    }
}
