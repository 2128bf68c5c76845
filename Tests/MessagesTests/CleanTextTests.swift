import Pages
import TestSupport
import Testing
import Text

@testable import Messages

@Suite struct CleanTextTests {
    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdefg", 6, "abc…"), ("救救救", 8, "救…"), ("救救救", 9, "救救救"), ("救救", 5, "…"),
        ("abc", 2, ""), ("ab👨‍👩‍👧cd", 20, "ab…"), ("e\u{301}e\u{301}e\u{301}", 8, "e\u{301}…"), ("abcd", 3, "…"),
    ])
    func `a text is cut between characters, with a mark`(text: String, limit: Int, expected: String) {
        #expect(CleanText.cut(text, bytes: limit) == expected)
    }

    @Test func `a cut text never exceeds its limit and never splits a character`() {
        let text = "a救é👨‍👩‍👧\u{1F3F4}e\u{301}b\r\nz救救"
        for limit in 0...text.utf8.count {
            let cut = CleanText.cut(text, bytes: limit)
            #expect(cut.utf8.count <= limit)
            #expect(text.hasPrefix(cut.hasSuffix("…") ? String(cut.dropLast()) : cut))
        }
    }

    @Test(arguments: ["\u{200B}", "\u{FEFF}", "\u{AD}", "\u{202E}", "\u{0}", "\u{2060}"])
    func `what nobody sees uses up no room`(unseen: String) {
        let text = String(repeating: unseen, count: 1_000) + "Fire \u{6551}\u{1F469}\u{200D}\u{1F692}" + unseen + "x"
        #expect(CleanText.line(text, limit: 30) == "Fire \u{6551}\u{1F469}\u{200D}\u{1F692}x")
        #expect(CleanText.lines(text, limit: 8) == "Fire …")
        #expect(CleanText.lines(String(repeating: unseen, count: 100), limit: 9) == "")
    }

    @Test(arguments: [
        ("\u{FF0C}\u{6551}\u{FF1A}", "\u{FF0C}\u{6551}\u{FF1A}"), ("\u{FEF5}", "\u{FEF5}"), ("\u{FBB2}", "\u{FBB2}"),
        ("\u{10FBB}\u{EFBB}\u{FEFF}y", "\u{10FBB}\u{EFBB}y"),
    ])
    func `letters whose bytes look like a mark stay`(text: String, expected: String) {
        #expect(CleanText.line(text, limit: 100) == expected)
    }

    @Test(arguments: [
        ("a\r\nb\rc\nd", "a\nb\nc\nd", "a b c d"), ("a\tb", "a b", "a b"), ("a\u{0}\u{1B}[0m", "a[0m", "a[0m"),
        ("“é”…⇒", "“é”…⇒", "“é”…⇒"), ("a\u{2028}b\u{85}c", "a\nb\nc", "a b c"), ("\u{202E}x\u{2069}\u{61C}", "x", "x"),
    ])
    func `control characters go, line breaks are one kind, everything else stays`(
        text: String,
        lines: String,
        line: String
    ) {
        #expect(CleanText.lines(text, limit: 100) == lines)
        #expect(CleanText.line(text, limit: 100) == line)
    }

    @Test func `nothing harmful comes into a message or a page but line feeds`() {
        for scalar in HarmfulTexts.scalars {
            let text = "报\(scalar)，b"
            #expect(HarmfulTexts.left(in: CleanText.line(text, limit: 100)).isEmpty, "\(scalar.value)")
            #expect(
                HarmfulTexts.left(in: CleanText.lines(text, limit: 100), besides: ["\n"]).isEmpty,
                "\(scalar.value)"
            )
            let html: HTML = "<p>\(text)</p>"
            #expect(HarmfulTexts.left(in: html.text, besides: ["\n"]).isEmpty, "\(scalar.value)")
        }
    }
}
