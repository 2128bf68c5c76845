import ContactTrees
import Foundation
import TestSupport
import Testing

@Suite struct `Any bytes at all` {
    @Test(arguments: UInt64(1)...4)
    func `a file that was damaged anywhere is read or refused, and never ends the program`(seed: UInt64) throws {
        let tree = try SmallTree()
        let marks = Array("&*!|>{}[]:-?#'\"%@`,\n\t\r <~\0".utf8) + [0xC3, 0xFF, 0xE2]
        var dice = Dice(seed)
        let texts = [("unit.yaml", SmallTree.unit), ("plans/fire.yaml", SmallTree.plan)]
        for _ in 1...60 {
            for (file, text) in texts {
                var bytes = Array(text.utf8)
                for _ in 0...Int.random(in: 0...4, using: &dice) {
                    let index = Int.random(in: 0..<bytes.count, using: &dice)
                    let mark = marks[Int.random(in: 0..<marks.count, using: &dice)]
                    switch Int.random(in: 0...2, using: &dice) {
                    case 0: bytes[index] = mark
                    case 1: bytes.insert(contentsOf: [mark, UInt8(ascii: " ")], at: index)
                    default: bytes.removeSubrange(index..<min(bytes.count, index + 7))
                    }
                    if bytes.isEmpty { bytes = [mark] }
                }
                try tree.write("Contacts/town/" + file, Data(bytes))
            }
            for fault in tree.faults() { #expect(!fault.contains("\n")) }
        }
    }
}
