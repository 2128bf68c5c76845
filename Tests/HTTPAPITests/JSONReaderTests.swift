import HTTPAPI
import Testing
import Text

@Suite struct `Reading JSON` {
    @Test(arguments: [
        ("0", JSONValue.integer(0)), ("-1", .integer(-1)), ("9223372036854775807", .integer(.max)),
        ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("-0", .number(-0.0)), ("1.5", .number(1.5)),
        ("1e3", .number(1_000)), ("1E-2", .number(0.01)), ("\"\"", .text("")), (" [ ] ", .list([])),
        ("{}", .object([])),
        ("\"\\u4e2d\\ud83d\\ude00\\n\\/\"", .text("中😀\n/")), ("\"中文\"", .text("中文")), ("true", .flag(true)),
        ("[null,false]", .list([.null, .flag(false)])),
    ])
    func `what RFC 8259 allows is read`(_ written: String, _ value: JSONValue) throws {
        #expect(try JSONReader.read(Array(written.utf8)) == value)
    }

    @Test(arguments: [
        "", " ", "nul", "tru", "+1", "01", "-", "1.", ".5", "1e", "1e+", "1e999", "NaN", "'a'", "\"", "\"a", "\"\\",
        "\"\\x\"",
        "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\ud800x\"", "\"\t\"", "\"\n\"", "[", "[1",
        "[1,",
        "[1,]", "[,1]", "[1 2]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a:1}", "{\"a\" 1}",
        "{1:1}", "1 2", "{} x", "[]]", "//", "/* */ 1", "\u{FEFF}1", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}",
        "True",
    ])
    func `anything else is refused`(_ written: String) {
        #expect(throws: JSONFault.self) { try JSONReader.read(Array(written.utf8)) }
    }

    @Test func `a fault names the byte where it is`() {
        let fault = #expect(throws: JSONFault.self) { try JSONReader.read(Array(#"{"a": 1, "b": x}"#.utf8)) }
        #expect(fault?.offset == 14)
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        for bytes: [UInt8] in [[0xC0, 0xAF], [0xFF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]] {
            #expect(throws: JSONFault.self) { try JSONReader.read([0x22] + bytes + [0x22]) }
        }
    }

    @Test func `nesting ends at 32, however deep the bytes go`() throws {
        let good = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
        _ = try JSONReader.read(Array(good.utf8))
        for depth in [33, 100_000] {
            let bad = [UInt8](repeating: UInt8(ascii: "["), count: depth)
            #expect(throws: JSONFault.self) { try JSONReader.read(bad) }
        }
        let objects = String(repeating: "{\"a\":", count: 100_000)
        #expect(throws: JSONFault.self) { try JSONReader.read(Array(objects.utf8)) }
    }

    @Test func `a text has at most 16 KiB`() throws {
        let most = String(repeating: "a", count: 16 << 10)
        #expect(try JSONReader.read(Array("\"\(most)\"".utf8)) == .text(most))
        #expect(throws: JSONFault.self) { try JSONReader.read(Array("\"\(most)a\"".utf8)) }
        #expect(throws: JSONFault.self) { try JSONReader.read(Array("\"\(most)\\n\"".utf8)) }
    }

    @Test func `duplicate names are found among many`() {
        let members = (0..<40).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        #expect(throws: Never.self) { try JSONReader.read(Array("{\(members)}".utf8)) }
        #expect(throws: JSONFault.self) { try JSONReader.read(Array("{\(members),\"k3\":1}".utf8)) }
    }

    @Test func `random bytes and broken reports never trap`() {
        var generator = Seeded(state: 42)
        let good = Array(TestServer.report.utf8)
        for _ in 0..<20_000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let position = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: position)
                default: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: position)
                }
            }
            _ = try? JSONReader.read(bytes)
            let noise = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            _ = try? JSONReader.read(noise)
        }
    }
}

/// A generator that gives the same numbers for the same seed.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
