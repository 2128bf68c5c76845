import Access
import Escalation
import Testing

@Suite struct `Signed links` {
    private static let now = Timestamp(milliseconds: 1_800_000_000_000)
    private static let end = now + .hours(1)
    private static let master = [UInt8](0..<32)
    private static let purposes = ["ack", "page", "session", "check-in", "feed", "poster"].map { SigningPurpose($0) }

    private static func links(_ purpose: SigningPurpose, mark: String = "a1", masters: [[UInt8]] = [master])
        -> SignedLinks
    {
        SignedLinks(purpose: purpose, mark: mark, masters: masters)
    }

    @Test func `what a token carries comes back, whatever it is`() {
        let links = Self.links(.answer)
        for count in 0...SignedLinks.bytesInPayload {
            let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
            #expect(links.payload(of: links.token(carrying: payload, until: Self.end), at: Self.now) == payload)
        }
    }

    @Test func `a token of one purpose is worth nothing for another, also with the same beginning`() {
        let later = SigningPurpose("ack", version: 2)
        for made in Self.purposes + [later] {
            let token = Self.links(made).token(carrying: [1, 2, 3], until: Self.end)
            for read in Self.purposes + [later] {
                let payload = Self.links(read).payload(of: token, at: Self.now)
                #expect((payload == [1, 2, 3]) == (made == read), "\(made.name) read as \(read.name)")
            }
            #expect(Self.links(made, mark: "b1").payload(of: token, at: Self.now) == nil)
        }
    }

    @Test func `no two purposes share a key or a word`() {
        #expect(Set(Self.purposes.map(\.name)).count == Self.purposes.count)
        #expect(SigningPurpose.answer.name == "ack-v1" && SigningPurpose.page.name == "page-v1")
        #expect(SigningPurpose("check-in", version: 3).name == "check-in-v3")
    }

    @Test func `any changed bit, any cut and any addition is refused`() {
        let links = Self.links(SigningPurpose("session"), mark: "s1")
        let token = Array(links.token(carrying: [UInt8](1...24), until: Self.end).utf8)
        for place in token.indices {
            for bit in 0..<8 {
                var edited = token
                edited[place] ^= 1 << UInt8(bit)
                #expect(links.payload(of: String(decoding: edited, as: UTF8.self), at: Self.now) == nil)
            }
            #expect(links.payload(of: String(decoding: token[..<place], as: UTF8.self), at: Self.now) == nil)
            #expect(links.payload(of: String(decoding: token[(place + 1)...], as: UTF8.self), at: Self.now) == nil)
        }
        for more in ["=", ".", " ", "\n", "\0", "A", ".A"] {
            #expect(links.payload(of: String(decoding: token, as: UTF8.self) + more, at: Self.now) == nil)
            #expect(links.payload(of: more + String(decoding: token, as: UTF8.self), at: Self.now) == nil)
        }
    }

    @Test func `a token ends on the second, and no clock stops the server`() {
        let links = Self.links(.answer)
        let token = links.token(carrying: [7], until: Self.end)
        #expect(links.payload(of: token, at: Self.end - .seconds(1)) == [7])
        #expect(links.payload(of: token, at: Self.end) == nil)
        #expect(links.payload(of: token, at: Timestamp(milliseconds: .max)) == nil)
        #expect(links.payload(of: token, at: Timestamp(milliseconds: .min)) == [7])
        for end in [Int64.min, -1, 0, .max] {
            let token = links.token(carrying: [7], until: Timestamp(milliseconds: end))
            #expect((links.payload(of: token, at: Self.now) == [7]) == (end > Self.now.milliseconds))
        }
    }

    @Test func `tokens of the secret before are read, new ones are made with the current one`() {
        let other = [UInt8](repeating: 9, count: 40)
        let (old, both) = (Self.links(.answer), Self.links(.answer, masters: [other, Self.master]))
        let before = old.token(carrying: [1], until: Self.end)
        let after = both.token(carrying: [2], until: Self.end)
        #expect(both.payload(of: before, at: Self.now) == [1] && both.payload(of: after, at: Self.now) == [2])
        #expect(old.payload(of: after, at: Self.now) == nil)
        #expect(Self.links(.answer, masters: [other]).payload(of: before, at: Self.now) == nil)
        #expect(before.split(separator: ".")[1] != after.split(separator: ".")[1])
        // Under the other's key id a signature is worth nothing.
        var parts = before.split(separator: ".").map(String.init)
        parts[1] = String(after.split(separator: ".")[1])
        #expect(both.payload(of: parts.joined(separator: "."), at: Self.now) == nil)
    }

    @Test func `a secret says nothing of itself in a token`() {
        let token = Self.links(.answer).token(carrying: [], until: Self.end)
        #expect(
            !token.contains("0001020304") && token.split(separator: ".", omittingEmptySubsequences: false).count == 5
        )
    }
}
