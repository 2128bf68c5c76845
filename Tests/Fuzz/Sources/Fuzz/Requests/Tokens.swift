import Access
import Dispatching
import Foundation
import Text

@testable import Escalation
@testable import HTTPAPI

/// Answer and CSRF tokens that were really made, from two secrets.
private struct Made: Sendable {
    static let now = Timestamp(milliseconds: 1_795_201_500_000)
    static let shared = Made()

    let links: AnswerLinks
    private(set) var tokens: [String] = []
    private(set) var pages: [(token: String, csrf: String)] = []

    private init() {
        let masters = [[UInt8](repeating: 7, count: 32), [UInt8](repeating: 9, count: 40)]
        links = AnswerLinks(publicURL: "https://tocsin.example", ledger: "memory00", masters: masters)
        for secret in masters {
            let maker = AnswerLinks(publicURL: "https://tocsin.example", ledger: "memory00", masters: [secret])
            for id in [1, 7, 140_737_488_355_327] as [IncidentID] {
                var report = Report(unit: "/town", plan: "fire", planVersion: "", title: "Smoke", source: "gate")
                report.nonce = UInt64(id) &* 0x9E37_79B9_7F4A_7C15
                var incident = Incident(id: id, report: report, severity: .two, at: Self.now)
                incident.contacts.update("lin-yue", reason: .named) { _ in }
                incident.contacts.update("he-an", reason: .named) { _ in }
                for person in ["lin-yue", "he-an"] {
                    guard let token = maker.token(for: incident, person: person) else { continue }
                    tokens.append(token)
                    pages.append((token, maker.csrf.token(for: token, at: Self.now)))
                }
            }
        }
    }
}

extension Fuzzer {
    /// Answer tokens and the CSRF tokens of their pages: one that is taken is one that was made, byte for byte.
    static let links = Fuzzer(
        "links",
        longest: 512,
        examples: { Made.shared.pages.map { Parts.joined([$0.token, $0.csrf]) } }
    ) { bytes in
        var parts = Parts(bytes, atMost: 2)
        let (token, csrf) = (parts.text(), parts.text())
        let made = Made.shared
        let isMade = made.tokens.contains { $0.utf8.elementsEqual(token.utf8) }
        for now in [Made.now, Timestamp(milliseconds: 0), Timestamp(milliseconds: .max), Timestamp(milliseconds: .min)]
        {
            let reference = made.links.read(token, at: now)
            demand(reference == nil || isMade, "a forged token: \(token)")
            demand(reference == nil || now < Made.now + AnswerLinks.longest, "an expired token")
            guard made.links.csrf.verdict(on: csrf, for: token, at: now) == .good else { continue }
            let isOurs = made.pages.contains {
                $0.token.utf8.elementsEqual(token.utf8) && $0.csrf.utf8.elementsEqual(csrf.utf8)
            }
            demand(isOurs && now == Made.now, "a forged CSRF token: \(csrf)")
        }
        demand(!isMade || made.links.read(token, at: Made.now) != nil, "a good token is refused")
    }

    /// Access tokens as an `Authorization` field has them.
    static let tokens = Fuzzer(
        "tokens",
        longest: 256,
        examples: { [Array("Bearer tcs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".utf8)] }
    ) { bytes in
        let known = Known.shared
        let field = String(decoding: bytes, as: UTF8.self)
        for text in [field, field.replacing("TOKEN", with: known.token)] {
            guard let token = RequestText.bearerToken(in: text) else { continue }
            let found = known.tokens.find(token)
            demand(
                (found != nil) == token.utf8.elementsEqual(known.token.utf8),
                "\(text) is taken for \(found?.name ?? "nobody")"
            )
        }
        if let read = Base64URL.decode(field) { demand(Base64URL.encode(read).utf8.elementsEqual(field.utf8), field) }
        demand(Base64URL.decode(Base64URL.encode(bytes)) == bytes, "base64 is read otherwise")
    }
}

/// One access token in a folder of its own.
private struct Known: Sendable {
    static let shared = Known()

    let tokens: AccessTokens
    let token: String

    private init() {
        let folder = Scratch.folder("tokens")
        tokens = AccessTokens(directory: folder)
        token = (try? tokens.create(name: "gate", role: .reporter, person: nil, at: 0)) ?? "none"
        demand(token != "none", "\(folder) cannot be written")
    }
}
