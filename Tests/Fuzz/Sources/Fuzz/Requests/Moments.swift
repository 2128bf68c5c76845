import ConfigFiles
import Escalation

@testable import Channels
@testable import HTTPAPI
@testable import Messages

extension Fuzzer {
    /// Times and spans as texts: read, written and read again they are the same, and three writers write the same.
    static let moments = Fuzzer("moments", longest: 64) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        if let moment = RFC3339.moment(text) {
            let written = RFC3339.text(moment)
            demand(RFC3339.moment(written) == moment, "\(text) becomes \(written)")
            demand(RFC3339.moment(UTCTime(moment).iso8601) == moment, "the log writes \(UTCTime(moment).iso8601)")
            let wall = WallTime(moment).iso8601
            demand(wall == RFC3339.text(whole(moment)), "a payload says \(wall) for \(written)")
            demand(
                UTCTime(moment).mailDate.utf8.count == "Fri, 20 Nov 2026 19:05:00 +0000".utf8.count
                    || UTCTime(moment).mailDate.utf8.count == "Fri, 2 Nov 2026 19:05:00 +0000".utf8.count,
                "a mail's date"
            )
        }
        if let span = TimeSpan(written: text) {
            demand(span >= .zero, "\(text) is negative")
            demand(span == .zero || TimeSpan(written: span.description) == span, "\(text) becomes \(span)")
        }
        if let severity = Severity(numeral: text) { demand(Severity(numeral: severity.numeral) == severity, text) }
        demand(Language.allCases.contains(Language(nearestTo: text)), "no language")
        var draw = Draw(bytes)
        let any = Timestamp(milliseconds: draw.number() % 253_402_300_800_000)
        demand(any < Timestamp(milliseconds: -62_167_219_200_000) || RFC3339.moment(RFC3339.text(any)) == any, "\(any)")
    }

    private static func whole(_ moment: Timestamp) -> Timestamp {
        Timestamp(milliseconds: ZoneOffsets.floor(moment.milliseconds, by: 1_000) * 1_000)
    }
}
