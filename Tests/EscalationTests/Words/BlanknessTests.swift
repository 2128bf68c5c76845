import Escalation
import Testing

@Suite struct `A text of which nobody sees anything` {
    @Test(arguments: [
        "", " ", "\t\r\n\u{B}\u{C}", "\u{0}", "\u{7}\u{1B}\u{7F}\u{9F}",
        "\u{85}\u{A0}\u{1680}\u{2003}\u{202F}\u{205F}\u{3000}",
        "\u{200B}", "\u{200C}\u{200D}\u{200E}\u{200F}", "\u{202A}\u{202E}\u{2066}\u{2069}\u{61C}", "\u{2028}\u{2029}",
        "\u{2060}\u{2061}\u{2062}\u{2063}\u{2064}\u{206F}", "\u{FEFF}", "\u{AD}", "\u{34F}", "\u{180E}\u{180B}",
        "\u{3164}",
        "\u{115F}\u{1160}", "\u{FFA0}", "\u{2800}", "\u{FE00}\u{FE0F}\u{E0100}", "\u{E0001}\u{E0041}\u{E007F}",
        "\u{17B4}\u{17B5}",
        "\u{301}", "\u{301}\u{20DD}\u{93E}", "\u{FFF9}\u{FFFB}", "\u{1D159}\u{1D173}", "\u{13441}\u{13442}", "\u{FFFE}",
        "\u{FFFF}",
        " \u{200B}\u{3000}\u{FEFF}\u{301} ",
    ])
    func `is blank`(_ text: String) {
        #expect(text.isBlank, "\(text.unicodeScalars.map { String($0.value, radix: 16) })")
    }

    @Test(arguments: [
        "a", " a ", "\u{200B}a", "0", ".", "火", "ㄱ", "가", "é", "e\u{301}", "👩‍🚒", "❤️", "1️⃣", "🇩🇪", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏽", "ا",
        "\u{200F}א",
        "क\u{93E}", "⠁", "♩", "𓀀", "\u{FFFD}", "\u{E000}", "…", "\u{378}", "\u{1FAFF}",
    ])
    func `and these are not`(_ text: String) {
        #expect(!text.isBlank)
    }
}
