import Escalation
import Testing

@Suite("As many people as one incident can have")
struct RoomTests {
    /// An incident in which `a` was asked, and so many others answered unasked that there is room for `left` more.
    private func crowded(left: Int) throws -> (Incident, World) {
        let scene = try Rehearsal.running()
        var incident = scene.incident
        var number = 0
        while incident.contacts.all.count < Limits.contacts - left {
            number += 1
            incident.apply(.seen(person: "crowd-\(number)"), at: incident.reportedAt, by: .person("crowd"))
        }
        return (incident, World(plan: Rehearsal.table, directory: Town.directory()))
    }

    private struct World {
        var plan: Plan
        var directory: Directory
    }

    private func handle(_ crowded: (Incident, World), _ event: Event) throws -> Decision {
        let context = DecisionContext(plan: crowded.1.plan, directory: crowded.1.directory)
        return try Machine.handle(
            crowded.0,
            event,
            at: crowded.0.reportedAt + .minutes(5),
            by: .clock,
            in: context
        )
    }

    @Test(arguments: [Answer.Word.accept, .cannot, .seen])
    func `one more who answers is refused with the reason, those before are not`(word: Answer.Word) throws {
        let full = try crowded(left: 0)
        #expect(throws: Refusal.tooManyPeople) { try handle(full, .answer(Answer(person: "b", word: word))) }
        #expect(Refusal.tooManyPeople.description.contains("65536"))
        let decision = try handle(full, .answer(Answer(person: "a", word: word)))
        #expect(decision.incident.contacts.all.count == Limits.contacts)
    }

    @Test func `a step with nobody for whom there is room is passed over, and the incident is exhausted`() throws {
        let full = try crowded(left: 0)
        let timer = try #require(full.0.timer(.answers(1)))
        let decision = try handle(full, .deadline(timer))
        let isSkipped = decision.changes.contains {
            if case .stepSkipped(.chain, 1, .everybodyOut, _) = $0 { true } else { false }
        }
        #expect(isSkipped)
        #expect(decision.changes.contains(.exhausted(part: .chain)))
        #expect(decision.incident.contacts.all.count == Limits.contacts)
    }

    @Test func `the last place is taken`() throws {
        let full = try crowded(left: 1)
        let timer = try #require(full.0.timer(.answers(1)))
        let decision = try handle(full, .deadline(timer))
        #expect(decision.incident.contacts.position(of: "b") == Limits.contacts - 1)
        #expect(
            decision.changes.contains {
                if case .notificationPlanned(let one) = $0 { one.person == "b" } else { false }
            }
        )
    }
}
