import Escalation
import Record
import TestSupport
import Testing
import Text

@Suite("Verifying a record")
struct RecordVerifierTests {
    private static let keys = HeadKeys(masters: [[UInt8](repeating: 7, count: 32)])

    /// Forty entries of five incidents; retention has removed incidents 2 and 4, and ten entries follow.
    private struct Example {
        var entries: [SealedEntry] = []
        var heads: [SignedHead] = []
        private var head = RecordHead()

        init() throws {
            try add(40)
            try sign()
            var gone: [(incident: IncidentID, seals: [RecordHead])] = []
            for id: IncidentID in [2, 4] {
                let own = entries.indices.filter { entries[$0].incident == id }
                gone.append((id, own.map { RecordHead(position: entries[$0].position, hash: entries[$0].hash) }))
                for index in own {
                    entries[index].body = []
                    entries[index].at = Timestamp(milliseconds: 0)
                }
            }
            let removed = Change.incidentsRemoved(
                incidents: [2, 4],
                entries: 16,
                digest: Hex.text(RecordChain.digest(removing: gone)),
                closedBefore: Timestamp(milliseconds: 5)
            )
            try append(RecordEntry(incident: 0, at: Timestamp(milliseconds: 9), by: .retention, changes: [removed]))
            try sign()
            try add(10)
            try sign()
        }

        private mutating func add(_ count: Int) throws {
            for index in 0..<count {
                let note = Change.noted(person: "a", text: "entry \(index)")
                let at = Timestamp(milliseconds: Int64(index) * 1_000)
                try append(RecordEntry(incident: IncidentID(index % 5 + 1), at: at, by: .person("a"), changes: [note]))
            }
        }

        private mutating func append(_ entry: RecordEntry) throws {
            // After the removal nothing happens to the removed.
            if entries.count > 41, [2, 4].contains(entry.incident) { return }
            entries.append(try RecordChain.seal(entry, after: &head))
        }

        private mutating func sign() throws {
            var line = SignedHead.line(.head, head, of: "abcd1234", after: heads.last, at: Timestamp(milliseconds: 1))
            _ = try line.sign(with: keys)
            heads.append(line)
        }

        func fault(ledger: String = "abcd1234", heads: [SignedHead]? = nil) -> RecordFault? {
            var verifier = RecordVerifier(ledger: ledger, heads: heads ?? self.heads)
            do throws(RecordFault) {
                for entry in entries { try verifier.take(entry) }
                try verifier.finish()
                return nil
            } catch {
                return error
            }
        }
    }

    @Test func `a record is sound after retention, and every signed head agrees`() throws {
        let example = try Example()
        #expect(example.fault() == nil)
        var verifier = RecordVerifier(ledger: "abcd1234", heads: example.heads)
        for entry in example.entries { try verifier.take(entry) }
        try verifier.finish()
        #expect(verifier.removedEntries == 16 && verifier.headsSeen == 3)
        #expect(verifier.head.position == Int64(example.entries.count))
    }

    /// What may be wrong with one entry.
    enum Edit: CaseIterable {
        case hash, position, incident, moment, body, removal, swap, hiding, showing
    }

    @Test(arguments: Edit.allCases)
    func `any of 300 random edits is found, entries that retention removed included`(edit: Edit) throws {
        let example = try Example()
        var dice = Dice(UInt64(edit.hashValue & 0xFFFF))
        for _ in 0..<300 {
            var edited = example
            let place = Int.random(in: 0..<edited.entries.count - 1, using: &dice)
            let bit = Int.random(in: 0..<8, using: &dice)
            switch edit {
            case .hash: edited.entries[place].hash[Int.random(in: 0..<32, using: &dice)] ^= 1 << UInt8(bit)
            case .position: edited.entries[place].position ^= 1 << Int64(bit)
            case .incident: edited.entries[place].incident ^= 1 << Int64(bit)
            case .moment: edited.entries[place].at.milliseconds ^= 1 << Int64(bit)
            case .body where edited.entries[place].isRemoved: edited.entries[place].body = [0x7B]
            case .body:
                let count = edited.entries[place].body.count
                edited.entries[place].body[Int.random(in: 0..<count, using: &dice)] ^= 1 << UInt8(bit)
            case .removal: edited.entries.remove(at: place)
            case .swap:
                edited.entries.swapAt(place, Int.random(in: (place + 1)..<edited.entries.count, using: &dice))
            case .hiding:
                guard !edited.entries[place].isRemoved else { continue }
                edited.entries[place].body = []
                if Bool.random(using: &dice) { edited.entries[place].at.milliseconds = 0 }
            case .showing:
                guard edited.entries[place].isRemoved else { continue }
                edited.entries[place].body = Array(#"{"incident":2,"at":0,"by":"a","changes":[]}"#.utf8)
            }
            #expect(edited.fault() != nil, "\(edit) at \(place)")
        }
    }

    @Test func `the first bad position is named`() throws {
        var edited = try Example()
        edited.entries[20].body[9] ^= 1
        #expect(edited.fault()?.position == 21)
        edited = try Example()
        edited.entries.remove(at: 12)
        #expect(edited.fault()?.position == 13)
        edited = try Example()
        edited.entries[7].body = []
        edited.entries[7].at.milliseconds = 0
        #expect(edited.fault()?.position == 8)
        #expect(edited.fault()?.description.contains("nothing on record says that retention removed it") == true)
    }

    @Test func `a cut tail and an older copy are found by the newest head`() throws {
        for count in [1, 3, 5] {
            var edited = try Example()
            edited.entries.removeLast(count)
            let fault = edited.fault()
            #expect(fault?.description.contains("was signed") == true, "\(count): \(String(describing: fault))")
        }
        // Where the entry goes that explains what retention removed, that is what shows first.
        var edited = try Example()
        edited.entries.removeLast(20)
        #expect(edited.fault()?.position == 2)
        edited.entries = []
        #expect(edited.fault()?.description.contains("was signed") == true)
    }

    @Test func `a record that somebody wrote anew with sound hashes is found by a head`() throws {
        var edited = try Example()
        var head = RecordHead()
        edited.entries = try edited.entries.indices.map { index in
            let note = [Change.noted(person: "a", text: "other \(index)")]
            let at = Timestamp(milliseconds: Int64(index))
            return try RecordChain.seal(RecordEntry(incident: 1, at: at, by: .person("a"), changes: note), after: &head)
        }
        #expect(edited.fault(heads: []) == nil)
        #expect(edited.fault()?.position == 40)
    }

    @Test func `another ledger's heads do not fit`() throws {
        #expect(try Example().fault(ledger: "zzzz9999")?.description.contains("another one") == true)
    }

    @Test func `a removal that names other incidents than those gone is found`() throws {
        var edited = try Example()
        let place = try #require(edited.entries.firstIndex { $0.incident == 0 })
        var head = RecordHead(position: edited.entries[place].position - 1, hash: edited.entries[place - 1].hash)
        let removed = Change.incidentsRemoved(
            incidents: [2],
            entries: 8,
            digest: "00",
            closedBefore: Timestamp(milliseconds: 5)
        )
        let entry = RecordEntry(incident: 0, at: Timestamp(milliseconds: 9), by: .retention, changes: [removed])
        edited.entries = Array(edited.entries[..<place]) + [try RecordChain.seal(entry, after: &head)]
        #expect(edited.fault(heads: []) != nil)
    }
}
