import Dispatching
import Escalation
import TestSupport
import Testing

@Suite("How long flood control keeps something back that asks for an answer")
struct PatienceTests {
    @Test func `it goes alone when half its time is gone, and what can wait goes on waiting`() {
        var post = Post()
        post.add(Post.row(1, kind: .copy))
        #expect(post.go(at: 0) == [[1]])
        post.add(Post.row(2, patience: 20))
        post.add(Post.row(3, kind: .copy))
        #expect(post.go(at: 19).isEmpty)
        #expect(post.go(at: 20) == [[2]])
        #expect(post.go(at: 60).isEmpty)
        #expect(post.go(at: 80) == [[3]])
    }

    @Test func `where flood control lets them go before that they are one digest`() {
        var post = Post()
        post.add(Post.row(1, kind: .copy))
        #expect(post.go(at: 0) == [[1]])
        post.add(Post.row(2, patience: 150))
        post.add(Post.row(3, kind: .copy))
        #expect(post.go(at: 1).isEmpty)
        #expect(post.go(at: 60) == [[2, 3]])
    }

    @Test func `several whose time it is go each as itself`() {
        var post = Post()
        post.add(Post.row(1, kind: .copy))
        #expect(post.go(at: 0) == [[1]])
        for id in IncidentID(2)...3 { post.add(Post.row(id, kind: .reminder, patience: 10)) }
        #expect(post.go(at: 10).sorted { $0[0] < $1[0] } == [[2], [3]])
        #expect(post.dispatcher.nextDue == nil)
    }

    @Test func `one whose time is gone already waits for nothing`() {
        var post = Post()
        post.add(Post.row(1, kind: .copy))
        #expect(post.go(at: 0) == [[1]])
        post.add(Post.row(2, patience: 0))
        #expect(post.go(at: 0) == [[2]])
    }

    @Test(arguments: [MessageKind.alert, .reminder, .stillOnIt, .owed, .unanswered])
    func `what asks for something of a grave incident, and that nobody answers, is never kept back`(kind: MessageKind) {
        var post = Post()
        post.add(Post.row(1, kind: .copy))
        post.add(Post.row(2, .one, kind: kind))
        #expect(post.go(at: 0).flatMap { $0 }.sorted() == [1, 2])
        var minor = Post()
        minor.add(Post.row(1, kind: .copy))
        minor.add(Post.row(2, .three, kind: kind))
        #expect(minor.go(at: 0).flatMap { $0 }.sorted() == (kind == .unanswered ? [1, 2] : [1]))
    }

    @Test func `the ledger gives an alert half the time to answer, counted from when it was planned`() throws {
        let scene = try Scene(Town.directory([.asking(["a"])], channel: "webhook"))
        for minute in 0..<6 {
            try scene.run(until: Int64(minute) * 2)
            try scene.file()
        }
        _ = scene.news()
        try scene.run(until: 10, 30)
        try scene.file()
        try scene.run(until: 13)
        #expect(scene.news().filter { $0.contains(" a.mail ") } == ["13:00 alert a.mail 7-1"])
    }
}
