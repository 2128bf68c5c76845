import Foundation
import Testing
import Text

@Suite struct `Bytes as text` {
    @Test func `every byte has two small digits and is read back`() {
        let bytes = (0...255).map { UInt8($0) }
        let text = Hex.text(bytes)
        #expect(text.hasPrefix("000102030405060708090a0b") && text.hasSuffix("fdfeff"))
        #expect(Hex.bytes(text) == bytes)
        #expect(Hex.bytes("") == [])
        for wrong in ["0", "0A", "0g", "0x", " 0", "00 ", "٠٠", "é"] { #expect(Hex.bytes(wrong) == nil, "\(wrong)") }
    }

    @Test func `base64 is what Foundation reads, and nothing else`() {
        let letters = "ABCXYZabcxyz0189-_+/= \n\u{301}é".map(String.init)
        for first in letters {
            for second in letters {
                for third in letters + [""] {
                    let text = first + second + third
                    var padded = text.replacing("-", with: "+").replacing("_", with: "/")
                    while padded.utf8.count % 4 != 0 { padded += "=" }
                    let isPlain = !text.contains { "+/= \n".contains($0) }
                    let bytes = isPlain ? Data(base64Encoded: padded).map { [UInt8]($0) } : nil
                    let expected = bytes.flatMap { Base64URL.encode($0) == text ? $0 : nil }
                    #expect(Base64URL.decode(text) == expected, "\(text)")
                }
            }
        }
        #expect(Base64URL.decode("A") == nil && Base64URL.decode("AAAAA") == nil)
    }
}
