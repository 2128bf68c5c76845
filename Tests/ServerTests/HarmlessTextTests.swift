import Foundation
import Server
import TestSupport
import Testing

@Suite struct HarmlessTextTests {
    @Test func `nothing harmful comes to a terminal but line ends and tabs`() {
        for scalar in HarmfulTexts.scalars {
            let shown = HarmlessText.shown("a\(scalar)，b")
            #expect(HarmfulTexts.left(in: shown, besides: ["\n", "\t"]).isEmpty, "\(scalar.value)")
            #expect(shown.unicodeScalars.count == 4, "\(scalar.value)")
        }
        #expect(HarmlessText.shown("one\n\ttwo，三") == "one\n\ttwo，三")
    }

    @Test func `nothing harmful comes into a line of the log, and a reader of JSON has it back`() throws {
        for scalar in HarmfulTexts.scalars where scalar.value >= 0x20 {
            let line = HarmlessText.json("[\"a\(scalar)，b\"]")
            #expect(HarmfulTexts.left(in: line).isEmpty, "\(scalar.value)")
            #expect(try JSONDecoder().decode([String].self, from: Data(line.utf8)) == ["a\(scalar)，b"])
        }
    }
}
