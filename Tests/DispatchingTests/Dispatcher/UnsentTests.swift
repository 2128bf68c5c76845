import Dispatching
import Escalation
import Testing

/// Messages whose turn came and that never left.
@Suite struct UnsentTests {
    private static func id(_ incident: IncidentID) -> NotificationID {
        NotificationID(incident: incident, number: 1)
    }

    @Test func `what could not be made into a message does not count for flood control, and comes again`() {
        var post = Post()
        post.add(Post.row(1))
        #expect(post.go(at: 0) == [[1]])
        post.dispatcher.putBack([Self.id(1)], of: ParcelID(first: Self.id(1)), until: Post.at(60))
        post.add(Post.row(2), due: 10)
        #expect(post.go(at: 10) == [[2]])
        #expect(post.go(at: 69).isEmpty)
        #expect(post.go(at: 70) == [[1]])
        #expect(post.dispatcher.finish(ParcelID(first: Self.id(1))) == [Self.id(1)])
    }

    @Test func `a message that was let go after its wait has no right to go at once when it comes again`() {
        var post = Post()
        post.add(Post.row(1))
        post.add(Post.row(2))
        _ = post.go(at: 0)
        #expect(post.go(at: 60) == [[2]])
        post.dispatcher.putBack([Self.id(2)], of: ParcelID(first: Self.id(2)), until: Post.at(120))
        post.add(Post.row(3), due: 100)
        #expect(post.go(at: 100) == [[3]])
        #expect(post.go(at: 120).isEmpty)
        #expect(post.go(at: 160) == [[2]])
    }

    @Test func `what a digest leaves out is not taken for sent with it, and comes again alone`() {
        var post = Post()
        for id in IncidentID(1)...5 { post.add(Post.row(id)) }
        _ = post.go(at: 0)
        #expect(post.go(at: 60) == [[2, 3, 4, 5]])
        let digest = ParcelID(first: Self.id(2), isDigest: true)
        post.dispatcher.putBack([Self.id(2), Self.id(4)], of: digest, until: Post.at(120))
        #expect(post.dispatcher.finish(digest).map(\.incident) == [3, 5])
        #expect(post.go(at: 119).isEmpty)
        #expect(post.go(at: 120) == [[2], [4]])
        post.dispatcher.putBack([Self.id(2)], of: ParcelID(first: Self.id(2)), until: Post.at(130))
        #expect(post.go(at: 130) == [[2]])
    }

    @Test func `a digest of which nothing can be read comes again as it is`() {
        var post = Post()
        for id in IncidentID(1)...3 { post.add(Post.row(id)) }
        _ = post.go(at: 0)
        #expect(post.go(at: 60) == [[2, 3]])
        let digest = ParcelID(first: Self.id(2), isDigest: true)
        post.dispatcher.putBack([Self.id(2), Self.id(3)], of: digest, until: Post.at(120))
        #expect(post.go(at: 119).isEmpty)
        #expect(post.go(at: 120) == [[2, 3]])
    }

    @Test func `what cannot be put on record is not in the digest, gives it no name, and comes later`() throws {
        var post = Post()
        let digest = try #require(Self.narrowed(&post, of: 5, without: [2]))
        #expect(digest.digest == Self.id(3) && digest.members.map(\.incident) == [3, 4, 5])
        post.dispatcher.merged(digest, at: Post.at(60))
        #expect(post.go(at: 60) == [[3, 4, 5]])
        #expect(post.go(at: 119).isEmpty)
        #expect(post.go(at: 120) == [[2]])
    }

    @Test func `of a digest of which one message can be put on record, that goes as itself`() {
        var post = Post()
        #expect(Self.narrowed(&post, of: 3, without: [2]) == nil)
        #expect(post.go(at: 60) == [[3]])
        #expect(post.go(at: 120) == [[2]])
    }

    @Test func `a digest of which nothing can be put on record is decided on anew and does not count`() {
        var post = Post()
        #expect(Self.narrowed(&post, of: 3, without: [2, 3]) == nil)
        post.add(Post.row(4), due: 70)
        #expect(post.go(at: 70) == [[4]])
        #expect(post.go(at: 129).isEmpty)
        #expect(post.go(at: 130) == [[2, 3]])
    }

    /// What becomes of the digest at 60 seconds of all but the first of so many messages.
    private static func narrowed(
        _ post: inout Post,
        of count: IncidentID,
        without unread: [IncidentID]
    ) -> Dispatcher.Merge? {
        for id in 1...count { post.add(Post.row(id)) }
        _ = post.go(at: 0)
        let decided = post.dispatcher.advance(to: Post.at(60), in: post.directory)
        return decided.first.flatMap {
            post.dispatcher.narrow($0, without: Set(unread.map(id)), until: Post.at(120), at: Post.at(60))
        }
    }

    @Test func `a retry that is withdrawn before its turn leaves its first attempt counted`() {
        var post = Post()
        post.add(Post.row(1))
        _ = post.go(at: 0)
        _ = post.dispatcher.finish(ParcelID(first: Self.id(1)))
        post.dispatcher.postpone(Self.id(1), until: Post.at(15))
        _ = post.dispatcher.advance(to: Post.at(15), in: post.directory)
        post.settle(1)
        post.add(Post.row(2), due: 20)
        #expect(post.go(at: 20).isEmpty)
        #expect(post.go(at: 60) == [[2]])
    }
}
