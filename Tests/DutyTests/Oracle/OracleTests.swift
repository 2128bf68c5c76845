import Duty
import Escalation
import Foundation
import Testing
import Text

/// The answers of `Tests/Duty/oracle.py`, a second implementation of the rules, beside those of `Duty`.
@Suite struct OracleTests {
    @Test(arguments: [["zones"], ["changes"], ["random", "--seed", "1", "--count", "1000"]])
    func `a second implementation gives the same people`(arguments: [String]) throws {
        let cases = try Self.cases(arguments)
        #expect(cases.count >= 5)
        var asked = 0
        for (number, known) in cases.enumerated() {
            let calendar = try known.calendar()
            for ask in known.asks {
                var times = ask.times[...]
                for (place, answer) in ask.answers.enumerated() {
                    let wrong = times.prefix(answer.count).first { Self.text(calendar, known, ask, $0) != answer.who }
                    if let wrong {
                        let found = Self.text(calendar, known, ask, wrong)
                        Issue.record(
                            "case \(number) in \(known.zone), \(ask.roster) at \(wrong): \(found) for \(answer.who)"
                        )
                    }
                    if known.overrides != nil, place % 16 == 0, let first = times.first {
                        expectEnds(calendar, ask.roster, first)
                    }
                    times = times.dropFirst(answer.count)
                }
                asked += ask.times.count
                #expect(times.isEmpty)
            }
        }
        #expect(asked > 10_000)
    }

    /// Every shift holds until the moment that it names, and no longer.
    private func expectEnds(_ calendar: DutyCalendar, _ roster: RosterID, _ seconds: Int64) {
        let moment = Timestamp(milliseconds: seconds * 1_000)
        for shift in calendar.shifts(of: roster, at: moment) {
            guard let until = shift.until else { continue }
            let last = calendar.shifts(of: roster, at: until - .seconds(1))
            #expect(until > moment && last.contains(shift), "\(shift) at \(seconds)")
            let after = calendar.shifts(of: roster, at: until)
            #expect(
                !after.contains { ($0.person, $0.source, $0.period) == (shift.person, shift.source, shift.period) },
                "\(shift) at \(seconds)"
            )
        }
    }

    private static func cases(_ arguments: [String]) throws -> [OracleCase] {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Duty/oracle.py")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", script.path] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = try #require(try pipe.fileHandleForReading.readToEnd())
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try text.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(OracleCase.self, from: Data($0))
        }
    }

    /// An answer as the oracle writes it.
    private static func text(
        _ calendar: DutyCalendar,
        _ known: OracleCase,
        _ ask: OracleCase.Ask,
        _ seconds: Int64
    ) -> String {
        let posts = calendar.posts(of: ask.roster, at: seconds)
        var text = posts.map(text).joined(separator: " ")
        let moment = Timestamp(milliseconds: seconds * 1_000)
        let inForce = known.periods?.first { period in
            calendar.periods.contains {
                $0.name == period.name && $0.span.contains(seconds) && $0.rosters[ask.roster] != nil
            }
        }
        if let inForce { text = inForce.name + ":" + text }
        guard known.hours != nil else { return text }
        let isOpen = calendar.attendance(byHoursOfUnit: "/u", at: moment)?.isOnDuty ?? false
        return text + (isOpen ? " open" : " shut")
    }

    private static func text(_ post: Post) -> String {
        let source =
            switch post.source {
            case .rotation(let number, let shift): "r\(number).\(shift)"
            case .member: "m"
            case .added(let name): "a\(name)"
            case .replacing(let person, let name): "x\(person).\(name)"
            }
        return "\(post.person)/\(source)" + (post.isAbsent ? "!" + (post.standIn ?? "") : "")
    }
}
