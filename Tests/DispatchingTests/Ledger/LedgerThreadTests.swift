import Access
import Dispatching
import Dispatch
import Escalation
import Foundation
import Logging
import Messages
import Record
import Synchronization
import TestSupport
import Testing

@Suite("The ledger's thread", .timeLimit(.minutes(10)))
struct LedgerThreadTests {
    /// A server without a network: the thread, its store, and a channel that keeps what it gets.
    private final class House: Sendable {
        let store = SpyStore()
        let channel = HeldChannel()
        let broken = Lines()
        let hasBroken = DispatchSemaphore(value: 0)
        let thread: LedgerThread

        init(_ plan: Plan = .asking(["a"])) throws {
            let links = AnswerLinks(publicURL: "", ledger: "memory00", masters: [[UInt8](repeating: 1, count: 32)])
            let templates = try Templates.load(from: TemplatesFolder.path)
            let composer = Composer(
                templates: templates,
                link: links.link(to:for:),
                names: IncidentNames(ledger: "memory00")
            )
            let clock = SystemClock()
            let (broken, hasBroken) = (broken, hasBroken)
            thread = LedgerThread(channelRouter: ChannelRouter(channels: [channel], composer: composer), clock: clock) {
                error in
                broken.add("\(error)")
                hasBroken.signal()
            }
            let ledger = try Ledger(
                store: store,
                directory: Town.directory([plan]),
                metrics: Metrics(),
                log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
                random: Dice(1),
                at: clock.now()
            )
            thread.start(ledger)
        }
    }

    @Test func `requests of many callers are each answered once`() async throws {
        let house = try House()
        let count = 400
        let numbers = try await withThrowingTaskGroup(of: IncidentID.self) { group in
            for index in 0..<count {
                group.addTask { try await house.thread.file(Filing(report: Town.report("\(index)"))).incident.id }
            }
            return try await group.reduce(into: Set<IncidentID>()) { $0.insert($1) }
        }
        #expect(numbers.count == count)
        house.thread.stop()
        #expect(house.store.incidents(matching: IncidentQuery(limit: .max)).count == count)
        #expect(house.channel.count == Dispatcher.usualSlots)
        #expect(house.store.happened.count { $0 == "commit" } <= count + 1)
    }

    @Test func `what waits when it is stopped is committed, what comes later is refused`() async throws {
        let house = try House()
        let replies = (0..<5_000).map { _ in Reply<Filed>() }
        house.thread.submit(replies.map { reply in .file(Filing(report: Town.report())) { reply.take($0) } })
        house.thread.stop()
        #expect(replies.allSatisfy { $0.isSuccess })
        let late = Reply<Filed>()
        house.thread.submit([.file(Filing(report: Town.report())) { late.take($0) }])
        #expect(late.isUnavailable)
        house.thread.stop()
    }

    @Test func `a broken store is told once, and every caller is refused once, also later ones`() async throws {
        let house = try House()
        house.store.failCommits(.broken("fsync"))
        let replies = (0..<3_000).map { _ in Reply<Filed>() }
        let bad = Reply<Filed>()
        house.thread.submit([.file(Filing(report: Town.report(plan: "flood"))) { bad.take($0) }])
        house.thread.submit(replies.map { reply in .file(Filing(report: Town.report())) { reply.take($0) } })
        await wait(for: house.hasBroken)
        house.thread.stop()
        #expect(house.broken.all.count == 1)
        #expect(replies.allSatisfy { $0.isUnavailable })
        #expect(bad.count == 1)
        let late = Reply<Filed>()
        house.thread.submit([.file(Filing(report: Town.report())) { late.take($0) }])
        #expect(late.isUnavailable)
        #expect(house.store.sealed(from: 1, limit: 1).isEmpty)
    }

    @Test func `a ledger that somebody else leads is given up, and every caller hears why, also later ones`()
        async throws
    {
        let house = try House()
        house.store.failCommits(.fenced("term 8"))
        let first = Reply<Filed>()
        house.thread.submit([.file(Filing(report: Town.report())) { first.take($0) }])
        await wait(for: house.hasBroken)
        #expect(house.broken.all.count == 1)
        let late = Reply<Filed>()
        house.thread.submit([.file(Filing(report: Town.report())) { late.take($0) }])
        for reply in [first, late] {
            do {
                _ = try reply.value()
                Issue.record("a report was taken")
            } catch LedgerError.unavailable(let why) {
                #expect(why == "another process leads this ledger now: term 8")
            }
        }
        house.thread.stop()
        #expect(house.store.sealed(from: 1, limit: 1).isEmpty)
    }

    @Test func `more reports than may wait are refused at once, and an answer still gets in`() throws {
        let links = AnswerLinks(publicURL: "", ledger: "memory00", masters: [[UInt8](repeating: 1, count: 32)])
        let composer = Composer(
            templates: try Templates.load(from: TemplatesFolder.path),
            link: links.link(to:for:),
            names: IncidentNames(ledger: "m")
        )
        let thread = LedgerThread(channelRouter: ChannelRouter(channels: [], composer: composer), clock: SystemClock())
        { _ in }
        let refused = Mutex(0)
        let answered = Reply<Incident>()
        let report = LedgerRequest.file(Filing(report: Town.report())) { result in
            if case .failure(.unavailable) = result { refused.withLock { $0 += 1 } }
        }
        // Nobody takes anything up: the thread was not started.
        for _ in 0..<33 { thread.submit([LedgerRequest](repeating: report, count: 1_000)) }
        #expect(refused.withLock { $0 } == 33_000 - 32_768)
        let answer = Event.answer(Answer(person: "a", word: .accept))
        thread.submit([.handle(1, answer, by: .person("a")) { answered.take($0) }])
        thread.submit([report])
        #expect(refused.withLock { $0 } == 33_001 - 32_768)
        #expect(answered.count == 0, "it waits")
    }

