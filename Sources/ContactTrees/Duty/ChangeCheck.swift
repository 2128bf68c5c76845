import ConfigFiles
import Duty
import Escalation

/// Checks what overrides and special periods say about each other: SEMANTICS §7.
struct ChangeCheck {
    let overrides: [OverrideFile]
    let periods: [(file: PeriodFile, period: SpecialPeriod)]
    let log: FaultLog

    /// Reports everything at fault.
    func run() {
        for (index, file) in overrides.enumerated() {
            checkContradiction(of: file, to: overrides[..<index])
            checkReplaced(file)
        }
        for (index, one) in periods.enumerated() {
            for other in periods[..<index] where one.period.span.overlaps(other.period.span) { compare(one, other) }
        }
    }

    private func checkContradiction(of file: OverrideFile, to others: ArraySlice<OverrideFile>) {
        for other in others {
            guard let person = file.override.contradiction(to: other.override) else { continue }
            file.roster.fault(
                "this override and \(other.roster.place.fileAndLine) contradict each other about `\(person)`",
                "change `from` and `to` so that they do not overlap, or remove one of them"
            )
            return
        }
    }

    private func checkReplaced(_ file: OverrideFile) {
        for (_, period) in periods where period.span.overlaps(file.override.span) {
            guard let inForce = period.rosters[file.override.roster] else { continue }
            file.roster.fault(
                "the special period `\(period.name)` has replaced `\(file.override.roster)`",
                "write `roster: \(inForce)`, which is in force, or a time outside of the period"
            )
            return
        }
    }

    private func compare(
        _ one: (file: PeriodFile, period: SpecialPeriod),
        _ other: (file: PeriodFile, period: SpecialPeriod)
    ) {
        let (first, second) = (one.period, other.period)
        let rosters = Set(first.rosters.keys).intersection(second.rosters.keys)
        let hours = Set(first.hours.keys).intersection(second.hours.keys)
        guard let what = rosters.min() ?? hours.min() else { return }
        let there = other.file.place.fileAndLine
        log.add(
            one.file.place,
            "the special periods `\(first.name)` and `\(second.name)` (\(there)) overlap, and both set `\(what)`",
            "change `from` and `to`, or leave `\(what)` to one of them"
        )
    }
}
