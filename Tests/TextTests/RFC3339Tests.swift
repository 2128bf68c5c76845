import Testing
import Text

@Suite struct `Times in RFC 3339` {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", Int64(0)), ("2026-11-21T03:20:00+08:00", 1_795_202_400_000),
        ("2026-11-20T19:20:00Z", 1_795_202_400_000), ("2024-02-29t23:59:59.999z", 1_709_251_199_999),
        ("1969-12-31T23:59:59.5Z", -500), ("2000-01-01 00:00:00-00:30", 946_686_600_000),
        ("2026-11-20T19:20:00.1234567Z", 1_795_202_400_123),
    ])
    func `a time is read to the millisecond`(_ written: String, _ milliseconds: Int64) {
        #expect(RFC3339.milliseconds(of: written) == milliseconds)
    }

    @Test(arguments: [
        "", "2026-11-21", "2026-11-21T03:20:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
        "2026-04-31T00:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T03:60:00Z", "2026-11-21T03:20:60Z",
        "2026-11-21T03:20:00+8:00", "2026-11-21T03:20:00+24:00", "2026-11-21T03:20:00.Z", "2026-11-21T03:20:00Zx",
        "26-11-21T03:20:00Z", "yesterday", "2026/11/21T03:20:00Z", "2026-11-21T03:20:00 Z",
    ])
    func `anything else is no time`(_ written: String) {
        #expect(RFC3339.milliseconds(of: written) == nil)
    }

    @Test(arguments: ["0000-01-01T00:00:00+01:00", "9999-12-31T23:59:59-00:01"])
    func `a time that is in no year of four digits in UTC is no time`(_ written: String) {
        #expect(RFC3339.milliseconds(of: written) == nil)
    }

    @Test(arguments: ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "0999-06-01T00:00:00Z"])
    func `the first and the last year are read and written back`(_ written: String) {
        #expect(RFC3339.milliseconds(of: written).map { RFC3339.text(milliseconds: $0) } == written)
    }

    @Test func `what is written reads back`() {
        for days in stride(from: Int64(-30_000), through: 60_000, by: 37) {
            let moment = days * 86_400_000 + 12_345
            #expect(RFC3339.milliseconds(of: RFC3339.text(milliseconds: moment)) == moment)
        }
    }

    @Test func `thousandths are written as asked for`() {
        let (whole, part) = (Int64(1_795_202_400_000), Int64(1_795_202_400_007))
        #expect(RFC3339.text(milliseconds: whole) == "2026-11-20T19:20:00Z")
        #expect(RFC3339.text(milliseconds: part) == "2026-11-20T19:20:00.007Z")
        #expect(RFC3339.text(milliseconds: part, fraction: .never) == "2026-11-20T19:20:00Z")
        #expect(RFC3339.text(milliseconds: whole, fraction: .always) == "2026-11-20T19:20:00.000Z")
        #expect(RFC3339.text(milliseconds: -1, fraction: .always) == "1969-12-31T23:59:59.999Z")
    }

    @Test func `every moment that can be counted has a text`() {
        #expect(RFC3339.text(milliseconds: .max) == "292278994-08-17T07:12:55.807Z")
        #expect(RFC3339.text(milliseconds: .min) == "-292275055-05-16T16:47:04.192Z")
    }
}
