import Foundation
import TestSupport
import Testing
import Text

@Suite struct JSONOutputTests {
    private static func written(_ text: String, _ escapes: JSONOutput.Escapes) -> String {
        let output = JSONOutput(escapes)
        output.string(text)
        return String(decoding: output.bytes, as: UTF8.self)
    }

    @Test func `brackets are closed where they end, and commas stand between`() throws {
        let output = JSONOutput()
        let object = output.beginObject()
        output.member("list", at: object)
        let list = output.beginList()
        for number in [1, -20, .min] {
            output.element(at: list)
            output.integer(number)
        }
        output.member("empty", at: object)
        _ = output.beginObject()
        output.member("half", at: object)
        try output.double(0.5)
        output.member("whole", at: object)
        try output.double(3)
        output.member("none", at: object)
        output.null()
        output.end(at: object)
        let expected = #"{"list":[1,-20,-9223372036854775808],"empty":{},"half":0.5,"whole":3,"none":null}"#
        #expect(String(decoding: output.bytes, as: UTF8.self) == expected)
        #expect(throws: EncodingError.self) { try output.double(.infinity) }
    }

    @Test(arguments: [
        ("a\"b\\c", #""a\"b\\c""#, #""a\"b\\c""#, #""a\"b\\c""#),
        ("a\nb\u{7F}", #""a\u000ab\u007f""#, #""a\nb\u007f""#, #""a\nb\u007f""#),
        ("</script>", #""</script>""#, #""\u003c/script>""#, #""</script>""#),
        ("消防，水", #""消防，水""#, #""消防，水""#, #""消防，水""#),
        ("a\u{202E}\u{FEFF}b", "\"a\u{202E}\u{FEFF}b\"", "\"a\u{202E}\u{FEFF}b\"", #""a\u202e\ufeffb""#),
        ("\u{E0001}\u{85}", "\"\u{E0001}\u{85}\"", "\"\u{E0001}\u{85}\"", #""\udb40\udc01\u0085""#),
    ])
    func `each reader has what could harm it escaped`(_ text: String, record: String, page: String, log: String) {
        #expect(Self.written(text, .record) == record)
        #expect(Self.written(text, .page) == page)
        #expect(Self.written(text, .harmful) == log)
    }

    @Test func `every character is read back as it was, and nothing harmful stands in a line for logs`() throws {
        for scalar in HarmfulTexts.scalars + ["\"", "\\", "<", "火", "😀"] {
            let text = "a\(scalar)，b"
            for escapes in [JSONOutput.Escapes.record, .page, .harmful] {
                let written = Self.written(text, escapes)
                #expect(try JSONReader.read(Array(written.utf8)) == .text(text), "\(scalar.value)")
                #expect(try JSONDecoder().decode(String.self, from: Data(written.utf8)) == text, "\(scalar.value)")
            }
            #expect(HarmfulTexts.left(in: Self.written(text, .harmful)).isEmpty, "\(scalar.value)")
        }
    }

    @Test func `a value is written as it was read`() throws {
        let line = #"{"a":[1,2.5,true,null,"x"],"b":{},"c":[],"d":-7}"#
        #expect(try JSONReader.read(Array(line.utf8)).line == line)
        #expect(JSONValue.number(.nan).line == "null")
    }
}
