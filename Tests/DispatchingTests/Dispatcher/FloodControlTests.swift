import Dispatching
import Escalation
import TestSupport
import Testing

@Suite("Flood control")
struct FloodControlTests {
    @Test(
        arguments: [
            ([], 0, 0), ([0], 0, 60), ([0], 59, 60), ([0], 60, 60), ([0, 60], 90, 120),
            ([0, 60, 120, 180, 240, 300], 300, 900), ([0, 60, 120, 180, 240, 300], 899, 900),
            ([0, 60, 120, 180, 240, 300], 900, 900), ([0, 60, 120, 180, 240, 880], 890, 940),
            ([0, 1, 2, 3, 4, 5, 6], 10, 901), ([0, 60, 120, 180, 240], 300, 300),
        ] as [([Int64], Int64, Int64)]
    )
    func `one message a minute and six in fifteen`(sent: [Int64], now: Int64, expected: Int64) {
        var flood = FloodControl()
        for moment in sent { flood.note(sentAt: Post.at(moment)) }
        let hold = flood.hold(at: Post.at(now))
        #expect((hold ?? Post.at(now)) == Post.at(expected))
        #expect(flood.isIdle(at: Post.at((sent.last ?? 0) + 900)))
        #expect(sent.isEmpty || !flood.isIdle(at: Post.at((sent.last ?? 0) + 899)))
    }

    @Test func `what did not go out is forgotten, and no more, however much was decided on at one moment`() {
        var flood = FloodControl()
        for _ in 1...20 { flood.note(sentAt: Post.at(0)) }
        for _ in 1...18 { flood.forget(sentAt: Post.at(0)) }
        #expect(flood.hold(at: Post.at(59)) == Post.at(60))
        #expect(flood.hold(at: Post.at(60)) == nil)
        for _ in 1...2 { flood.forget(sentAt: Post.at(0)) }
        #expect(flood.hold(at: Post.at(1)) == nil)
    }

    @Test func `whatever comes when, no minute sees two and no quarter of an hour seven`() {
        var dice = Dice(3)
        var flood = FloodControl()
        var sent: [Int64] = []
        var now: Int64 = 0
        for _ in 0..<2_000 {
            now += Int64.random(in: 0...100, using: &dice)
            if flood.hold(at: Post.at(now)) != nil { continue }
            flood.note(sentAt: Post.at(now))
            sent.append(now)
        }
        #expect(zip(sent, sent.dropFirst()).allSatisfy { $1 - $0 >= 60 })
        #expect(zip(sent, sent.dropFirst(6)).allSatisfy { $1 - $0 >= 900 })
    }

    @Test func `the first goes at once, the next two as one digest a minute later`() {
        var post = Post()
        for id in IncidentID(1)...3 { post.add(Post.row(id)) }
        #expect(post.go(at: 0) == [[1]])
        #expect(post.go(at: 59).isEmpty)
        #expect(post.dispatcher.count == 3)
        #expect(post.go(at: 60) == [[2, 3]])
    }

    @Test func `alone it goes as itself`() {
        var post = Post()
        post.add(Post.row(1))
        post.add(Post.row(2))
        _ = post.go(at: 0)
        let merges = post.dispatcher.advance(to: Post.at(60), in: post.directory)
        #expect(merges.isEmpty)
        #expect(post.dispatcher.takeReady().map(\.parcel.isDigest) == [false])
    }

    @Test(arguments: [Severity.one, .two])
    func `what asks for something in a grave incident is exempt, what only tells is not`(severity: Severity) {
        var post = Post()
        post.add(Post.row(1))
        post.add(Post.row(2, severity))
        post.add(Post.row(3, severity, kind: .reminder))
        post.add(Post.row(4, severity, kind: .takenOver))
        #expect(Set(post.go(at: 0)) == [[1], [2], [3]])
        #expect(post.go(at: 60) == [[4]])
    }

    @Test(arguments: [Severity.three, .four])
    func `the alert of a lighter incident is not`(severity: Severity) {
        var post = Post()
        post.add(Post.row(1))
        post.add(Post.row(2, severity))
        #expect(post.go(at: 0) == [[1]])
    }

    @Test func `the log is exempt`() {
        var post = Post(channel: "log")
        for id in IncidentID(1)...20 { post.add(Post.row(id)) }
        #expect(post.go(at: 0).count == 20)
    }

    @Test func `a retry is not held back`() {
        var post = Post()
        post.add(Post.row(1))
        _ = post.go(at: 0)
        let id = NotificationID(incident: 1, number: 1)
        _ = post.dispatcher.finish(ParcelID(first: id))
        post.dispatcher.postpone(id, until: Post.at(15))
        #expect(post.go(at: 14).isEmpty)
        #expect(post.go(at: 15) == [[1]])
    }

    @Test func `other people at the same receiver are not held back`() {
        var post = Post(people: ["a": "relay", "b": "relay"])
        post.add(Post.row(1, to: "a"))
        post.add(Post.row(2, to: "b"))
        #expect(post.go(at: 0).count == 2)
    }

