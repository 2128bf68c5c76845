import Escalation
import Testing

@testable import Messages

/// How attempts ended is a value on record; whoever looks at it reads a sentence in their language.
@Suite struct EvidenceWordsTests {
    private static func words(_ evidence: Evidence) -> [String] {
        Language.allCases.map { Phrases(language: $0).evidence(evidence) }
    }

    private static func isTold(_ evidence: Evidence) -> Bool {
        let words = words(evidence)
        let isChinese = words.dropFirst().allSatisfy {
            $0.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
        }
        return words.allSatisfy { !$0.isBlank && !$0.contains("\n") } && Set(words).count == 3 && isChinese
    }

    @Test(arguments: Evidence.Mail.allCases) func `what a relay means is told in each language`(_ mail: Evidence.Mail) {
        let evidence = Evidence(.mail(mail, code: 550), at: "mx.example:25", said: "5.7.1 no")
        #expect(mail == .answered || Self.isTold(evidence), "\(Self.words(evidence))")
        #expect(Self.words(evidence).allSatisfy { $0.contains("550 5.7.1 no") })
        #expect(Language.allCases.allSatisfy { !Phrases(language: $0).mail(mail).isBlank })
    }

    @Test(arguments: Evidence.Failure.allCases)
    func `how a transfer failed is told in each language`(_ failure: Evidence.Failure) {
        for peer in Evidence.Peer.allCases {
            let evidence = Evidence(.failed(failure, peer, .overdue), at: "https://a.example", said: "SSL: x")
            #expect(Self.isTold(evidence), "\(Self.words(evidence))")
            #expect(Self.words(evidence).allSatisfy { $0.contains("SSL: x") })
        }
    }

    @Test func `every detail is told in each language`() {
        let details: [Evidence.Detail] = [
            .notWithin(seconds: 5), .overdue, .endedInHeader, .beginsPlain, .speaksPlain, .otherName,
            .unknownAuthority(ofOurs: true), .unknownAuthority(ofOurs: false), .oddOffer,
            .wantsCertificate(gotOurs: true), .wantsCertificate(gotOurs: false), .offersNoLogin, .offersLogins("NTLM"),
            .portNotAllowed(6), .noReceiversAddress("::1", entry: "[::1]:9"), .privateNetwork("10.0.0.7", entry: nil),
            .otherFamily, .otherPort, .noHost, .noMemory,
        ]
        let silences = Evidence.Silence.allCases.flatMap { silence in
            [.endedBefore(silence), .silent(silence, seconds: 60, mayWantTLS: true)] as [Evidence.Detail]
        }
        for detail in details + silences + Evidence.BodyFault.allCases.map({ .answer($0) }) {
            let words = Language.allCases.map { Phrases(language: $0).detail(detail) }
            #expect(words.allSatisfy { !$0.isBlank } && Set(words).count == 3, "\(words)")
        }
    }

    @Test func `everything else is told in each language`() {
        let findings: [Evidence.Finding] =
            [
                .rehearsed, .targetGone, .noChannel("fax"), .noPreset("wecom"), .notSent, .lost(seconds: 91),
                .written(file: "duty-desk.jsonl", byte: 7), .notWritten(file: "duty-desk.jsonl", error: 28),
                .notWritten(file: "duty-desk.jsonl", error: 99), .http(status: 200, .lacks("{status: 200}")),
                .http(status: 200, .silent), .redirected(status: 302, .elsewhere),
                .redirected(status: 302, .samePath(host: nil)),
                .redirected(status: 302, .path(host: "a.example", "/x")),
                .badField("recipient", .relay), .badField("url", .receiver),
            ] + Evidence.AddressFault.allCases.map { .badAddress("mail", $0) }
            + Evidence.Cut.allCases.map { .cutOff($0) }
            + Evidence.BodyFault.allCases.map { .http(status: 200, .unread($0, decides: true)) }
        for finding in findings { #expect(Self.isTold(Evidence(finding)), "\(Self.words(Evidence(finding)))") }
        for gap in TemplateFault.Gap.allCases {
            let fault = TemplateFault(template: "alert", language: "en", gap: gap)
            let words = Language.allCases.map { Phrases(language: $0).fault(fault) }
            #expect(Set(words).count == 3 && words.allSatisfy { $0.contains("alert.en") }, "\(words)")
        }
    }

    @Test func `the sentences say what was found, where, and the other side's words`() {
        let english = Phrases(language: .english)
        #expect(english.evidence(.http(200, "ok")) == "HTTP 200: ok")
        #expect(english.evidence(.reply(250, "2.0.0 Ok: queued as 4F2K9")) == "250 2.0.0 Ok: queued as 4F2K9")
        #expect(
            english.evidence(
                Evidence(.mail(.refusesAddress, code: 550), at: "mx.example:25", said: "5.1.1 no such user")
            )
                == "the relay refuses the address (mx.example:25): 550 5.1.1 no such user"
        )
        #expect(
            Phrases(language: .simplifiedChinese).evidence(
                Evidence(.failed(.untrusted, .receiver, .otherName), at: "https://a.example", said: "SSL: no")
            )
                == "无法与https://a.example建立可信连接：SSL: no（证书属于另一名称：smtp-url中的名称须与证书一致）"
        )
    }
}
