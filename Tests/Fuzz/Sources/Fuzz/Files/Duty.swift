import ContactTrees
import Escalation
import Foundation
import Text

@testable import ConfigFiles
@testable import Duty

extension Fuzzer {
    /// Hours of the week and turns as texts, in a zone of their own: between one change and the next nothing changes.
    static let hours = Fuzzer("hours", longest: 128) { bytes in
        var parts = Parts(bytes, atMost: 3)
        let zones = [
            "UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia",
        ]
        var draw = Draw(parts.bytes())
        let clock = WallClock(rules: (try? Zones.system.rules(of: draw.one(of: zones))) ?? .utc)
        let start = 1_700_000_000 + draw.number() % 400_000_000
        let hours = try? WeekHours(written: parts.text())
        if let hours { check(hours, by: clock, from: start) }
        guard let turn = Turn(written: parts.text()) else { return }
        let rotation = Rotation(start: start, turn: turn, people: ["a", "b", "c"], hours: hours ?? .always)
        check(Roster(id: "/town/roster", clock: clock, rotations: [rotation], members: ["d"]), from: start)
    }

    private static func check(_ hours: WeekHours, by clock: WallClock, from start: Int64) {
        var moment = start
        for _ in 0..<12 {
            guard let next = hours.nextChange(after: moment, by: clock) else { return }
            demand(next > moment, "the change after \(moment) is at \(next)")
            let isOpen = hours.contain(clock.reading(at: moment))
            for between in [moment + (next - moment) / 2, next - 1] {
                demand(
                    hours.contain(clock.reading(at: between)) == isOpen,
                    "hours change at \(between), not at \(next)"
                )
            }
            moment = next
        }
    }

    private static func check(_ roster: Roster, from start: Int64) {
        var moment = start - 1
        for _ in 0..<12 {
            guard let next = roster.nextChange(after: moment) else { return }
            demand(next > moment, "the change after \(moment) is at \(next)")
            let people = roster.places(at: moment).map(\.person)
            for between in [moment + (next - moment) / 2, next - 1] {
                let same = roster.places(at: between).map(\.person)
                demand(same == people, "\(people) become \(same) at \(between), not at \(next)")
            }
            demand(people.isEmpty == false, "nobody is there at \(moment)")
            moment = next
        }
    }

    /// Whole trees with a file of rosters and a change, each a part of the input.
    static let rosters = Fuzzer("rosters", longest: 4_096) { bytes in
        var parts = Parts(bytes, atMost: 2)
        let files = DutyFolder.shared
        files.write(rosters: parts.bytes(), change: parts.bytes())
        do throws(Faults) {
            let directory = try files.load()
            guard let duty = directory.duty as? DutyCalendar else { return demand(false, "a tree without a calendar") }
            for roster in duty.rosters.keys { check(duty, roster) }
        } catch {
            demand(!error.faults.isEmpty, "refused without a reason")
            demand(
                error.faults.allSatisfy { Checks.isHarmless($0.description) },
                "a fault that is not one line: \(error)"
            )
        }
    }

    /// What a calendar that was accepted says holds until it says, and nobody stands in twice or while absent.
    private static func check(_ duty: DutyCalendar, _ roster: RosterID) {
        let begins = duty.overrides.values.joined().map(\.span.start) + duty.periods.map(\.span.start)
        for start in begins + [1_795_201_500] where abs(start) < 100_000_000_000 {
            for span in duty.posts(of: roster, through: Span(start: start - 1, end: start + 200_000)).prefix(20) {
                demand(span.span.start < span.span.end, "a time without a moment: \(span.span)")
                demand(
                    duty.posts(of: roster, at: span.span.end - 1) == span.posts,
                    "who is there changes before \(span.span.end)"
                )
                let present = span.posts.compactMap(\.present)
                demand(Set(present).count == present.count, "somebody is there twice: \(present)")
                demand(present.allSatisfy { !duty.isAbsent($0, at: span.span.start) }, "somebody is there and absent")
            }
            let moment = Timestamp(milliseconds: start * 1_000)
            for shift in duty.shifts(of: roster, at: moment) {
                demand(shift.until.map { $0 > moment } ?? true, "a shift that ended before it was asked for")
            }
        }
    }
}

/// A folder with one contact tree whose rosters and changes are written anew for each input.
private struct DutyFolder: Sendable {
    static let shared = DutyFolder()

    let root: String

    private init() {
        root = Scratch.folder("rosters") + "/Contacts"
        try? FileManager.default.createDirectory(atPath: root + "/town/changes", withIntermediateDirectories: true)
        let people = ["a", "b", "c", "d"].map { "  \($0): {name: \($0), addresses: [{log: duty-desk}]}" }
        let unit = """
            name: Town
            time_zone: Europe/Berlin
            language: en
            hours: "Mon-Fri 08:30-17:30"
            people:
            \(people.joined(separator: "\n"))
            groups:
              duty: {members: [a]}
              works: {hours: always, members: [b]}

            """
        write(Array(unit.utf8), to: "unit")
    }

    func write(rosters: [UInt8], change: [UInt8]) {
        write(rosters, to: "rosters")
        write(change, to: "changes/2026-12-01-a")
    }

    private func write(_ bytes: [UInt8], to name: String) {
        let path = "\(root)/town/\(name).yaml"
        demand(FileManager.default.createFile(atPath: path, contents: Data(bytes)), "\(path) cannot be written")
    }

    func load() throws(Faults) -> Directory {
        try ContactTree.load(from: root, secrets: SecretSource(environment: [:]), presets: ["generic"])
    }
}