    @Test func `a digest lists graver ones first and at most fifty, the rest comes with the next`() {
        var post = Post()
        post.add(Post.row(1))
        for id in IncidentID(2)...121 { post.add(Post.row(id, id == 100 ? .three : .four)) }
        #expect(post.go(at: 0) == [[1]])
        let first = post.go(at: 60)
        #expect(first.count == 1 && first[0].count == 50 && first[0][0] == 100)
        #expect(post.go(at: 119).isEmpty)
        #expect(post.go(at: 120).map(\.count) == [50])
        #expect(post.go(at: 180).map(\.count) == [20])
        #expect(post.dispatcher.count == 121)
    }

    @Test func `exempt messages cannot keep the others away for ever`() {
        var post = Post()
        post.add(Post.row(1))
        _ = post.go(at: 0)
        post.add(Post.row(2), due: 1)
        post.add(Post.row(3), due: 2)
        var sentAt: Int64?
        for second in Int64(1)...3_600 where sentAt == nil {
            if second % 30 == 0 { post.add(Post.row(1_000 + second, .one), due: second) }
            if post.go(at: second).contains([2, 3]) { sentAt = second }
        }
        #expect(sentAt == 901)
    }

    @Test func `a digest is retried as one`() {
        var post = Post()
        for id in IncidentID(1)...4 { post.add(Post.row(id)) }
        _ = post.go(at: 0)
        #expect(post.go(at: 60) == [[2, 3, 4]])
        let digest = ParcelID(first: NotificationID(incident: 2, number: 1), isDigest: true)
        let members = post.dispatcher.finish(digest)
        #expect(members.map(\.incident) == [2, 3, 4])
        for member in members { post.dispatcher.postpone(member, until: Post.at(75)) }
        #expect(post.go(at: 75) == [[2, 3, 4]])
    }

    @Test func `after a restart a digest is one again, as grave as its gravest member`() {
        var post = Post()
        let digest = NotificationID(incident: 2, number: 1)
        post.add(Post.row(2, .four, digest: digest))
        post.add(Post.row(3, .two, digest: digest))
        _ = post.dispatcher.advance(to: Post.at(0), in: post.directory)
        let turns = post.dispatcher.takeReady()
        #expect(turns.map(\.parcel) == [ParcelID(first: digest, isDigest: true)])
        #expect(turns.map(\.severity) == [.two])
    }

    @Test func `members that are settled while held or merged are left out`() {
        var post = Post()
        for id in IncidentID(1)...5 { post.add(Post.row(id)) }
        _ = post.go(at: 0)
        post.settle(2)
        let merges = post.dispatcher.advance(to: Post.at(60), in: post.directory)
        #expect(merges.map { $0.members.map(\.incident) } == [[3, 4, 5]])
        post.settle(3)
        post.dispatcher.merged(merges[0], at: Post.at(60))
        post.settle(4)
        _ = post.dispatcher.advance(to: Post.at(60), in: post.directory)
        #expect(post.dispatcher.takeReady().map { $0.members.map(\.incident) } == [[5]])
        #expect(post.dispatcher.count == 2)
    }

    @Test func `when all that was held is settled, nothing is sent and the address is free again`() {
        var post = Post()
        for id in IncidentID(1)...3 { post.add(Post.row(id)) }
        _ = post.go(at: 0)
        post.settle(2)
        post.settle(3)
        #expect(post.go(at: 60).isEmpty)
        post.add(Post.row(4), due: 61)
        #expect(post.go(at: 61) == [[4]])
    }

    @Test func `a message that was replaced before it left does not hold up the one in its place`() {
        var post = Post()
        post.add(Post.row(1, kind: .copy))
        _ = post.dispatcher.advance(to: Post.at(0), in: post.directory)
        post.settle(1)
        post.add(Post.row(2, kind: .copy))
        #expect(post.go(at: 0) == [[2]])
    }

    @Test func `a message that is not wanted any more does not let younger ones go early`() {
        var post = Post()
        for id in IncidentID(1)...6 {
            post.add(Post.row(id), due: Int64(id) * 60)
            #expect(post.go(at: Int64(id) * 60) == [[id]])
        }
        post.add(Post.row(7), due: 361)
        #expect(post.go(at: 361).isEmpty)
        post.settle(7)
        for id in IncidentID(100)...105 { post.add(Post.row(id, .one), due: 900) }
        #expect(post.go(at: 900).count == 6)
        post.add(Post.row(8), due: 901)
        post.add(Post.row(9), due: 901)
        #expect(post.go(at: 901).isEmpty)
        #expect(post.go(at: 1_261).isEmpty)
        #expect(post.go(at: 1_800) == [[8, 9]])
    }

    @Test func `a digest counts once`() {
        var post = Post()
        post.add(Post.row(1))
        #expect(post.go(at: 0) == [[1]])
        for minute in IncidentID(1)...5 {
            post.add(Post.row(minute * 10), due: minute * 60 - 1)
            post.add(Post.row(minute * 10 + 1), due: minute * 60 - 1)
            #expect(post.go(at: minute * 60 - 1).isEmpty)
            #expect(post.go(at: minute * 60) == [[minute * 10, minute * 10 + 1]])
        }
    }

    @Test func `a message that never left does not make room for a seventh`() {
        var flood = FloodControl()
        for minute in Int64(0)...6 { flood.note(sentAt: Post.at(minute * 60)) }
        flood.forget(sentAt: Post.at(360))
        #expect(flood.hold(at: Post.at(420)) == Post.at(900))
    }
}
