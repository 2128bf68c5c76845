import Testing
import Text

/// iCalendar as RFC 5545 has it, byte by byte.
@Suite struct CalendarTextTests {
    @Test func `marks that mean something are escaped, and line ends become one`() {
        var text = CalendarText()
        text.add("SUMMARY", text: "a,b;c\\d\ne\r\nf\rg: h")
        #expect(text.text == "SUMMARY:a\\,b\\;c\\\\d\\ne\\nf\\ng: h\r\n")
    }

    @Test func `what could forge a line or turn the writing is left out`() {
        var text = CalendarText()
        text.add("X", "a\r\nEND:VCALENDAR\u{202E}\u{1B}[2J")
        #expect(text.text == "X:aEND:VCALENDAR[2J\r\n")
    }

    @Test func `no line has more than 75 bytes, and no character is torn`() {
        for pad in 0..<8 {
            var text = CalendarText()
            let value = String(repeating: "x", count: pad) + String(repeating: "值班员é👩‍🚒", count: 40)
            text.add("DESCRIPTION", text: value)
            let lines = text.text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
            #expect(lines.last == "" && lines.count > 10)
            for line in lines { #expect(line.utf8.count <= 75) }
            for line in lines.dropFirst().dropLast() { #expect(line.hasPrefix(" ")) }
            let bytes = Array(text.text.replacing("\r\n ", with: "").utf8)
            #expect(String(validating: bytes, as: UTF8.self) == "DESCRIPTION:" + value + "\r\n")
        }
        var line = CalendarText()
        line.add("X", String(repeating: "y", count: 73))
        #expect(line.text.utf8.count == 77, "75 bytes stand in one line")
        line.add("X", String(repeating: "y", count: 74))
        #expect(line.text.contains("\r\n y\r\n"))
    }

    @Test func `moments are in UTC, to the second`() {
        #expect(CalendarText.moment(1_796_085_000) == "20261201T003000Z")
    }
}
