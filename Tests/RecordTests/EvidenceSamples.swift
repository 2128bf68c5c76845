import Escalation

extension Samples {
    /// Evidence of every kind, with every detail, with and without what it may lack.
    static let evidence: [Evidence] =
        findings.flatMap { finding in
            [
                Evidence(finding), Evidence(finding, at: "https://hooks.example:8443"),
                Evidence(finding, said: "ok: 100% @ +1 - \"x\""),
                Evidence(finding, at: odd, said: "\u{301}: \u{301} " + odd),
            ]
        }

    /// Everything that the grammar might take for its own.
    private static let odd = "- % + @: : +a @b \u{301}\u{7F}\u{1}河 %2d"

    private static let findings: [Evidence.Finding] = own + answers + transfers

    private static let own: [Evidence.Finding] =
        [
            .rehearsed, .targetGone, .noChannel("fax"), .noChannel(odd), .noChannel(""), .noChannel("-"),
            .noChannel("%"),
            .noPreset("wecom"), .notSent, .lost(seconds: -1), .lost(seconds: .max),
            .written(file: "duty-desk.jsonl", byte: 0), .written(file: "", byte: .min),
            .notWritten(file: "a", error: 28),
            .badField("recipient", .relay), .badField(odd, .receiver),
        ]
        + Evidence.AddressFault.allCases.map { .badAddress("webhook-2", $0) }
        + Evidence.Cut.allCases.map { .cutOff($0) }

    private static let answers: [Evidence.Finding] =
        [
            .http(status: 200, .plain), .http(status: 200, .silent), .http(status: 200, .lacks("{status: 200, /a: 0}")),
            .redirected(status: 302, .elsewhere), .redirected(status: 302, .samePath(host: nil)),
            .redirected(status: 302, .samePath(host: "https://a.example")),
            .redirected(status: 302, .path(host: nil, "")),
            .redirected(status: 302, .path(host: "https://a.example:1", "/a/…")),
        ]
        + Evidence.BodyFault.allCases.flatMap { fault in
            [true, false].map { .http(status: 500, .unread(fault, decides: $0)) }
        }
        + Evidence.Mail.allCases.flatMap { mail in [nil, 250, -1].map { .mail(mail, code: $0) } }

    private static let transfers: [Evidence.Finding] =
        Evidence.Failure.allCases.flatMap { failure in Evidence.Peer.allCases.map { .failed(failure, $0, nil) } }
        + details.flatMap { detail in
            [.failed(.untrusted, .relay, detail), .mail(.untrusted, code: nil, detail)] as [Evidence.Finding]
        }

    private static let details: [Evidence.Detail] =
        [
            .notWithin(seconds: 5), .overdue, .endedInHeader, .beginsPlain, .speaksPlain, .otherName,
            .unknownAuthority(ofOurs: true), .unknownAuthority(ofOurs: false), .oddOffer,
            .wantsCertificate(gotOurs: true), .wantsCertificate(gotOurs: false), .offersNoLogin,
            .offersLogins("NTLM, GSSAPI"), .offersLogins(""), .portNotAllowed(6),
            .noReceiversAddress("::1", entry: "[::1]:9"), .noReceiversAddress("169.254.169.254", entry: nil),
            .privateNetwork("10.0.0.7", entry: "-"), .privateNetwork("10.0.0.7", entry: nil), .otherFamily, .otherPort,
            .noHost, .noMemory,
        ]
        + Evidence.BodyFault.allCases.map { .answer($0) }
        + Evidence.Silence.allCases.flatMap { silence in
            [
                .endedBefore(silence), .silent(silence, seconds: 60, mayWantTLS: true),
                .silent(silence, seconds: 60, mayWantTLS: false),
            ] as [Evidence.Detail]
        }
}
