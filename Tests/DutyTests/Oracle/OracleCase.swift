import Duty
import Escalation
import Foundation
import Text

/// A case that the second implementation made, with its answers.
struct OracleCase: Decodable {
    struct Rotation: Decodable {
        var from: String
        var every: String
        var hours: String?
        var people: [String]
    }

    struct Roster: Decodable {
        var rotations: [Rotation]?
        var members: [String]?
    }

    struct Change: Decodable {
        var name: String
        var from: String
        var to: String
        var roster: String?
        var add: [String]?
        var remove: [String]?
        var replace: [String: String]?
        var person: String?
        var deputies: [String]?
        var rosters: [String: String]?
    }

    struct Answer: Decodable {
        var count: Int
        var who: String
    }

    struct Ask: Decodable {
        var roster: String
        var moments: [Int64]?
        var start: Int64?
        var step: Int64?
        var count: Int64?
        var answers: [Answer]

        var times: [Int64] {
            moments ?? (0..<(count ?? 0)).map { (start ?? 0) + $0 * (step ?? 0) }
        }
    }

    var zone: String
    var rosters: [String: Roster]
    var overrides: [Change]?
    var absences: [Change]?
    var periods: [Change]?
    var hours: String?
    var asks: [Ask]
}

extension OracleCase {
    struct Unreadable: Error {
        var text: String
    }

    /// The same for `Duty`.
    func calendar() throws -> DutyCalendar {
        let clock = WallClock(rules: try Zones.ofTests.rules(of: zone))
        let rosters = try self.rosters.map { id, roster in
            let rotations = try (roster.rotations ?? []).map(Self.rotation)
            return Duty.Roster(id: id, clock: clock, rotations: rotations, members: roster.members ?? [])
        }
        return DutyCalendar(
            rosters: rosters,
            units: ["/u": DutyCalendar.UnitHours(hours: try hours.map { try WeekHours(written: $0) }, clock: clock)],
            periods: try (periods ?? []).map {
                SpecialPeriod(name: $0.name, unit: "/u", span: try $0.span(clock), rosters: $0.rosters ?? [:])
            },
            overrides: try (overrides ?? []).map {
                Override(
                    name: $0.name,
                    roster: $0.roster ?? "",
                    span: try $0.span(clock),
                    added: $0.add ?? [],
                    removed: $0.remove ?? [],
                    replaced: $0.replace ?? [:]
                )
            },
            absences: try (absences ?? []).map {
                AbsentSpan(
                    name: $0.name,
                    person: $0.person ?? "",
                    span: try $0.span(clock),
                    deputies: $0.deputies ?? []
                )
            }
        )
    }

    private static func rotation(_ rotation: Rotation) throws -> Duty.Rotation {
        guard let start = WallTime.seconds(of: rotation.from), let turn = Turn(written: rotation.every) else {
            throw Unreadable(text: rotation.from + " " + rotation.every)
        }
        return Duty.Rotation(
            start: start,
            turn: turn,
            people: rotation.people,
            hours: try WeekHours(written: rotation.hours ?? "always")
        )
    }
}

extension OracleCase.Change {
    func span(_ clock: WallClock) throws -> Span {
        guard let start = WrittenMoment(written: from), let end = WrittenMoment(written: to) else {
            throw OracleCase.Unreadable(text: from + " " + to)
        }
        return Span(start: start.start(by: clock), end: end.end(by: clock))
    }
}
