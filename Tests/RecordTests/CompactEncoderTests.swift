import Escalation
import Foundation
import Record
import Testing
import TestSupport

@Suite("The record's JSON")
struct CompactEncoderTests {
    private func entry(_ changes: [Change]) -> RecordEntry {
        RecordEntry(incident: 7, at: Timestamp(milliseconds: 1_800_000_000_123), by: .person("a"), changes: changes)
    }

    @Test(arguments: Samples.changes)
    func `every kind of change is read back as it was written`(change: Change) throws {
        let entry = entry([change])
        let bytes = try RecordCoding.encode(entry)
        #expect(try RecordCoding.decode(bytes) == entry)
        #expect(try RecordCoding.encode(RecordCoding.decode(bytes)) == bytes)
    }

    @Test(arguments: Samples.changes)
    func `what is written by hand is what the general encoder writes, byte for byte`(change: Change) throws {
        let entry = entry([.satisfied, change, change])
        let (ours, general) = try (RecordCoding.encode(entry), CompactEncoder.encode(entry))
        #expect(String(decoding: ours, as: UTF8.self) == String(decoding: general, as: UTF8.self))
    }

    @Test func `the samples leave no member out`() {
        for child in Mirror(reflecting: Samples.report).children {
            let isNil =
                Mirror(reflecting: child.value).displayStyle == .optional
                && Mirror(reflecting: child.value).children.isEmpty
            #expect(!isNil, "\(child.label ?? "")")
        }
        #expect(Mirror(reflecting: Samples.report).children.count == 16)
    }

    @Test func `a report that leaves everything open is written the same way too`() throws {
        let entry = entry([
            .reported(report: Report(Town.report(), planVersion: "fire-1"), graded: .four, severity: .four)
        ])
        #expect(try RecordCoding.encode(entry) == CompactEncoder.encode(entry))
        #expect(try RecordCoding.decode(RecordCoding.encode(entry)) == entry)
    }

    @Test(arguments: [0, 1, -1, 9, 10, 99, 100, -100, .max, .min, 1_000_000_000_000_000_000] as [Int64])
    func `whole numbers of any size are read back`(number: Int64) throws {
        let entry = RecordEntry(incident: number, at: Timestamp(milliseconds: number), by: .clock, changes: [])
        #expect(try RecordCoding.decode(RecordCoding.encode(entry)) == entry)
    }

    @Test func `all kinds together say what Foundation's encoder says`() throws {
        let entry = entry(Samples.changes)
        let ours = try JSONSerialization.jsonObject(with: Data(RecordCoding.encode(entry)))
        let theirs = try JSONSerialization.jsonObject(with: JSONEncoder().encode(entry))
        #expect((ours as? NSDictionary) == (theirs as? NSDictionary))
        #expect((ours as? NSDictionary)?.count == 4)
    }

    @Test func `every kind of change is among the samples`() {
        let names = Set(Samples.changes.map { String("\($0)".prefix { $0 != "(" }) })
        #expect(names.count == Samples.changes.count - Samples.variants)
    }

    @Test(arguments: [
        "", "\"", "\\", "\\\"", "\\u0000", "\u{0}", "\u{1}\u{1F}", "\u{7F}", "\t\r\n", "/", "</script>",
        "\u{2028}\u{2029}", "河畔镇 發生火災", "👩🏽‍🚒", "e\u{301}", "\u{FEFF}", "\u{FFFD}", "\u{10FFFF}", "{\"a\":1}", "'", "}]",
        String(repeating: "\\\"\u{1}", count: 5_000),
    ])
    func `no string can leave its quotes`(text: String) throws {
        let entry = entry([.noted(person: text, text: text)])
        let bytes = try RecordCoding.encode(entry)
        let read = try RecordCoding.decode(bytes)
        guard case .noted(let person, let said) = try #require(read.changes.first) else {
            Issue.record("not a note")
            return
        }
        #expect(Array(person.utf8) == Array(text.utf8))
        #expect(Array(said.utf8) == Array(text.utf8))
        #expect(bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
    }

    @Test(
        arguments: [
            0, -0.0, 1, -1, 0.1, 1e300, -1e-300, .pi, .leastNonzeroMagnitude, 9_007_199_254_740_992, 9.3e18, -9.3e18,
            1.5e19, .greatestFiniteMagnitude,
        ] as [Double]
    )
    func `every finite number is read back`(number: Double) throws {
        let entry = entry([.reportedAgain(count: 2, title: "", facts: ["n": .number(number)], note: nil)])
        #expect(try RecordCoding.decode(RecordCoding.encode(entry)) == entry)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `a number that JSON cannot hold is refused`(number: Double) {
        let entry = entry([.reportedAgain(count: 2, title: "", facts: ["n": .number(number)], note: nil)])
        #expect(throws: EncodingError.self) { try RecordCoding.encode(entry) }
    }

    @Test func `equal facts have equal bytes, in whatever order they were put in`() throws {
        let names = (0..<50).map { "field-\($0)" }
        var forward: [String: FactValue] = [:]
        var backward: [String: FactValue] = Dictionary(minimumCapacity: 1_000)
        for name in names { forward[name] = .text(name) }
        for name in names.reversed() { backward[name] = .text(name) }
        let pair = try [forward, backward].map {
            try RecordCoding.encode(entry([.reportedAgain(count: 2, title: "", facts: $0, note: nil)]))
        }
        #expect(pair[0] == pair[1])
        let text = String(decoding: pair[0], as: UTF8.self)
        let places = names.sorted().compactMap { text.range(of: "\"\($0)\"")?.lowerBound }
        #expect(places == places.sorted() && places.count == 50)
    }

    @Test func `members stand in the order of their declaration, without white space`() throws {
        let bytes = try RecordCoding.encode(entry([.satisfied, .noted(person: "a", text: "x")]))
        let expected =
            #"{"incident":7,"at":1800000000123,"by":"person:a","changes":[{"satisfied":{}},{"noted":{"person":"a","text":"x"}}]}"#
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }

    @Test func `empty and nested collections close where they must`() throws {
        struct Odd: Codable, Equatable {
            var none: [Int] = []
            var nested: [[Int]] = [[], [1], [2, 3]]
            var names: [String: [String]] = ["a": ["b"]]
            var maybe: Int?
            var wide: UInt64 = .max
            var small: Int8 = -128
            var flag = false
        }
        let bytes = try CompactEncoder.encode(Odd())
        #expect(try JSONDecoder().decode(Odd.self, from: Data(bytes)) == Odd())
    }
}
