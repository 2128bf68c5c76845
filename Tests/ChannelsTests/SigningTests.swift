@testable import Channels
import Escalation
import Messages
import Testing

/// The test vectors of Standard Webhooks and DingTalk.
@Suite struct SigningTests {
    static let secretA = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    static let secretB = "whsec_ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="
    static let signatureA = "v1,pw1spUJqwX+L9W5mswx1EvTkSlxJb2q5Uhyw2uYpAKg="
    static let signatureB = "v1,ApLYW+pGY37U2TYSIAlf2aTOS+iNECvLXm/GuCDVk7w="
    static let body =
        #"{"type":"incident.opened","timestamp":"2026-01-01T00:00:00Z","data":{"id":"INC-7","#
        + #""severity":"critical","title":"主变压器跳闸"}}"#
    static let moment = Timestamp(milliseconds: 1_767_225_600_000)

    private func signature(
        _ secret: String,
        _ body: String,
        id: String = "msg_rota_0001",
        at moment: Timestamp = moment
    ) throws
        -> String?
    {
        let signer = StandardWebhooksSigner(signers: try SigningKeys().signers(secret))
        let headers = signer.headers(id: id, at: moment, body: Array(body.utf8))
        #expect(headers.map(\.0) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(headers.first?.1 == id)
        return headers.last?.1
    }

    @Test func `a body is signed as the vectors say`() throws {
        #expect(Self.body.utf8.count == 134)
        #expect(try signature(Self.secretA, Self.body) == Self.signatureA)
        #expect(try signature(Self.secretB, Self.body) == Self.signatureB)
        #expect(try signature(Self.secretA, #"{"test":1}"#) == "v1,HIyqaBSAn3wuV44ctFGUBOOIV2C+CNd1qmeqt3QD9OI=")
        let upstream = try signature(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            #"{"test": 2432232314}"#,
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            at: Timestamp(milliseconds: 1_614_265_330_000)
        )
        #expect(upstream == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test(arguments: [" ", ",", ", ", "\n"])
    func `while a secret is rotated both keys sign`(_ separator: String) throws {
        let both = Self.secretA + separator + Self.secretB
        #expect(try signature(both, Self.body) == Self.signatureA + " " + Self.signatureB)
    }

    @Test func `a secret needs neither its prefix nor its padding`() throws {
        #expect(try signature(String(Self.secretA.dropFirst(6)), Self.body) == Self.signatureA)
        #expect(try signature(String(Self.secretA.dropLast()), Self.body) == Self.signatureA)
    }

    @Test(arguments: [
        ("mysecret", WebhookPreset.Signing.standardWebhooks), ("whsec_abc", .standardWebhooks),
        ("whsec_", .standardWebhooks),
        ("\"\(secretA)\"", .standardWebhooks), ("'\(secretA)'", .standardWebhooks), (",", .standardWebhooks),
        ("whsec_ \(secretA.dropFirst(6))", .standardWebhooks), ("https://hooks.example/x", .standardWebhooks),
        (secretA, .dingtalk), ("SECa b", .dingtalk), ("\"SECab\"", .dingtalk), ("https://oapi.example/x", .dingtalk),
    ])
    func `a secret that cannot sign is known before there is anything to sign, and not shown`(
        _ secret: String,
        _ signing: WebhookPreset.Signing
    ) throws {
        let fault = try #require(SigningSecret.fault(of: secret, for: signing))
        #expect(secret.count < 16 || !fault.contains(secret.dropFirst(8)))
    }

    @Test(arguments: [
        (secretA as String?, WebhookPreset.Signing.standardWebhooks), ("\(secretA),\(secretB)", .standardWebhooks),
        (" \(secretA) \(secretB)\n", .standardWebhooks), ("SEC0123456789abcdef", .dingtalk), (nil, .standardWebhooks),
    ])
    func `a secret that can sign has no fault`(_ secret: String?, _ signing: WebhookPreset.Signing) {
        #expect(SigningSecret.fault(of: secret, for: signing) == nil)
    }

    @Test(arguments: [
        "whsec_", "", " , ", "whsec_AAEC", "not base64!", "whsec_AAEC=AwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
    ])
    func `a secret that is no key is refused without repeating it`(_ secret: String) {
        #expect(throws: SigningKeyError.self) { try SigningKeys.keys(secret) }
    }

    @Test(arguments: [
        ("SECthis-is-a-test-secret", "aG+FnLd4L12fAz40q+82Tes2ozIuK0u9bKcp6kyKyZU="),
        ("SEC" + String(repeating: "0123456789abcdef", count: 4), "i2c5tiV6h/3SNAw2dFLqlaqeECJxGo/5aOpgXbGdttM="),
    ])
    func `a DingTalk robot's call is signed as the vectors say`(_ secret: String, _ signature: String) {
        #expect(DingTalkSigner(secret: secret).signature(milliseconds: 1_767_225_600_000) == signature)
    }

    @Test func `a DingTalk signature is percent-encoded once`() {
        let signer = DingTalkSigner(secret: "SECthis-is-a-test-secret")
        let query = "timestamp=1767225600000&sign=aG%2BFnLd4L12fAz40q%2B82Tes2ozIuK0u9bKcp6kyKyZU%3D"
        #expect(
            signer.signed("https://a.example/send?access_token=x", at: Self.moment)
                == "https://a.example/send?access_token=x&\(query)"
        )
        #expect(signer.signed("https://a.example/send", at: Self.moment) == "https://a.example/send?\(query)")
    }

    @Test(
        arguments: [
            ("https://user:pass@hooks.example/T/B/X?key=1", "https://hooks.example"),
            ("HTTPS://a.example:8443", "https://a.example:8443"),
            ("no url", nil), ("https:///x", nil), ("https://a b/x", nil),
        ] as [(String, String?)]
    )
    func `of a URL only scheme and host are said`(_ url: String, _ name: String?) {
        #expect(ReceiverName(url: url).text == name)
    }
}
