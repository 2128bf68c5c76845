import Testing

@testable import Text

@Suite struct `Files of rules` {
    private static let london = RulesFile(
        changes: [(-3_852_662_325, 1), (1_000, 2), (2_000, 1)],
        kinds: [(-75, 0, 0), (0, 0, 0), (3_600, 1, 0)],
        leaps: [(78_796_800, 1), (94_694_401, 2)],
        standard: [1, 1, 0],
        universal: [1, 1, 0],
        footer: "GMT0BST,M3.5.0/1,M10.5.0"
    )

    private static func fault(_ bytes: [UInt8]) -> ZoneFault? {
        do throws(ZoneFault) {
            _ = try TZif.rules(of: bytes)
            return nil
        } catch {
            return error
        }
    }

    private static func isDamaged(_ file: RulesFile) -> Bool {
        if case .damaged = fault(file.bytes) { true } else { false }
    }

    @Test func `every cut is seen`() {
        let bytes = Self.london.bytes
        #expect(Self.fault(bytes) == nil)
        for length in 0..<bytes.count {
            #expect(Self.fault(Array(bytes.prefix(length))) != nil, "the first \(length) bytes are taken for rules")
        }
        #expect(Self.fault(bytes + [0]) != nil)
    }

    @Test func `no changed byte does harm`() {
        let bytes = Self.london.bytes
        for place in bytes.indices {
            for value in [UInt8(0), 1, 0x7F, 0x80, 0xFF, bytes[place] ^ 1] {
                var changed = bytes
                changed[place] = value
                guard let rules = try? TZif.rules(of: changed) else { continue }
                for moment in [Int64.min, -1, 0, 1_500, 1_795_201_500, .max] {
                    let span = rules.span(at: moment)
                    #expect(abs(span.secondsFromUTC) <= TZif.greatestOffset)
                    _ = rules.moments(showing: moment)
                }
            }
        }
    }

    @Test func `counts that the file has not the bytes for are refused at once`() {
        for place in 0..<6 {
            for count in [UInt32.max, 0x7FFF_FFFF, 70_000] {
                var counts: [UInt32] = [0, 0, 0, 0, 1, 4]
                counts[place] = count
                #expect(Self.fault(RulesFile(counts: counts).bytes) != nil)
                #expect(Self.fault(RulesFile(version: 0, counts: counts).bytes) != nil)
            }
        }
    }

    @Test func `what contradicts itself is refused`() {
        var file = Self.london
        file.changes[1].at = file.changes[0].at
        #expect(Self.isDamaged(file), "two changes at a time")
        file = Self.london
        file.changes[2].kind = 3
        #expect(Self.isDamaged(file), "a kind that is not there")
        file = Self.london
        file.kinds[1].seconds = 93_601
        #expect(Self.isDamaged(file), "more than a day from UTC")
        file = Self.london
        file.kinds[1].seconds = .min
        #expect(Self.isDamaged(file), "an offset that nothing has")
        file = Self.london
        file.kinds[0].isSummer = 2
        #expect(Self.isDamaged(file), "neither summer nor not")
        file = Self.london
        file.kinds[0].name = 4
        #expect(Self.isDamaged(file), "a name behind the letters")
        file = Self.london
        file.standard = [1]
        #expect(Self.isDamaged(file), "marks for some kinds only")
        file = Self.london
        file.universal[0] = 2
        #expect(Self.isDamaged(file), "a mark that is none")
        file = Self.london
        file.leaps[1].at = 0
        #expect(Self.isDamaged(file), "leap seconds out of order")
        file = RulesFile(kinds: [])
        #expect(Self.isDamaged(file), "no kind of time")
        file = RulesFile(version: UInt8(ascii: "1"))
        #expect(Self.isDamaged(file), "a version that never was")
        file = RulesFile(changes: [(.min, 0)], leaps: [(.min, 1)])
        #expect(Self.isDamaged(file), "a change before all time")
        file = RulesFile(leaps: [(78_796_800, 1)], footer: "")
        #expect(Self.isDamaged(file), "leap seconds, and nothing for the time after them")
        file = RulesFile(footer: nil)
        #expect(Self.isDamaged(file), "no footer")
    }

    @Test func `another file is told from damaged rules`() {
        #expect(Self.fault([]) == .noRules)
        #expect(Self.fault(Array("# tz zone descriptions".utf8)) == .noRules)
        #expect(Self.fault(Array("TZif2".utf8)) != .noRules)
    }

    @Test func `a file of the first version has 32 bits and no footer`() throws {
        var file = Self.london
        file.version = 0
        file.changes = [(-2_000_000_000, 1), (1_000, 2)]
        file.leaps = []
        let rules = try TZif.rules(of: file.bytes)
        #expect(rules.secondsFromUTC(at: -2_000_000_001) == -75)
        #expect(rules.secondsFromUTC(at: -2_000_000_000) == 0)
        #expect(rules.secondsFromUTC(at: 4_000_000_000) == 3_600)
    }

    @Test func `leap seconds are taken out of the changes`() throws {
        var file = RulesFile(changes: [(78_796_800, 1), (94_694_402, 0)], kinds: [(0, 0, 0), (3_600, 1, 0)])
        file.leaps = [(78_796_800, 1), (94_694_401, 2)]
        #expect(try TZif.rules(of: file.bytes).changes == [78_796_799, 94_694_400])
    }

    @Test(arguments: ["2", "3", "4", "5"]) func `a later version is read as the last that is known`(version: Character)
    {
        #expect(Self.fault(RulesFile(version: version.asciiValue ?? 0).bytes) == nil)
    }
}
