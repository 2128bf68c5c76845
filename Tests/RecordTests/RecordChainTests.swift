import Escalation
import Record
import TestSupport
import Testing

@Suite("The chain of the record")
struct RecordChainTests {
    private static func chain(_ count: Int = 40) throws -> [SealedEntry] {
        var head = RecordHead()
        return try (0..<count).map { index in
            let changes: [Change] = [.noted(person: "a", text: "entry \(index)"), .seen(person: "b")]
            let entry = RecordEntry(
                incident: IncidentID(index % 5 + 1),
                at: Timestamp(milliseconds: Int64(index) * 1_000),
                by: .person("a"),
                changes: changes
            )
            return try RecordChain.seal(entry, after: &head)
        }
    }

    private func fault(_ entries: [SealedEntry]) -> String? {
        var head = RecordHead()
        return RecordChain.fault(in: entries, after: &head)
    }

    @Test func `a record that nobody touched has no fault, read whole or in pieces`() throws {
        let chain = try Self.chain()
        #expect(fault(chain) == nil)
        var head = RecordHead()
        for start in stride(from: 0, to: 40, by: 7) {
            #expect(RecordChain.fault(in: Array(chain[start..<min(start + 7, 40)]), after: &head) == nil)
        }
        #expect(head == RecordHead(position: 40, hash: chain[39].hash))
    }

    @Test func `the hash is SHA-256 over a zero byte, the hash before and the body`() {
        let hash = RecordChain.hash(of: Array("abc".utf8), after: [UInt8](repeating: 0, count: 32))
        let hex = hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(hex == "c33053a522a31d589139f948dde1307fb9fe50ead1deae64e41ed9d37cf64d5a")
    }

    @Test(arguments: 0..<4)
    func `any of 1,000 random changes is found`(kind: Int) throws {
        let chain = try Self.chain()
        var dice = Dice(UInt64(kind) + 5)
        for _ in 0..<250 {
            var edited = chain
            let place = Int.random(in: 0..<39, using: &dice)
            switch kind {
            case 0: flip(&edited[place], &dice)
            case 1: edited.remove(at: place)
            case 2: edited.swapAt(place, Int.random(in: (place + 1)..<40, using: &dice))
            default: cut(&edited[place].body, &dice)
            }
            #expect(fault(edited) != nil)
        }
    }

    private func flip(_ entry: inout SealedEntry, _ dice: inout Dice) {
        let bit = Int.random(in: 0..<8, using: &dice)
        switch Int.random(in: 0..<5, using: &dice) {
        case 0: entry.hash[Int.random(in: 0..<32, using: &dice)] ^= 1 << UInt8(bit)
        case 1: entry.position ^= 1 << Int64(bit)
        case 2: entry.incident ^= 1 << Int64(bit)
        case 3: entry.at.milliseconds ^= 1 << Int64(bit)
        default: entry.body[Int.random(in: 0..<entry.body.count, using: &dice)] ^= 1 << UInt8(bit)
        }
    }

    private func cut(_ body: inout [UInt8], _ dice: inout Dice) {
        let count = Int.random(in: 1...body.count, using: &dice)
        if Bool.random(using: &dice) { body.removeLast(count) } else { body.removeFirst(count) }
    }

    @Test func `an entry put in, a run taken out and a renumbered rest are found`() throws {
        let chain = try Self.chain()
        #expect(fault(Array(chain[..<10] + chain[9...])) != nil)
        #expect(fault(Array(chain[..<10] + chain[20...])) != nil)
        var renumbered = Array(chain[..<10] + chain[20...])
        for index in renumbered.indices { renumbered[index].position = Int64(index) + 1 }
        #expect(fault(renumbered) != nil)
        #expect(fault(Array(chain.dropFirst())) != nil)
    }

    @Test func `a cut at the end is seen by the head that was known before`() throws {
        let chain = try Self.chain()
        var head = RecordHead()
        #expect(RecordChain.fault(in: Array(chain.dropLast()), after: &head) == nil)
        #expect(head != RecordHead(position: 40, hash: chain[39].hash))
    }
}
