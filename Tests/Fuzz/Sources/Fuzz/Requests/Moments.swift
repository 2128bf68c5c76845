import ConfigFiles
import Escalation

import HTTPAPI
import Messages
import Text

extension Fuzzer {
    /// Times and spans as texts: read, written and read again they are the same, and every way to write them means the same.
    static let moments = Fuzzer("moments", longest: 64) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        if let moment = RFC3339.moment(text) {
            let written = RFC3339.text(moment)
            demand(RFC3339.moment(written) == moment, "\(text) becomes \(written)")
            let inLog = RFC3339.text(milliseconds: moment.milliseconds, fraction: .always)
            demand(RFC3339.moment(inLog) == moment, "the log writes \(inLog)")
            let inPayload = RFC3339.text(milliseconds: moment.milliseconds, fraction: .never)
            demand(inPayload == RFC3339.text(whole(moment)), "a payload says \(inPayload) for \(written)")
            let date = CivilTime(moment).mailDate
            demand(
                date.utf8.count == "Fri, 20 Nov 2026 19:05:00 +0000".utf8.count
                    || date.utf8.count == "Fri, 2 Nov 2026 19:05:00 +0000".utf8.count,
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
        Timestamp(milliseconds: moment.milliseconds.flooredQuotient(by: 1_000) * 1_000)
    }
}
