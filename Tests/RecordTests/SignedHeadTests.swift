import Escalation
import Foundation
import Record
import TestSupport
import Testing

@Suite("Signed heads of the record")
struct SignedHeadTests {
    private static let old = [UInt8](repeating: 7, count: 32)
    private static let new = [UInt8](repeating: 9, count: 40)
    private static let keys = HeadKeys(masters: [old])

    /// The lines of a file that was signed at each of these positions.
    private static func lines(_ positions: [Int64], keys: HeadKeys = keys) throws -> [[UInt8]] {
        var last: SignedHead?
        return try positions.map { position in
            let head = RecordHead(position: position, hash: [UInt8](repeating: UInt8(position), count: 32))
            var line = SignedHead.line(.head, head, of: "abcd1234", after: last, at: Timestamp(milliseconds: position))
            let bytes = try line.sign(with: keys)
            last = line
            return bytes
        }
    }

    private func read(_ lines: [[UInt8]], keys: HeadKeys = SignedHeadTests.keys) -> HeadLog {
        HeadLog(lines.flatMap { $0 }, keys: keys)
    }

    @Test func `what was signed is read back`() throws {
        let log = read(try Self.lines([3, 9, 20]))
        #expect(log.faults == [])
        #expect(log.heads.map(\.head.position) == [3, 9, 20])
        #expect(log.heads.map(\.number) == [1, 2, 3])
        #expect(log.newest?.head.hash == [UInt8](repeating: 20, count: 32))
        #expect(log.newest?.ledger == "abcd1234")
    }

