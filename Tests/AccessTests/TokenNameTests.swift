import Access
import Testing

@Suite("What access tokens are called")
struct TokenNameTests {
    @Test(arguments: [
        "gate-1", "a", "lin.yue@office", "东门岗亭", "東門-2", "Zoë", "निगरानी", "ประตู", String(repeating: "门", count: 64),
    ])
    func `letters and digits of any script are a name`(written: String) {
        #expect(TokenName.read(written) == written)
    }

    @Test func `a name is found however it is typed`() throws {
        let kept = try #require(TokenName.read("Zoe\u{308}"))
        #expect(kept.unicodeScalars.elementsEqual("Zo\u{EB}".unicodeScalars))
    }

    @Test(arguments: [
        "", " ", "gate 1", "a/b", "a:b", "门\u{200B}", "\u{3164}", "\u{308}a", "a\u{202E}b", "门\n", "①", "🔑",
        String(repeating: "门", count: 65), "e" + String(repeating: "\u{301}", count: 200),
    ])
    func `what cannot be seen, said or kept in one line is none`(written: String) {
        #expect(TokenName.read(written) == nil)
    }
}
