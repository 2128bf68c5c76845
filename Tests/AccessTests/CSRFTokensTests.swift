import Access
import Escalation
import Testing

@Suite struct `CSRF tokens` {
    private static let now = Timestamp(milliseconds: 1_800_000_000_000)
    private static let master = [UInt8](0..<32)
    private static let tokens = CSRFTokens(masters: [master])

    @Test func `one is good for fifteen minutes and this subject alone`() {
        let token = Self.tokens.token(for: "a page", at: Self.now)
        func verdict(_ seconds: Int64) -> CSRFTokens.Verdict {
            Self.tokens.verdict(on: token, for: "a page", at: Self.now + .seconds(seconds))
        }
        #expect(verdict(0) == .good && verdict(900) == .good && verdict(-60) == .good)
        #expect(verdict(901) == .tooOld && verdict(-61) == .notOurs)
        #expect(Self.tokens.verdict(on: token, for: "a pagex", at: Self.now) == .notOurs)
        #expect(Self.tokens.verdict(on: token, for: "", at: Self.now) == .notOurs)
    }

    @Test func `one of the secret before is accepted, and new ones are made with the current one`() {
        let old = Self.tokens.token(for: "a page", at: Self.now)
        let both = CSRFTokens(masters: [[UInt8](repeating: 9, count: 32), Self.master])
        #expect(both.verdict(on: old, for: "a page", at: Self.now) == .good)
        let new = both.token(for: "a page", at: Self.now)
        #expect(Self.tokens.verdict(on: new, for: "a page", at: Self.now) == .notOurs)
    }

    @Test func `any changed byte or cut is refused`() {
        let token = Array(Self.tokens.token(for: "a page", at: Self.now).utf8)
        for place in token.indices {
            for bit in 0..<8 {
                var edited = token
                edited[place] ^= 1 << UInt8(bit)
                let text = String(decoding: edited, as: UTF8.self)
                #expect(Self.tokens.verdict(on: text, for: "a page", at: Self.now) == .notOurs)
            }
            let cut = String(decoding: token[..<place], as: UTF8.self)
            #expect(Self.tokens.verdict(on: cut, for: "a page", at: Self.now) == .notOurs)
        }
    }

    @Test(arguments: [
        "", ".", "0.", ".AAAA", "-1y2p0ij32e8e8.AAAAAAAAAAAAAAAAAAAAAA", "1y2p0ij32e8e7.AAAAAAAAAAAAAAAAAAAAAA",
        "zzzzzzzzzzzzzzzzzzzzzz.AAAA", "+1.AA", "a.b.c",
    ])
    func `one that nobody made is refused and never stops the server`(token: String) {
        for now in [Self.now, Timestamp(milliseconds: .min), Timestamp(milliseconds: .max)] {
            #expect(Self.tokens.verdict(on: token, for: "a page", at: now) == .notOurs)
        }
    }

    @Test func `no clock stops the server`() {
        let token = Self.tokens.token(for: "a page", at: Self.now)
        #expect(Self.tokens.verdict(on: token, for: "a page", at: Timestamp(milliseconds: .max)) == .tooOld)
        #expect(Self.tokens.verdict(on: token, for: "a page", at: Timestamp(milliseconds: .min)) == .notOurs)
    }
}
