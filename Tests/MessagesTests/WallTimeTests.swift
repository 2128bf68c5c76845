import Escalation
import Foundation
import Testing

@testable import Messages

@Suite struct WallTimeTests {
    @Test func `dates agree with the calendar for four centuries`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for day in stride(from: -60_000, through: 90_000, by: 17) {
            let seconds = Int64(day) * 86_400 + 12_345
            let time = WallTime(Timestamp(milliseconds: seconds * 1_000))
            let date = Date(timeIntervalSince1970: Double(seconds))
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second, .weekday], from: date)
            #expect(
                [Int(time.year), time.month, time.day, time.hour, time.minute, time.second, time.weekday + 1]
                    == [parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second, parts.weekday].map {
                        $0 ?? -1
                    }
            )
        }
    }

    @Test func `a year of less than four digits is written with four`() {
        #expect(WallTime(Timestamp(milliseconds: -30_628_713_600_000)).iso8601 == "0999-06-01T00:00:00Z")
    }

    @Test func `a zone's clocks are followed through a change`() {
        let zones = ZoneOffsets()
        // 2026-03-29T01:00:00Z: Berlin's clocks go forward.
        let change = Timestamp(milliseconds: 1_774_746_000_000)
        #expect(zones.seconds(in: "Europe/Berlin", at: change - .seconds(1)) == 3_600)
        #expect(zones.seconds(in: "Europe/Berlin", at: change) == 7_200)
        #expect(zones.seconds(in: "Nowhere/At_All", at: change) == 0)
    }

    @Test(arguments: [
        (30, "30 s", "30秒"), (59 * 60, "59 min", "59分钟"), (3_600, "1 h", "1小时"), (3_660, "1 h 1 min", "1小时1分钟"),
        (90_000, "1 d 1 h", "1天1小时"), (-5, "0 s", "0秒"),
    ])
    func `lengths of time are said in two units`(seconds: Int64, english: String, chinese: String) {
        #expect(Phrases(language: .english).duration(.seconds(seconds)) == english)
        #expect(Phrases(language: .simplifiedChinese).duration(.seconds(seconds)) == chinese)
    }
}
