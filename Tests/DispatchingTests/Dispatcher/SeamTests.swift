import Dispatching
import Escalation
import Testing

@Suite("What the dispatcher never lets pass")
struct SeamTests {
    @Test func `a notification that is taken on twice ends the process, with what is wrong`() async throws {
        let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var post = Post()
            post.add(Post.row(1))
            post.add(Post.row(1))
        }
        #expect(String(decoding: result.standardErrorContent, as: UTF8.self).contains("was taken on once more"))
    }

    @Test func `a boot clock that goes back ends the process`() async {
        await #expect(processExitsWith: .failure) {
            var post = Post()
            _ = post.go(at: 2)
            _ = post.go(at: 1)
        }
    }

    @Test func `the lists agree while messages wait, are held, merged, sent, put off and given up`() {
        var post = Post()
        for id in 1...5 as ClosedRange<IncidentID> { post.add(Post.row(id)) }
        #expect(post.dispatcher.disagreement() == nil)
        #expect(post.go(at: 0) == [[1]])
        post.settle(3)
        #expect(post.dispatcher.disagreement() == nil)
        post.deliver(1)
        #expect(post.go(at: 60) == [[2, 4, 5]])
        #expect(post.dispatcher.disagreement() == nil)
        post.settle(2)
        post.deliver(2, isDigest: true)
        #expect(post.dispatcher.disagreement() == nil)
        #expect(post.dispatcher.count == 0)
    }
}
