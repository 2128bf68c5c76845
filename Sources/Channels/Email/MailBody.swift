import Foundation

/// A text part of a mail: UTF-8 in base64 lines, so that no relay can change or misread it.
enum MailBody {
    /// Characters in a line; a multiple of four.
    private static let lineLength = 76

    static func encoded(_ text: String) -> [UInt8] {
        let digits = Array(Data(withMailLines(text)).base64EncodedData())
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count + digits.count / lineLength * 2 + 4)
        var start = 0
        while start < digits.count {
            let end = min(start + lineLength, digits.count)
            bytes.append(contentsOf: digits[start..<end])
            bytes.append(contentsOf: [0x0D, 0x0A])
            start = end
        }
        return bytes
    }

    /// The bytes with every kind of line end as CRLF, and none missing at the end.
    private static func withMailLines(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + text.utf8.count / 32 + 2)
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 0x0A where previous == 0x0D: break
            case 0x0A, 0x0D: bytes.append(contentsOf: [0x0D, 0x0A])
            default: bytes.append(byte)
            }
            previous = byte
        }
        if !bytes.isEmpty, bytes.last != 0x0A { bytes.append(contentsOf: [0x0D, 0x0A]) }
        return bytes
    }
}
