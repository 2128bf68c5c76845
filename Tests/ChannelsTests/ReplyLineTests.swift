import Testing

@testable import Channels

@Suite struct `Words of a receiver` {
    @Test(arguments: ["x", "\u{1}", "\u{202E}", "事", "\r\n"])
    func `they are cut however they are made`(piece: String) {
        let line = ReplyLine.clean(String(repeating: piece, count: 10_000))
        #expect(line.utf8.count <= 243)
        #expect(line.hasSuffix("…"))
        #expect(!line.unicodeScalars.contains(where: HarmfulScalars.contains))
    }

    @Test func `short ones stay as they are`() {
        #expect(ReplyLine.clean("550 5.1.1 no such user") == "550 5.1.1 no such user")
    }
}
