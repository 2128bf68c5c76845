import Testing
import Text

@Suite struct `Reading somebody else's JSON` {
    private static func read(_ bytes: [UInt8], _ charset: JSONReader.Charset = .utf8) -> JSONValue? {
        try? JSONReader.read(bytes, .lenient(charset))
    }

    private static func read(_ text: String) -> JSONValue? { read(Array(text.utf8)) }

    @Test func `of members of one name the last counts, in whichever way it is written`() {
        let value = Self.read(#"{"code":1,"inner":{"x":1},"\u0063ode":2,"code":0}"#)
        #expect(value?.member("code") == .integer(0))
        #expect(value?.value(at: ["inner", "x"]) == .integer(1))
        #expect(value?.value(at: ["inner", "y"]) == nil)
        #expect(value?.value(at: ["code", "x"]) == nil)
    }

    @Test func `a pointer leads into lists by number`() {
        let value = Self.read(#"{"errors":[{"code":5}]}"#)
        #expect(value?.value(at: ["errors", "0", "code"]) == .integer(5))
        #expect(value?.value(at: ["errors", "1", "code"]) == nil)
        #expect(value?.value(at: ["errors", "-1"]) == nil)
        #expect(value?.value(at: []) == value)
    }

    @Test(arguments: [
        (#""\ud800""#, "\u{FFFD}"), (#""\udc00x""#, "\u{FFFD}x"), (#""\ud800A""#, "\u{FFFD}A"),
        (#""\ud800\u0041""#, "\u{FFFD}A"), (#""\ud83d\ude00""#, "😀"), (#""\ud83d\n""#, "\u{FFFD}\n"),
    ])
    func `half a pair is a replacement character`(written: String, text: String) {
        #expect(Self.read(written) == .text(text))
    }

    @Test func `the second byte of a character may look like a backslash or a quote's neighbour`() {
        // 誠 in Big5 ends in 0x5C, 許 too; 0x81 0x5C is 乗 in GBK.
        for pair: [UInt8] in [[0xB8, 0x5C], [0xB3, 0x5C], [0x81, 0x5C]] {
            let body = Array(#"{"msg":""#.utf8) + pair + Array(#"","errcode":0}"#.utf8)
            #expect(Self.read(body) == nil)
            #expect(Self.read(body, .doubleByte)?.member("errcode") == .integer(0))
        }
    }

    @Test func `bytes of one charset or another are lost in texts, and nothing else is`() {
        let body = Array(#"{"msg":"caf"#.utf8) + [0xE9] + Array(#"","ok":true}"#.utf8)
        #expect(Self.read(body) == nil)
        #expect(Self.read(body, .singleByte)?.member("ok") == .flag(true))
    }

    @Test(arguments: ["", "{", "{\"a\":}", "[1,]", "nul", "01", "\"\t\"", "\"\\q\"", "\"\\u12\"", "1 2", "{'a':1}"])
    func `what is no JSON is none here either`(written: String) {
        #expect(Self.read(written) == nil)
    }

    @Test func `limits hold`() {
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
        #expect(Self.read(deep) == nil)
        let limits = JSONReader.Limits(depth: 2, textBytes: 3, numberBytes: 8)
        #expect((try? JSONReader.read(Array(#"[["abc"]]"#.utf8), limits: limits)) == .list([.list([.text("abc")])]))
        for over in ["[[[1]]]", "\"abcd\"", "\"ab\\u4e2d\"", "1.0000000"] {
            #expect(throws: JSONFault.self) { try JSONReader.read(Array(over.utf8), limits: limits) }
        }
    }
}
