import ConfigFiles
import Duty
import Escalation
import Text

extension Zones {
    /// The system's own, in which every test reads.
    static var ofTests: Zones { .system }
}

extension WallClock {
    /// The clocks of a zone of the system.
    init(_ zone: String) throws {
        self.init(rules: try Zones.ofTests.rules(of: zone))
    }

    /// The first moment at which they show a time such as `2026-12-01T08:30`.
    func moment(_ written: String) throws -> Timestamp {
        Timestamp(milliseconds: try WrittenMoment(of: written).start(by: self) * 1_000)
    }

    /// From one written end to another.
    func span(_ from: String, _ to: String) throws -> Span {
        Span(start: try WrittenMoment(of: from).start(by: self), end: try WrittenMoment(of: to).end(by: self))
    }
}

extension WrittenMoment {
    struct Unreadable: Error {
        var text: String
    }

    init(of text: String) throws {
        guard let moment = WrittenMoment(written: text) else { throw Unreadable(text: text) }
        self = moment
    }
}

extension Duty.Rotation {
    /// A rotation in an administrator's words.
    init(_ from: String, _ every: String, _ people: [PersonID], hours: String = "always") throws {
        guard let start = WallTime.seconds(of: from), let turn = Turn(written: every) else {
            throw WrittenMoment.Unreadable(text: from + " " + every)
        }
        self.init(start: start, turn: turn, people: people, hours: try WeekHours(written: hours))
    }
}

/// A little town whose rosters and changes the tests set.
struct Town {
    var clock: WallClock
    var rosters: [Roster] = []
    var groups: [String: DutyCalendar.GroupDuty] = [:]
    var hours: WeekHours?
    var periods: [SpecialPeriod] = []
    var overrides: [Override] = []
    var absences: [AbsentSpan] = []

    init(_ zone: String = "Asia/Shanghai") throws {
        clock = try WallClock(zone)
    }

    var calendar: DutyCalendar {
        DutyCalendar(
            rosters: rosters,
            groups: groups,
            units: ["/town": DutyCalendar.UnitHours(hours: hours, clock: clock)],
            periods: periods,
            overrides: overrides,
            absences: absences
        )
    }

    mutating func add(
        roster name: String,
        _ rotations: [Rotation],
        members: [PersonID] = [],
        remind: [Int64] = []
    ) {
        let id = "/town/\(name)"
        rosters.append(Roster(id: id, clock: clock, rotations: rotations, members: members, remind: remind))
    }

    mutating func override(
        _ name: String,
        of roster: String = "duty",
        _ from: String,
        _ to: String,
        add: [PersonID] = [],
        remove: [PersonID] = [],
        replace: [PersonID: PersonID] = [:]
    ) throws {
        overrides.append(
            Override(
                name: name,
                roster: "/town/\(roster)",
                span: try clock.span(from, to),
                added: add,
                removed: remove,
                replaced: replace
            )
        )
    }

    mutating func absence(of person: PersonID, _ from: String, _ to: String, deputies: [PersonID] = []) throws {
        let name = "\(person)-\(from)"
        absences.append(
            AbsentSpan(name: name, person: person, span: try clock.span(from, to), deputies: deputies)
        )
    }

    /// Who is there, as `lin-yue`, `he-an for lin-yue` or `nobody for lin-yue`.
    func there(_ written: String, _ roster: String = "duty") throws -> [String] {
        calendar.posts(of: "/town/\(roster)", at: try clock.moment(written).milliseconds / 1_000).map { post in
            post.isAbsent ? "\(post.standIn ?? "nobody") for \(post.person)" : post.person
        }
    }
}
