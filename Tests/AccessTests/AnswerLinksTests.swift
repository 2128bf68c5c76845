import Access
import Escalation
import TestSupport
import Testing
import Text

@Suite("Answer links")
struct AnswerLinksTests {
    private static let now = Timestamp(milliseconds: 1_800_000_000_000)
    private static let master = [UInt8](0..<32)
    private static let links = AnswerLinks(publicURL: "https://tocsin.example", ledger: "memory00", masters: [master])

    private func incident(_ id: IncidentID = 7, nonce: UInt64 = 0x0123_4567_89AB_CDEF) throws -> Incident {
        var report = Report(Town.report(), planVersion: "fire-1")
        report.nonce = nonce
        let plan = Plan.asking(["a", "b"])
        let context = DecisionContext(plan: plan, directory: Town.directory([plan]))
        return try Machine.open(report, id: id, at: Self.now, by: .token("gate"), in: context).incident
    }

    private func token(_ links: AnswerLinks = links) throws -> String {
        try #require(links.token(for: incident(), person: "b"))
    }

    private func person(_ token: String, at now: Timestamp = now, in incident: Incident) -> PersonID? {
        Self.links.read(token, at: now).flatMap { Self.links.person($0, in: incident, at: now) }
    }

    @Test func `a token is made as written down in RELIABILITY`() throws {
        let expected =
            "a1.630dcd29.AAAAAAAHAAGuQJorD6o8Sm1lbW9yeTAw.uai0w0.dQfWc8DlWDsBJ_Sk"
            + "aofzzd-3apQCIzymWbOlofPmZBs"
        #expect(try token() == expected)
        #expect(try Self.links.link(to: incident(), for: "b") == "https://tocsin.example/a/" + expected)
    }

    @Test(arguments: ["memory01", "memory0", "memory000", "x", "MEMORY00"])
    func `a token of another ledger is none, though the key is the same`(ledger: String) throws {
        let other = AnswerLinks(publicURL: "", ledger: ledger, masters: [Self.master])
        let incident = try incident()
        let theirs = try #require(other.token(for: incident, person: "b"))
        #expect(other.read(theirs, at: Self.now) != nil)
        #expect(Self.links.read(theirs, at: Self.now) == nil)
        #expect(try other.read(token(), at: Self.now) == nil)
    }

    @Test func `a token carries the ledger's number with the incident's`() throws {
        let id = IncidentID(ledger: 255, count: IncidentID.mostCount)
        let incident = try incident(id)
        let token = try #require(Self.links.token(for: incident, person: "b"))
        #expect(Self.links.read(token, at: Self.now)?.incident == id)
        #expect(person(token, in: incident) == "b")
    }

    @Test func `a token names its person, and nobody gets one who was not contacted`() throws {
        let incident = try incident()
        #expect(try person(token(), in: incident) == "b")
        #expect(Self.links.token(for: incident, person: "office") == nil)
    }

    /// What was sent before an older copy of the record was put back may meet other people at the same places.
    @Test func `a token names nobody who was contacted in its person's place`() throws {
        let token = try token()
        var other = try incident()
        other.contacts = Contacts()
        other.apply(.seen(person: "a"), at: Self.now, by: .token("test"))
        other.apply(.seen(person: "c"), at: Self.now, by: .token("test"))
        #expect(other.contacts.all.map(\.person) == ["a", "c"])
        #expect(person(token, in: other) == nil)
        #expect(try #require(Self.links.token(for: other, person: "c")) != token)
    }

    @Test func `any changed byte, any cut and any addition is refused`() throws {
        let token = Array(try token().utf8)
        let incident = try incident()
        for place in token.indices {
            for bit in 0..<8 {
                var edited = token
                edited[place] ^= 1 << UInt8(bit)
                #expect(person(String(decoding: edited, as: UTF8.self), in: incident) == nil)
            }
            #expect(person(String(decoding: token[..<place], as: UTF8.self), in: incident) == nil)
            #expect(person(String(decoding: token[(place + 1)...], as: UTF8.self), in: incident) == nil)
        }
        for more in ["=", ".", " ", "\n", "\0", "A"] {
            #expect(person(String(decoding: token, as: UTF8.self) + more, in: incident) == nil)
        }
    }

