import Dispatching
import Escalation
import Testing

@Suite("Queues of destinations")
struct DestinationQueueTests {
    @Test func `a destination has 64 slots`() {
        var post = Post(channel: "log")
        for id in IncidentID(1)...100 { post.add(Post.row(id)) }
        #expect(post.go(at: 0).count == 64)
        #expect(post.dispatcher.queued == 36)
        #expect(post.go(at: 1).isEmpty)
        post.deliver(1, 2, 3)
        #expect(post.go(at: 1) == [[65], [66], [67]])
    }

    @Test func `people who share a receiver share its slots, others are not delayed`() {
        var post = Post(channel: "log", people: ["a": "relay", "b": "relay"])
        for id in IncidentID(1)...64 { post.add(Post.row(id, to: id % 2 == 0 ? "a" : "b")) }
        #expect(post.go(at: 0).count == 64)
        post.add(Post.row(65, to: "a"))
        post.add(Post.row(66, to: "c"))
        #expect(post.go(at: 0) == [[66]])
    }

    @Test func `graver parcels are taken first, and of equal ones the earlier`() {
        var post = Post(channel: "log")
        let severities: [Severity] = [.four, .two, .one, .three, .two, .one]
        for (index, severity) in severities.enumerated() { post.add(Post.row(IncidentID(index + 1), severity)) }
        #expect(post.go(at: 0) == [[3], [6], [2], [5], [4], [1]])
    }

    @Test func `a parcel that is settled in a queue gives up its place`() {
        var post = Post(channel: "log")
        for id in IncidentID(1)...66 { post.add(Post.row(id)) }
        #expect(post.go(at: 0).count == 64)
        post.settle(65)
        #expect(post.dispatcher.queued == 1)
        post.deliver(1)
        #expect(post.go(at: 0) == [[66]])
        #expect(post.dispatcher.queued == 0)
    }

    @Test func `a parcel that is settled in flight frees its slot when it ends`() {
        var post = Post(channel: "log")
        for id in IncidentID(1)...65 { post.add(Post.row(id)) }
        _ = post.go(at: 0)
        post.settle(1)
        #expect(post.go(at: 0).isEmpty)
        #expect(post.dispatcher.finish(ParcelID(first: NotificationID(incident: 1, number: 1))) == [])
        #expect(post.go(at: 0) == [[65]])
    }

    @Test func `an outcome that is told twice counts once`() {
        var post = Post(channel: "log")
        for id in IncidentID(1)...66 { post.add(Post.row(id)) }
        _ = post.go(at: 0)
        post.deliver(1)
        post.deliver(1)
        #expect(post.go(at: 0) == [[65]])
    }

    @Test func `a retry is not early, whatever waits in the queue`() {
        var post = Post()
        for id in IncidentID(1)...3 { post.add(Post.row(id)) }
        #expect(post.go(at: 0) == [[1]])
        post.deliver(1)
        for id in IncidentID(11)...74 { post.add(Post.row(id, to: "b", .one)) }
        #expect(post.go(at: 60).contains([2, 3]))
        let digest = ParcelID(first: NotificationID(incident: 2, number: 1), isDigest: true)
        for member in post.dispatcher.finish(digest) { post.dispatcher.postpone(member, until: Post.at(75)) }
        #expect(post.go(at: 61).isEmpty)
        #expect(post.go(at: 74).isEmpty)
        #expect(post.go(at: 75) == [[2, 3]])
    }

    @Test func `a digest in a full queue waits there once`() {
        var post = Post(people: ["a": "relay", "b": "relay"])
        post.add(Post.row(1, to: "b"))
        #expect(post.go(at: 0) == [[1]])
        post.deliver(1)
        for id in IncidentID(101)...164 { post.add(Post.row(id, to: "a", .one)) }
        #expect(post.go(at: 1).count == 64)
        for id in IncidentID(2)...3 { post.add(Post.row(id, to: "b")) }
        #expect(post.go(at: 1).isEmpty)
        #expect(post.go(at: 60).isEmpty)
        #expect(post.dispatcher.queued == 1)
        post.deliver(101)
        #expect(post.go(at: 60) == [[2, 3]])
        let digest = ParcelID(first: NotificationID(incident: 2, number: 1), isDigest: true)
        for member in post.dispatcher.finish(digest) { post.dispatcher.postpone(member, until: Post.at(75)) }
        post.deliver(102)
        #expect(post.go(at: 61).isEmpty)
    }

    @Test func `somebody who is no longer in the directory still gets a turn, to be told gone`() {
        var post = Post()
        post.add(Post.row(1, to: "nobody"))
        #expect(post.go(at: 0) == [[1]])
    }
}
