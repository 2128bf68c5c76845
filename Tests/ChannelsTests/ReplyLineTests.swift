import TestSupport
import Testing
import Text

@testable import Channels

@Suite struct `Words of a receiver` {
    @Test(arguments: ["x", "\u{1}", "\u{202E}", "事", "\r\n"])
    func `they are cut however they are made`(piece: String) {
        let line = ReplyLine.clean(String(repeating: piece, count: 10_000))
        #expect(line.utf8.count <= 243)
        #expect(line.hasSuffix("…"))
        #expect(!line.unicodeScalars.contains(where: HarmfulScalar.contains))
    }

    @Test func `nothing harmful stays in them`() {
        for scalar in HarmfulTexts.scalars {
            #expect(HarmfulTexts.left(in: ReplyLine.clean("550 no\(scalar)，user")).isEmpty, "\(scalar.value)")
        }
    }

    @Test func `short ones stay as they are`() {
        #expect(ReplyLine.clean("550 5.1.1 no such user") == "550 5.1.1 no such user")
    }
}