    @Test func `a token fits no other incident, no other ledger and no other key`() throws {
        let token = try token()
        #expect(try person(token, in: incident(8)) == nil)
        #expect(try person(token, in: incident(nonce: 1)) == nil)
        let other = AnswerLinks(publicURL: "", ledger: "memory00", masters: [[UInt8](repeating: 9, count: 32)])
        #expect(other.read(token, at: Self.now) == nil)
        let parts = token.split(separator: ".").map(String.init)
        let foreign = try self.token(other).split(separator: ".").map(String.init)
        let mixed = [parts[0], foreign[1], parts[2], parts[3], parts[4]].joined(separator: ".")
        #expect(Self.links.read(mixed, at: Self.now) == nil)
    }

    @Test func `a token of the secret before is accepted, new ones are made with the current one`() throws {
        let old = try token()
        let both = AnswerLinks(
            publicURL: "",
            ledger: "memory00",
            masters: [[UInt8](repeating: 9, count: 32), Self.master]
        )
        #expect(both.read(old, at: Self.now)?.incident == 7)
        let new = try token(both)
        #expect(new != old && both.read(new, at: Self.now) != nil)
        #expect(Self.links.read(new, at: Self.now) == nil)
    }

    @Test func `it ends 366 days after the first report, to the second`() throws {
        let token = try token()
        let end = Self.now + AnswerLinks.longest
        #expect(Self.links.read(token, at: end - .seconds(1)) != nil)
        #expect(Self.links.read(token, at: end) == nil)
        #expect(Self.links.read(token, at: end + .seconds(1)) == nil)
    }

    @Test(arguments: [(-1, true), (0, true), (1, false)] as [(Int64, Bool)])
    func `it ends seven days after the closing, to the second`(seconds: Int64, isValid: Bool) throws {
        var incident = try incident()
        incident.apply(.closed(.stoodDown, reason: ""), at: Self.now + .hours(2), by: .token("test"))
        let then = Self.now + .hours(2) + .days(7) + .seconds(seconds)
        #expect(try (person(token(), at: then, in: incident) == "b") == isValid)
    }

    @Test func `tokens of an earlier round stay valid`() throws {
        var incident = try incident()
        let token = try token()
        incident.apply(
            .roundStarted(number: 2, grade: .four, because: .byHand, keepsSeats: false),
            at: Self.now,
            by: .token("test")
        )
        #expect(person(token, in: incident) == "b")
    }

    @Test func `none of 100,000 random tokens is let in`() throws {
        var dice = Dice(11)
        let parts = try token().split(separator: ".").map(String.init)
        for round in 0..<100_000 {
            let reference = Base64URL.encode((0..<16).map { _ in UInt8.random(in: 0...255, using: &dice) })
            let mac = Base64URL.encode((0..<32).map { _ in UInt8.random(in: 0...255, using: &dice) })
            let body = round % 2 == 0 ? parts[2] : reference
            #expect(Self.links.read("a1.\(parts[1]).\(body).\(parts[3]).\(mac)", at: Self.now) == nil)
        }
    }

    @Test(arguments: [
        "", ".", "....", "a1....", "a2.x.y.z.w", String(repeating: "a", count: 100_000), "a1.\u{301}.\u{0}..",
        "河畔.河畔.河畔.河畔.河畔", "a1.5f6a.-.-1y2p0ij32e8e8.AA",
    ])
    func `whatever else comes is refused`(text: String) {
        #expect(Self.links.read(text, at: Self.now) == nil)
    }

    @Test func `an answer token is no CSRF token, and the other way round`() throws {
        let token = try token()
        #expect(Self.links.csrf.verdict(on: token, for: token, at: Self.now) == .notOurs)
        #expect(Self.links.read(Self.links.csrf.token(for: token, at: Self.now), at: Self.now) == nil)
    }
}
