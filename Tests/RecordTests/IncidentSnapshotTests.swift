import Escalation
import Record
import Testing

@Suite("Snapshots of incidents")
struct IncidentSnapshotTests {
    private static let entry = RecordHead(position: 1_000, hash: [UInt8](repeating: 7, count: 32))

    /// A state in which everything that a change can touch was touched.
    private static let states: [Incident] = {
        var incident = Incident(id: 7, report: Samples.report, severity: .three, at: Timestamp(milliseconds: 5))
        var states = [incident]
        for change in Samples.changes {
            incident.apply(change, at: Timestamp(milliseconds: 9), by: .person("d"))
            incident.entryCount += 1
            states.append(incident)
        }
        return states
    }()

    @Test func `every state comes back as it was`() throws {
        for state in Self.states {
            #expect(try IncidentSnapshot(of: state, at: Self.entry).state() == state)
        }
        #expect(Self.states.contains { !$0.contacts.all.isEmpty && !$0.unfinished.isEmpty })
        #expect(Self.states.contains { !$0.timers.isEmpty } && Self.states.contains { !$0.responders.isEmpty })
    }

    @Test func `that an attempt may have arrived is not forgotten`() throws {
        var state = try #require(Self.states.last { !$0.unfinished.isEmpty })
        let number = try #require(state.unfinished.keys.first)
        state.unfinished[number]?.mayHaveArrived = true
        let read = try IncidentSnapshot(of: state, at: Self.entry).state()
        #expect(read == state && read.unfinished[number]?.mayHaveArrived == true)
    }

    @Test func `a snapshot with one byte changed, or of another entry, is none`() throws {
        let good = try IncidentSnapshot(of: Self.states[1], at: Self.entry)
        for place in good.body.indices {
            var bad = good
            bad.body[place] ^= 1
            #expect(throws: IncidentSnapshot.Unreadable.self) { try bad.state() }
        }
        var others = [good, good, good, good]
        others[0].entry.position += 1
        others[1].entry.hash[0] ^= 1
        others[2].body.removeLast()
        others[3].incident = 8
        for other in others { #expect(throws: IncidentSnapshot.Unreadable.self) { try other.state() } }
        for length in [0, 5, 32] {
            let short = IncidentSnapshot(incident: 7, entry: Self.entry, body: Array(good.body.prefix(length)))
            #expect(throws: IncidentSnapshot.Unreadable.self) { try short.state() }
        }
    }
}
