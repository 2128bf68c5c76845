import Escalation
import Foundation
import Testing

@Suite("What holds for every sequence of events")
struct PropertyTests {
    private static let first: UInt64 = 0x70C5_1400

    private func complaint(_ seed: UInt64, _ text: String) -> Comment { "seed \(String(seed, radix: 16)): \(text)" }

    @Test func `every rule of the machine holds in random stories and the record gives back the state`() throws {
        var told = 0
        for seed in Self.first..<(Self.first + 2_000) {
            guard var story = Story.begun(seed: seed) else { continue }
            for _ in 0..<(5 + seed % 20) { story.goOn() }
            told += 1
            let complaints = story.watch.complaints
            #expect(complaints == [], complaint(seed, complaints.first ?? ""))
            var replayed = Incident(replaying: story.entries)
            replayed?.reportCount = story.incident.reportCount
            #expect(replayed == story.incident, complaint(seed, "replay"))
            guard complaints.isEmpty else { return }
        }
        #expect(told > 1_000)
    }

    @Test func `the record survives being written as JSON and read again`() throws {
        let encoder = JSONEncoder()
        let decoder = JSONDecoder()
        for seed in Self.first..<(Self.first + 40) {
            guard var story = Story.begun(seed: seed) else { continue }
            for _ in 0..<30 { story.goOn() }
            let read = try decoder.decode([RecordEntry].self, from: encoder.encode(story.entries))
            #expect(read == story.entries, complaint(seed, "JSON"))
        }
    }

    @Test func `when nobody answers everybody who can be asked is asked and then the fallback is told`() throws {
        for seed in Self.first..<(Self.first + 200) {
            guard var story = Story.begun(seed: seed) else { continue }
            story.beIgnored(for: 5_000)
            let incident = story.incident
            let wanted = incident.round.grade
            let steps = story.plan.response(to: wanted)?.steps ?? []
            for (position, step) in steps.enumerated() where !incident.round.leftOut.contains(position) {
                for reference in step.ask {
                    for one in story.directory.candidates(for: reference, in: Town.unit) ?? [] {
                        guard story.directory.people[one.person]?.addresses.isEmpty == false else { continue }
                        let isReached = incident.contacts[one.person]?.reachedBy.isEmpty == false
                        #expect(isReached, complaint(seed, "\(one.person) was never reached"))
                    }
                }
            }
            let isTold =
                incident.progress == .exhausted
                && story.entries.flatMap(\.changes).contains {
                    switch $0 {
                    case .toldFallback, .nobodyReachable: true
                    default: false
                    }
                }
            #expect(isTold, complaint(seed, "the fallback was never told"))
        }
    }

    @Test func `people of an unanswered incident are asked when a time or an interval is up`() throws {
        for seed in Self.first..<(Self.first + 200) {
            guard var story = Story.begun(seed: seed) else { continue }
            story.beIgnored(for: 40)
            var due: Set<Timestamp> = [Rehearsal.start]
            for change in story.entries.flatMap(\.changes) {
                guard case .timerSet(let timer) = change else { continue }
                switch timer.kind {
                case .answers, .repetition: due.insert(timer.due)
                default: continue
                }
            }
            for entry in story.entries {
                for change in entry.changes {
                    switch change {
                    case .stepStarted, .deputiesAsked:
                        #expect(due.contains(entry.at), complaint(seed, "asked at \(Rehearsal.written(entry.at))"))
                    default: continue
                    }
                }
            }
        }
    }

    @Test(arguments: [1, 2, 3])
    func `closing ends every story and nobody is asked after it`(offset: UInt64) throws {
        for seed in (Self.first + offset * 10_000)..<(Self.first + offset * 10_000 + 100) {
            guard var story = Story.begun(seed: seed) else { continue }
            for _ in 0..<15 { story.goOn() }
            guard !story.incident.isClosed else { continue }
            let context = DecisionContext(plan: story.plan, directory: story.directory)
            let closing = Event.close(.stoodDown, reason: "over")
            let closed = try Machine.handle(
                story.incident,
                closing,
                at: story.now,
                by: .person("boss"),
                in: context
            )
            .incident
            #expect(closed.unfinished.values.allSatisfy { !$0.kind.asks }, complaint(seed, "asks after the closing"))
            let again = try Machine.handle(closed, closing, at: story.now, by: .person("boss"), in: context)
            #expect(again.changes == [])
        }
    }
}
