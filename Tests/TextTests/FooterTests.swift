import Testing

@testable import Text

@Suite struct `Footers of rules` {
    private static func rules(_ footer: String) throws(ZoneFault) -> ZoneRules {
        try TZif.rules(of: RulesFile(version: UInt8(ascii: "3"), footer: footer).bytes)
    }

    private static func seconds(_ text: String) throws -> Int64 {
        try #require(RFC3339.milliseconds(of: text)) / 1_000
    }

    struct Change: Sendable, CustomTestStringConvertible {
        var footer: String
        /// When the clocks are changed, in UTC.
        var at: String
        /// How far they are ahead of UTC before and from then on, in minutes.
        var before: Int64
        var after: Int64

        init(_ footer: String, _ at: String, _ before: Int64, _ after: Int64) {
            (self.footer, self.at, self.before, self.after) = (footer, at, before, after)
        }

        var testDescription: String { "\(footer) \(at)" }
    }

    private static let changes = [
        Change("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00:00Z", -300, -240),
        Change("EST5EDT,M3.2.0,M11.1.0", "2026-11-01T06:00:00Z", -240, -300),
        Change("CET-1CEST,M3.5.0,M10.5.0/3", "2400-03-26T01:00:00Z", 60, 120),
        // Summer is what Irish law calls standard time, and winter is behind it.
        Change("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-03-29T01:00:00Z", 0, 60),
        Change("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-10-25T01:00:00Z", 60, 0),
        // South of the equator summer goes over the turn of the year.
        Change("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-04-04T16:00:00Z", 660, 600),
        Change("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-10-03T16:00:00Z", 600, 660),
        Change("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-04-04T15:00:00Z", 660, 630),
        Change("<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45", "2026-04-04T14:00:00Z", 825, 765),
        // An hour before the day begins, and two hours after it ended.
        Change("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -120, -60),
        Change("IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-27T00:00:00Z", 120, 180),
        // A week before the year, and a week after it.
        Change("AAA0BBB,0/-167,J365/167", "2027-12-25T01:00:00Z", 0, 60),
        Change("AAA0BBB,J59/0,J200/0", "2028-02-28T00:00:00Z", 0, 60),
        Change("AAA0BBB,J60/0,J200/0", "2028-03-01T00:00:00Z", 0, 60),
        Change("AAA0BBB,59/0,J200/0", "2028-02-29T00:00:00Z", 0, 60),
        Change("AAA0BBB,59/0,J200/0", "2027-03-01T00:00:00Z", 0, 60),
        Change("AAA0BBB,365/0,100/0", "2028-12-31T00:00:00Z", 0, 60),
        Change("AAA+0:00:30BBB-1:30:15,M2.5.2/1:02:03,M10.1.0", "2028-02-29T01:02:33Z", 0, 90),
    ]

    @Test(arguments: changes) func `the clocks are changed on the second`(change: Change) throws {
        let rules = try Self.rules(change.footer)
        let at = try Self.seconds(change.at)
        #expect(rules.secondsFromUTC(at: at - 1) / 60 == change.before)
        #expect(rules.secondsFromUTC(at: at) / 60 == change.after)
        #expect(rules.span(at: at).start == at)
        #expect(rules.span(at: at - 1).end == at)
    }

    @Test(arguments: [("<+03>-3", Int64(10_800)), ("<-0330>3:30", -12_600), ("ABC-24:59:59", 89_999), ("UTC0", 0)])
    func `a footer without summer is the same for ever`(footer: String, seconds: Int64) throws {
        let rules = try Self.rules(footer)
        for moment in [Int64.min, -1, 0, 1_795_201_500, .max] {
            #expect(rules.secondsFromUTC(at: moment) == seconds)
        }
    }

    @Test func `a summer that ends where the next begins has no end`() throws {
        let rules = try Self.rules("EST5EDT,0/0,J365/25")
        let start = try Self.seconds("2027-12-31T00:00:00Z")
        for hour in Int64(0)..<72 {
            #expect(rules.secondsFromUTC(at: start + hour * 3_600) == -14_400)
        }
    }

    @Test(arguments: [
        "E5", "EST", "EST25", "EST5EDT", "EST5EDT4", "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,", "EST5EDT,M13.1.0,M1.1.0",
        "EST5EDT,M0.1.0,M1.1.0", "EST5EDT,M3.6.0,M1.1.0", "EST5EDT,M3.0.0,M1.1.0", "EST5EDT,M3.1.7,M1.1.0",
        "EST5EDT,J0,J1", "EST5EDT,J366,J1", "EST5EDT,366,J1", "EST5EDT,0/168,J1", "EST5EDT,0/-168,J1", "<+03-3", "<>3",
        "<+3>3", "EST5:60", "EST5:1", "EST5:00:60", "EST5 ", " EST5", "EST5EDT,M3.2.0,M11.1.0,",
        "EST5EDT,M3.2.0,M11.1.0x",
        "EST5EDT,0/,1", "EST--5", "EST5<EDT,0,1", "EST5EDT,M3.2.0/2:,M11.1.0", "+035", "EST5EDT;0;1", "é5",
        "EST99999999999999999999",
    ])
    func `anything else is refused`(footer: String) {
        #expect(throws: ZoneFault.self) { try Self.rules(footer) }
    }

    @Test func `without a footer the last change holds`() throws {
        let file = RulesFile(changes: [(100, 1)], kinds: [(0, 0, 0), (3_600, 1, 0)], footer: "")
        let rules = try TZif.rules(of: file.bytes)
        #expect(rules.secondsFromUTC(at: 99) == 0)
        #expect(rules.secondsFromUTC(at: .max) == 3_600)
    }
}
