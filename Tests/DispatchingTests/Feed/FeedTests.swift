import Dispatching
import Escalation
import Record
import Synchronization
import TestSupport
import Testing

@Suite("Following the record", .timeLimit(.minutes(2)))
struct FeedTests {
    private func scene() throws -> (Scene, Feed) {
        let scene = try Scene(.asking(["a"]))
        let feed = Feed(scene.store, end: scene.ledger.head.position)
        scene.ledger.feed = feed
        return (scene, feed)
    }

    /// Everything that a follower can take now.
    private func all(_ follower: FeedFollower) throws -> [SealedEntry] {
        var found: [SealedEntry] = []
        while case let more = try follower.take(), !more.isEmpty {
            #expect(more.count <= FeedFollower.mostAtOnce)
            found += more
        }
        return found
    }

    private func file(_ count: Int, _ scene: Scene) throws {
        try scene.cycle((0..<count).map { .file(Filing(report: Town.report("Fire \($0)"))) { _ in } })
    }

    @Test func `while nobody follows nothing is kept`() throws {
        let (scene, feed) = try scene()
        try file(50, scene)
        #expect(feed.kept.entries == 0 && feed.end == scene.ledger.head.position && feed.end > 0)
    }

    @Test func `a follower gets every entry once and in order, from wherever it stands`() throws {
        let (scene, feed) = try scene()
        try file(400, scene)
        let before = feed.end
        let (early, late) = (try feed.follow(after: 0), try feed.follow(after: before))
        #expect(try late.take().isEmpty)
        try file(3, scene)
        let record = scene.store.sealed(from: 1, limit: .max)
        #expect(try all(early) == record)
        #expect(try all(late) == scene.store.sealed(from: before + 1, limit: .max))
        #expect(early.last == feed.end && late.last == feed.end)
        try scene.says("a", .seen)
        for follower in [early, late] { #expect(try all(follower) == scene.store.sealed(from: feed.end, limit: 9)) }
    }

    @Test func `whoever comes back goes on where it was, and nobody begins beyond the end`() throws {
        let (scene, feed) = try scene()
        try file(10, scene)
        var first: [SealedEntry] = []
        var last: Int64 = 0
        do {
            let follower = try feed.follow(after: 0)
            first = try all(follower)
            last = follower.last
        }
        #expect(feed.followers == 0)
        try file(10, scene)
        let rest = try all(feed.follow(after: last))
        #expect(first + rest == scene.store.sealed(from: 1, limit: .max))
        for position in [feed.end + 1, -1, .max, .min] {
            #expect(throws: FeedFault.notThere(end: feed.end)) { _ = try feed.follow(after: position) }
        }
    }

    @Test func `what is kept is bounded, and a slow follower loses nothing`() throws {
        let (scene, feed) = try scene()
        let (slow, quick) = (try feed.follow(after: 0), try feed.follow(after: 0))
        var seen: [SealedEntry] = []
        for _ in 0..<12 {
            try file(500, scene)
            seen += try all(quick)
            #expect(feed.kept.entries <= Feed.mostEntries && feed.kept.bytes <= Feed.mostBytes)
        }
        #expect(feed.kept.entries == Feed.mostEntries && feed.end > 2 * Int64(Feed.mostEntries))
        let record = scene.store.sealed(from: 1, limit: .max)
        #expect(seen == record)
        #expect(try all(slow) == record)
    }

    @Test func `large entries are bounded by their bytes`() throws {
        let (scene, feed) = try scene()
        let follower = try feed.follow(after: 0)
        for _ in 0..<10 {
            try scene.cycle(
                (0..<200).map { _ in
                    var report = Town.report()
                    report.note = String(repeating: "n", count: 8_000)
                    return .file(Filing(report: report)) { _ in }
                }
            )
        }
        #expect(feed.kept.bytes <= Feed.mostBytes && feed.kept.bytes > Feed.mostBytes / 2)
        #expect(try all(follower) == scene.store.sealed(from: 1, limit: .max))
    }

    @Test func `a commit that was refused is followed by nobody`() throws {
        let (scene, feed) = try scene()
        let follower = try feed.follow(after: feed.end)
        scene.store.failCommits(.full)
        #expect(throws: LedgerError.self) { try scene.file() }
        #expect(try follower.take().isEmpty)
        try scene.file()
        #expect(try all(follower) == scene.store.sealed(from: 1, limit: .max))
    }

    @Test func `what retention took away is handed to nobody any more`() throws {
        let (scene, feed) = try scene()
        let follower = try feed.follow(after: 0)
        try file(3, scene)
        try scene.handle(1, .close(.stoodDown, reason: "out"))
        var removal = Removal()
        removal.incidents = [1]
        removal.closedBefore = scene.now.wall
        let reply = Reply<Maintained>()
        try scene.cycle([.maintain(.remove(removal)) { reply.take($0) }])
        #expect(try reply.value().incidents == 1)
        let found = try all(follower)
        let isGone = found.filter { $0.incident == 1 }.allSatisfy(\.isRemoved)
        #expect(isGone)
        #expect(found == scene.store.sealed(from: 1, limit: .max))
    }

    @Test func `no more than so many follow, and one who leaves makes room`() throws {
        let (_, feed) = try scene()
        var followers = try (0..<Feed.mostFollowers).map { _ in try feed.follow(after: 0) }
        #expect(throws: FeedFault.tooMany) { _ = try feed.follow(after: 0) }
        followers.removeLast()
        _ = try feed.follow(after: 0)
    }

    @Test func `who waits is woken by the next commit`() async throws {
        let (scene, feed) = try scene()
        let follower = try feed.follow(after: feed.end)
        async let woken: Void = follower.wait()
        try file(1, scene)
        await woken
        #expect(try !follower.take().isEmpty)
        // With something to take, nobody waits.
        try file(1, scene)
        await follower.wait()
    }

    @Test func `a follower who is cancelled waits no longer, at whatever moment`() async throws {
        let (_, feed) = try scene()
        for round in 0..<200 {
            let follower = try feed.follow(after: feed.end)
            let waiting = Task { await follower.wait() }
            if round % 2 == 0 { await Task.yield() }
            waiting.cancel()
            await waiting.value
        }
        #expect(feed.followers == 0)
    }
}
