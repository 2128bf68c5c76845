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
}
