import Escalation
import Testing

@testable import Messages

@Suite struct DurationTests {
    @Test(arguments: [
        (30, "30 s", "30秒"), (59 * 60, "59 min", "59分钟"), (3_600, "1 h", "1小时"), (3_660, "1 h 1 min", "1小时1分钟"),
        (90_000, "1 d 1 h", "1天1小时"), (-5, "0 s", "0秒"),
    ])
    func `lengths of time are said in two units`(seconds: Int64, english: String, chinese: String) {
        #expect(Phrases(language: .english).duration(.seconds(seconds)) == english)
        #expect(Phrases(language: .simplifiedChinese).duration(.seconds(seconds)) == chinese)
    }
}
