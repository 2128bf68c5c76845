import ConfigFiles
import Duty
import Escalation

/// Checks that something says who is on duty where a step has a time of its own for those who are not: SEMANTICS §7.
struct OnDutyCheck {
    let use: PlanUse
    let directory: Directory
    let duty: DutyCalendar
    let log: FaultLog

    /// Reports every step at fault, once.
    func run() {
        for file in use.file.responses.values where file.isWhole {
            for step in file.steps where step.step.withinOffDuty != nil { check(step) }
        }
    }

    private func check(_ file: StepFile) {
        for unit in use.units {
            for name in file.step.ask {
                let lost = (directory.seats(for: name, in: unit) ?? []).first { !isSaid($0.seat) }
                guard let lost else { continue }
                let owner = lost.group(of: directory)
                log.add(
                    file.within,
                    "nothing says when `\(name.name)` is on duty, for \(unit)",
                    "write `hours: \"Mon-Fri 08:30-17:30\"` for \(owner), or one time for everybody: `within: 5m`"
                )
                return
            }
        }
    }

    private func isSaid(_ seat: SeatID) -> Bool {
        guard let group = seat.group else {
            return directory.people[seat.holder].map { hasHours($0.unit) } ?? true
        }
        guard let known = duty.groups[group] else { return true }
        return known.roster != nil || known.hours != nil || hasHours(known.unit)
    }

    private func hasHours(_ unit: UnitPath) -> Bool { duty.units[unit]?.hours != nil }
}

extension SeatCall {
    /// What could have hours for it, in words.
    fileprivate func group(of directory: Directory) -> String {
        guard let group = seat.group else {
            return "the unit \(directory.people[seat.holder]?.unit ?? "")"
        }
        return "the group `\(group)` or its unit"
    }
}
