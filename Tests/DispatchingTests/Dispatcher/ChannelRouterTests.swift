import Access
import Dispatching
import Escalation
import Messages
import Synchronization
import TestSupport
import Testing

@Suite("Rendering and handing over")
struct ChannelRouterTests {
    private let links = AnswerLinks(
        publicURL: "https://tocsin.example",
        ledger: "memory00",
        masters: [[UInt8](repeating: 1, count: 32)]
    )

    private func composer() throws -> Composer {
        Composer(
            templates: try Templates.load(from: TemplatesFolder.path),
            link: links.link(to:for:),
            names: IncidentNames(ledger: "k3f9x2")
        )
    }

    private func outgoing(_ count: Int) throws -> [Outgoing] {
        let scene = try Scene(.asking(["a"]))
        let requests = (0..<count).map { LedgerRequest.file(Filing(report: Town.report("Fire \($0)"))) { _ in } }
        return try scene.ledger.run(requests, at: scene.now)
    }

    @Test func `a message carries the ids of its notification and incident, and the reader's own link`() throws {
        let one = try #require(outgoing(1).first)
        let message = try composer().compose(one)
        let content = one.contents[0]
        #expect(message.wireID == "k3f9x2-1-1-" + String(content.notification.mark, radix: 36))
        #expect(message.threadID.hasPrefix("k3f9x2-1-") && content.notification.mark > 0)
        #expect(message.link == links.link(to: one.contents[0].incident.value, for: "a"))
        #expect(message.templateFault == nil && !message.isDigest)
    }

    @Test func `a digest has an id of its own and lists every incident`() throws {
        let all = try outgoing(3)
        var digest = all[0]
        digest.contents = all.flatMap(\.contents)
        let name = DigestID(first: all[0].parcel.first, mark: 35)
        for index in digest.contents.indices { digest.contents[index].notification.digest = name }
        digest.parcel = ParcelID(first: all[0].parcel.first, isDigest: true)
        let message = try composer().compose(digest)
        #expect(message.wireID == "k3f9x2-1-1-z-d" && message.isDigest)
        for index in 0..<3 { #expect(message.text.contains("Fire \(index)")) }
        digest.contents = [digest.contents[2]]
        #expect(try composer().compose(digest).wireID == "k3f9x2-1-1-z-d")
    }

    @Test func `an address whose channel this server lacks fails for good, and says so`() throws {
        let reported = Mutex<[DeliveryResult]>([])
        let channelRouter = ChannelRouter(channels: [], composer: try composer())
        let all = try outgoing(2)
        channelRouter.send(all) { results in reported.withLock { $0 += results } }
        let reason = Evidence(.noChannel("log"))
        #expect(reported.withLock { $0.map(\.outcome) } == [.permanent(reason: reason), .permanent(reason: reason)])
        #expect(reported.withLock { $0.map(\.parcel) } == all.map(\.parcel))
    }

    @Test func `each message goes to its channel once, in order`() throws {
        let channel = HeldChannel()
        let reported = Mutex<[ParcelID]>([])
        let channelRouter = ChannelRouter(channels: [channel], composer: try composer())
        let all = try outgoing(5)
        channelRouter.send(all) { results in reported.withLock { $0 += results.map(\.parcel) } }
        channel.acceptAll()
        #expect(reported.withLock { $0 } == all.map(\.parcel))
    }
}