    @Test func `an incident that the ledger has in memory is there for readers, as it is stored`() async throws {
        let house = try House()
        #expect(house.thread.kept(1) == nil)
        let id = try await house.thread.file(Filing(report: Town.report())).incident.id
        #expect(house.thread.kept(id)?.status == .open)
        let answer = Action.answer(Answer(person: "a", word: .accept))
        let after = try await house.thread.handle(answer, of: id, by: .person("a"))
        #expect(house.thread.kept(id)?.responders == after.responders)
        house.thread.stop()
        #expect(house.thread.kept(id) == Incident(replaying: try house.store.entries(of: id)))
    }

    @Test func `answers and new trees go through it`() async throws {
        let house = try House()
        let id = try await house.thread.file(Filing(report: Town.report())).incident.id
        let answer = Action.answer(Answer(person: "a", word: .accept))
        #expect(try await house.thread.handle(answer, of: id, by: .person("a")).status == .acknowledged)
        let tree = Town.directory([.asking(["b"], version: "fire-2")])
        try await withCheckedThrowingContinuation { waiting in
            house.thread.install(tree, after: nil) { waiting.resume(with: $0) }
        }
        let second = try await house.thread.file(Filing(report: Town.report())).incident
        #expect(second.report.planVersion == "fire-2")
        await #expect(throws: LedgerError.self) { try await house.thread.handle(answer, of: 99, by: .token("test")) }
        house.thread.stop()
    }

    @Test func `an outcome is stored without any further request`() async throws {
        let house = try House()
        _ = try await house.thread.file(Filing(report: Town.report()))
        await wait(for: house.channel.arrived)
        house.channel.acceptAll()
        await poll { house.store.outboxCount() == 0 }
        house.thread.stop()
    }

    @Test func `a request takes the outcomes that linger along in its own commit`() async throws {
        let house = try House()
        _ = try await house.thread.file(Filing(report: Town.report()))
        await wait(for: house.channel.arrived)
        house.channel.acceptAll()
        _ = try await house.thread.file(Filing(report: Town.report()))
        await poll { house.store.outboxCount() == 1 }
        let entries = house.store.sealed(from: 1, limit: 9)
        #expect(Set(entries.map(\.incident)) == [1, 2])
        await poll { house.channel.count == 2 }
        house.thread.stop()
    }

    @Test func `a step's time comes up by itself`() async throws {
        let response = Response(
            steps: ["a", "b"].map { Step(ask: [Reference($0)], within: TimeSpan(milliseconds: 50)) }
        )
        let house = try House(
            Plan(
                name: "fire",
                version: "quick",
                title: LocalizedText("Fire"),
                responses: [.four: response],
                fallback: [Reference("office")]
            )
        )
        _ = try await house.thread.file(Filing(report: Town.report()))
        await poll { house.channel.people.contains("b") && house.channel.people.contains("office") }
        #expect(house.channel.people.prefix(3) == ["a", "b", "office"])
        house.thread.stop()
    }

    private func wait(for semaphore: DispatchSemaphore) async {
        await withCheckedContinuation { waiting in
            DispatchQueue.global().async {
                semaphore.wait()
                waiting.resume()
            }
        }
    }

    /// Until it holds; the suite's time limit ends it when it never does.
    private func poll(_ holds: () -> Bool) async {
        while !holds() { try? await Task.sleep(for: .milliseconds(2)) }
    }
}

/// A channel that takes everything and answers when it is told to.
final class HeldChannel: Channel {
    let name = "log"
    let arrived = DispatchSemaphore(value: 0)
    private let state = Mutex(State())

    private struct State {
        var count = 0
        var people: [PersonID] = []
        var waiting: [(ParcelID, @Sendable ([DeliveryResult]) -> Void)] = []
    }

    var count: Int { state.withLock { $0.count } }
    var people: [PersonID] { state.withLock { $0.people } }

    func send(_ deliveries: [Delivery], report: @escaping @Sendable ([DeliveryResult]) -> Void) {
        state.withLock { state in
            state.count += deliveries.count
            state.people += deliveries.map { $0.compose().person }
            state.waiting += deliveries.map { ($0.parcel, report) }
        }
        arrived.signal()
    }

    func acceptAll() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        for (parcel, report) in waiting {
            report([DeliveryResult(parcel: parcel, outcome: .accepted(evidence: .reply(250, "held")))])
        }
    }

    func stop(patience: TimeSpan) {}
}

/// Where the repository's own templates lie.
enum TemplatesFolder {
    static let path: String = {
        let here = URL(fileURLWithPath: #filePath)
        var folder = here
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return folder.path + "/Templates"
    }()
}
