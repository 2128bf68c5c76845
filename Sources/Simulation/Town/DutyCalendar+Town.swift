import Duty
import Escalation
import Text

/// Makes what the production code knows of duty from the generator's description.
extension DutyCalendar {
    init(_ town: Town) {
        let clock = WallClock(rules: .utc)
        var groups: [String: GroupDuty] = [:]
        for circle in town.circles {
            let hours = circle.window.map(WeekHours.init)
            groups[circle.path] = GroupDuty(unit: circle.unit, roster: circle.rota, hours: hours)
        }
        var units: [UnitPath: UnitHours] = [:]
        for unit in town.units {
            let window = Town.upwards(from: unit).lazy.compactMap { town.duty.windows[$0] }.first
            units[unit] = UnitHours(hours: window.map(WeekHours.init), clock: clock)
        }
        self.init(
            rosters: town.duty.rotas.map { Roster($0, clock: clock) },
            groups: groups,
            units: units,
            periods: town.duty.feasts.enumerated().map { SpecialPeriod($1, named: "feast-\($0)") },
            overrides: town.duty.swaps.enumerated().map { Override($1, named: "swap-\($0)") },
            absences: town.duty.leaves.enumerated().map { number, leave in
                AbsentSpan(
                    name: "leave-\(number)",
                    person: leave.person,
                    span: Span(start: leave.from, end: leave.until),
                    deputies: leave.deputies
                )
            }
        )
    }
}

extension Roster {
    fileprivate init(_ rota: Town.Rota, clock: WallClock) {
        self.init(
            id: rota.path,
            clock: clock,
            rotations: rota.crews.map { crew in
                Rotation(
                    start: crew.from,
                    turn: .seconds(crew.every),
                    people: crew.people,
                    hours: crew.open.map(WeekHours.init) ?? .always
                )
            },
            members: rota.standby
        )
    }
}

extension Override {
    fileprivate init(_ swap: Town.Swap, named name: String) {
        self.init(
            name: name,
            roster: swap.rota,
            span: Span(start: swap.from, end: swap.until),
            added: swap.coming,
            removed: swap.going,
            replaced: swap.instead
        )
    }
}

extension SpecialPeriod {
    fileprivate init(_ feast: Town.Feast, named name: String) {
        self.init(
            name: name,
            unit: feast.unit,
            span: Span(start: feast.from, end: feast.until),
            rosters: feast.rotas,
            hours: feast.windows.mapValues(WeekHours.init)
        )
    }
}

extension WeekHours {
    /// Hours of every day, as an administrator writes them.
    fileprivate init(_ window: Town.Window) {
        let written = "\(Self.time(window.from))-\(Self.time(window.until))"
        do {
            try self.init(written: written)
        } catch {
            preconditionFailure("the generator wrote hours that cannot be read: \(written)")
        }
    }

    private static func time(_ seconds: Int64) -> String {
        let minutes = seconds / 60
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }
}
