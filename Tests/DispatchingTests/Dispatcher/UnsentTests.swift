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

    @Test func `of a digest that nobody has got, what can be read is merged anew, and the rest keeps the name`() throws
    {
        var (post, digest) = Self.digest(of: 5)
        let parted = post.dispatcher.putBack([Self.id(2), Self.id(4)], of: digest, until: Post.at(120))
        let merge = try #require(parted)
        #expect(merge.digest == Self.id(3))
        #expect(merge.members.map(\.incident) == [3, 5])
        #expect(post.go(at: 60).isEmpty)
        post.dispatcher.merged(merge, at: Post.at(60))
        #expect(post.go(at: 60) == [[3, 5]])
        #expect(post.go(at: 119).isEmpty)
        #expect(post.go(at: 120) == [[2, 4]])
        #expect(post.dispatcher.finish(digest).map(\.incident) == [2, 4])
    }

    @Test func `of a digest that nobody has got, one message that can be read goes as itself`() {
        var (post, digest) = Self.digest(of: 3)
        let parted = post.dispatcher.putBack([Self.id(2)], of: digest, until: Post.at(120))
        #expect(parted == nil)
        #expect(post.go(at: 60) == [[3]])
        #expect(post.go(at: 120) == [[2]])
        #expect(post.dispatcher.finish(digest).map(\.incident) == [2])
    }

    @Test func `what a digest leaves out that may have arrived comes again alone, and at once when it can be read`() {
        var (post, digest) = Self.digest(of: 4)
        for member in post.dispatcher.finish(digest) { post.dispatcher.postpone(member, until: Post.at(75)) }
        #expect(post.go(at: 75) == [[2, 3, 4]])
        var parted = post.dispatcher.putBack([Self.id(2)], of: digest, until: Post.at(120))
        #expect(parted == nil)
        #expect(post.dispatcher.finish(digest).map(\.incident) == [3, 4])
        #expect(post.go(at: 120) == [[2]])
        parted = post.dispatcher.putBack([Self.id(2)], of: ParcelID(first: Self.id(2)), until: Post.at(130))
        #expect(parted == nil)
        #expect(post.go(at: 130) == [[2]])
    }

    /// A digest of all but the first of so many messages, under way at 60 seconds.
    private static func digest(of count: IncidentID) -> (Post, ParcelID) {
        var post = Post()
        for id in 1...count { post.add(Post.row(id)) }
        _ = post.go(at: 0)
        #expect(post.go(at: 60) == [Array(2...count)])
        return (post, ParcelID(first: id(2), isDigest: true))
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

    @Test func `a long backlog is never taken for lost, however long it waits`() {
        var post = Post()
        for id in IncidentID(1)...400 { post.add(Post.row(id)) }
        var seen = 0
        for minute in Int64(0)...40 {
            let gone = post.go(at: minute * 60)
            seen += gone.joined().count
            for id in IncidentID(1)...400 where post.dispatcher.isLost(Self.id(id), at: Post.at(minute * 60)) {
                Issue.record("message \(id) would never be sent, at minute \(minute)")
            }
            for members in gone {
                post.deliver(members[0], isDigest: members.count > 1)
            }
        }
        #expect(seen == 400)
    }

    /// What becomes of the digest at 60 seconds of all but the first of so many messages.
    private static func narrowed(
        _ post: inout Post,
        of count: IncidentID,
        without unread: [IncidentID]
    ) -> Merge? {
        for id in 1...count { post.add(Post.row(id)) }
        _ = post.go(at: 0)
        let decided = post.dispatcher.advance(to: Post.at(60), in: post.directory)
        return decided.first.flatMap {
            post.dispatcher.narrow($0, without: Set(unread.map(id)), until: Post.at(120), at: Post.at(60))
        }
    }

    @Test func `a digest that is made again after a restart waits for the last of its messages`() {
        var post = Post()
        let name = Self.id(1)
        post.add(Post.row(1, attempts: 1, digest: name))
        post.add(Post.row(2, attempts: 1, digest: name), due: 30)
        post.add(Post.row(3, attempts: 1, digest: name), due: 10)
        #expect(post.go(at: 29).isEmpty)
        #expect(post.go(at: 30) == [[1, 2, 3]])
    }

    @Test func `what waited for a message that was withdrawn before its turn goes at once`() {
        var post = Post()
        post.add(Post.row(1))
        post.add(Post.row(2))
        post.dispatcher.advance(to: Post.at(0), in: post.directory)
        post.settle(1)
        #expect(post.go(at: 0) == [[2]])
        post.add(Post.row(3), due: 10)
        #expect(post.go(at: 10).isEmpty)
        #expect(post.go(at: 60) == [[3]])
    }

    @Test func `a retry that is withdrawn before its turn leaves its first attempt counted`() {
        var post = Post()
        post.add(Post.row(1))
        _ = post.go(at: 0)
        _ = post.dispatcher.finish(ParcelID(first: Self.id(1)))
        post.dispatcher.postpone(Self.id(1), until: Post.at(15))
        post.dispatcher.advance(to: Post.at(15), in: post.directory)
        post.settle(1)
        post.add(Post.row(2), due: 20)
        #expect(post.go(at: 20).isEmpty)
        #expect(post.go(at: 60) == [[2]])
    }
}