    @Test func `the signature is HMAC-SHA256 under the key head-v1 over a 1 byte and the line without it`() throws {
        let text = String(decoding: try Self.lines([1])[0], as: UTF8.self)
        // Computed with Python's hmac and an HKDF of its own.
        #expect(
            text == """
                {"number":1,"kind":"head","at":1,"ledger":"abcd1234","position":1,"hash":"\(String(repeating: "01", count: 32))",\
                "before":"","key":"4bb06f8e","signature":"cea4e9de6a9d8769ccb0039257bf7aa65d4078cf6ea00bc117d3a2c09a40048d"}

                """
        )
    }

    @Test func `any changed byte of any line is found`() throws {
        let lines = try Self.lines([3, 9, 20])
        for place in 0..<lines[1].count - 1 {
            var changed = lines
            changed[1][place] ^= 1
            let log = read(changed)
            // A line that no longer ends as one counts as cut off; then the next does not follow.
            #expect(!log.faults.isEmpty, "byte \(place)")
            #expect(!log.heads.map(\.head.position).contains(9) || log.heads.count < 3, "byte \(place)")
        }
    }

    @Test func `a line taken out, moved or put in is found`() throws {
        let lines = try Self.lines([3, 9, 20, 31])
        #expect(!read([lines[0], lines[2], lines[3]]).faults.isEmpty)
        #expect(!read([lines[0], lines[2], lines[1], lines[3]]).faults.isEmpty)
        #expect(!read([lines[0], lines[1], lines[1], lines[2], lines[3]]).faults.isEmpty)
        let other = try Self.lines([3, 9, 20], keys: HeadKeys(masters: [Self.new]))
        #expect(read(lines + [other[2]]).faults.first?.contains("answer.key does not hold") == true)
        #expect(read(lines + [Array("no head at all\"}\n".utf8)]).faults == ["line 5 is no signed head"])
    }

    @Test
    func `a file that begins later is sound, and so is one whose newest lines are missing: that is beyond detection`()
        throws
    {
        let lines = try Self.lines([3, 9, 20, 31])
        #expect(read(Array(lines[2...])).faults == [])
        #expect(read(Array(lines[..<2])).faults == [])
    }

    @Test func `a line that was cut off is passed over, and the next one follows the last whole one`() throws {
        let lines = try Self.lines([3, 9])
        for length in [1, 40, lines[1].count - 3] {
            let log = read([lines[0], lines[1].prefix(length) + [0x0A], lines[1]])
            #expect(log.faults == [] && log.heads.count == 2, "\(length)")
        }
    }

    @Test func `line ends as Windows has them and a mark of UTF-8 change nothing`() throws {
        let lines = try Self.lines([3, 9, 20])
        let windows: [[UInt8]] = lines.map { Array($0.dropLast()) + [0x0D, 0x0A] }
        let unfinished: [[UInt8]] = [windows[0], lines[1], Array(windows[2].dropLast(2))]
        for mark in [[], [0xEF, 0xBB, 0xBF]] as [[UInt8]] {
            for text in [lines, windows, unfinished] {
                let log = read([mark] + text)
                #expect(log.faults == [] && log.heads.map(\.head.position) == [3, 9, 20])
            }
        }
        #expect(read([windows[0], windows[2]]).faults.count == 1)
    }

    @Test func `what holds bytes and no head is never taken for a file without heads`() throws {
        let lines = try Self.lines([3, 9])
        let whole = Array(lines.joined())
        var wide: [UInt8] = [0xFF, 0xFE]
        var cut: [UInt8] = []
        for byte in whole { wide += [byte, 0] }
        for line in lines { cut += Array(line.prefix(90)) + [0x0D, 0x0A] }
        let joined: [UInt8] = whole.filter { $0 != 0x0A }
        let returns: [UInt8] = whole.map { $0 == 0x0A ? 0x0D : $0 }
        let others: [[UInt8]] = ["hello\n", "hello", "\n", "\u{1F}\u{8}\0", "hello\"}"].map { Array($0.utf8) }
        for bytes in [wide, joined, returns, cut] + others {
            let log = HeadLog(bytes, keys: Self.keys)
            #expect(
                log.heads.isEmpty && !log.faults.isEmpty && log.holdsNone,
                "\(String(decoding: bytes, as: UTF8.self))"
            )
        }
        let empty = HeadLog([UInt8](), keys: Self.keys)
        #expect(empty.faults == [] && !empty.holdsNone)
        // The first line of all was cut off by a crash: nothing was signed yet, and the next line begins the file.
        let start = Array(lines[0].prefix(50))
        let torn = read([start])
        #expect(torn.faults == ["it holds no whole signed head"] && !torn.holdsNone)
        #expect(read([start + [0x0A], lines[0]]).faults == [])
        let other = read(lines, keys: HeadKeys(masters: [Self.new]))
        #expect(!other.holdsNone, "answer.key was lost, and a server goes on with a new one")
    }

    @Test func `only an unfinished last line is one that a crash left`() throws {
        let lines = try Self.lines([3, 9])
        let torn = Array(lines[1].dropLast(9))
        #expect(read([lines[0], torn]).faults == [])
        #expect(read([lines[0], torn + [0x0A]]).faults.count == 1)
        #expect(read([lines[0], torn + [0x0A], Array(torn.prefix(20))]).faults == [])
        #expect(read([lines[0], Array("hello".utf8)]).faults == ["line 2 is no signed head"])
    }

    @Test func `the current key and the one before are accepted, no other`() throws {
        let lines = try Self.lines([3, 9])
        let rotated = HeadKeys(masters: [Self.new, Self.old])
        #expect(read(lines, keys: rotated).heads.count == 2)
        #expect(read(lines, keys: rotated).faults == [])
        let replaced = read(lines, keys: HeadKeys(masters: [Self.new]))
        #expect(replaced.heads.isEmpty && replaced.faults.count == 2)
    }

    @Test func `of a long file the end is enough to know the newest`() throws {
        let folder = try TemporaryFolder()
        let lines = try Self.lines((1...100).map { $0 })
        let path = folder.path + "/record-heads.jsonl"
        try Data(lines.flatMap { $0 }).write(to: URL(fileURLWithPath: path))
        for limit in [600, 700, 801, 4_096] as [UInt64] {
            let log = try HeadLog(path: path, keys: Self.keys, limit: limit)
            #expect(log.newest?.head.position == 100 && log.faults == [], "\(limit)")
            #expect(log.heads.count < 20)
        }
        #expect(try HeadLog(path: path, keys: Self.keys, limit: 1 << 20).heads.count == 100)
        // Where its end holds none, what stands before counts.
        let spoilt = Data(lines.flatMap { $0 }) + Data("{\"forged\":\"\"}\n".utf8)
        try spoilt.write(to: URL(fileURLWithPath: path))
        let all = try HeadLog(path: path, keys: Self.keys, limit: 12)
        #expect(all.newest?.head.position == 100 && all.faults.count == 1 && !all.holdsNone)
        #expect(try HeadLog(path: folder.path + "/none", keys: Self.keys).newest == nil)
    }

    @Test func `an accepted restore ends what was signed beyond it`() throws {
        var last = try #require(read(try Self.lines([3, 9, 20])).newest)
        var lines = try Self.lines([3, 9, 20])
        for (kind, position) in [(SignedHead.Kind.restored, 9), (.head, 12)] as [(SignedHead.Kind, Int64)] {
            let head = RecordHead(position: position, hash: [UInt8](repeating: UInt8(position), count: 32))
            var line = SignedHead.line(kind, head, of: "abcd1234", after: last, reason: "disk", at: last.at)
            lines.append(try line.sign(with: Self.keys))
            last = line
        }
        let log = read(lines)
        #expect(log.faults == [])
        #expect(log.binding.map(\.head.position) == [3, 9, 9, 12])
        #expect(log.heads[3].reason == "disk")
        // A copy that was kept before the restore, or the older half after a rotation, is ended by it too.
        let (kept, newer) = (read(Array(lines.prefix(3))), read(Array(lines.suffix(2))))
        for logs in [[log, kept], [kept, log], [newer, kept], [kept, newer, log]] {
            #expect(HeadLog.binding(of: logs).map(\.head.position) == [3, 9, 9, 12])
        }
        #expect(HeadLog.binding(of: [kept, kept]).count == 3)
    }

    @Test func `an older store, another one and one that was written anew do not agree with a head`() throws {
        let newest = try #require(read(try Self.lines([3, 9])).newest)
        let nine = [UInt8](repeating: 9, count: 32)
        func disagreement(_ ledger: String, _ end: Int64, _ hash: [UInt8]?) -> String? {
            newest.disagreement(ledger: ledger, end: RecordHead(position: end, hash: nine), hash: hash)
        }
        #expect(disagreement("abcd1234", 9, nine) == nil)
        #expect(disagreement("abcd1234", 50, nine) == nil)
        #expect(disagreement("abcd1234", 8, nil)?.contains("older copy") == true)
        #expect(disagreement("abcd1234", 50, [UInt8](repeating: 8, count: 32))?.contains("written anew") == true)
        #expect(disagreement("zzzz9999", 50, nine)?.contains("another one") == true)
    }
}
