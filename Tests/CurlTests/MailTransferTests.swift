import Curl
import Testing

/// SMTP against a loopback relay.
@Suite struct MailTransferTests {
    let peer: LoopbackPeer
    let engine: TransferEngine

    init() throws {
        peer = try LoopbackPeer()
        engine = try .running()
    }

    private func mail(to recipient: String, offers: String = "pipelining", message: String = "A: b\r\n\r\ntext\r\n")
        -> MailRequest
    {
        let url = "smtp://127.0.0.1:\(peer.mailPort)/\(offers).example"
        var mail = MailRequest(
            url: url,
            sender: "tocsin@example.com",
            recipient: recipient,
            message: Array(message.utf8)
        )
        mail.security = .none
        return mail
    }

    private func send(
        _ mail: MailRequest,
        change: (inout TransferRequest) -> Void = { _ in }
    ) async throws -> TransferResult {
        try await engine.carryOut(.smtp(mail), policy: try peer.policy(), change: change)
    }

    @Test func `an accepted mail gives the relay's words`() async throws {
        let result = try await send(mail(to: "duty@example.com", message: "A: b\r\n\r\n.dot\r\n..\r\nend"))
        #expect(result.outcome == .completed(status: 250))
        #expect(result.headerLines.last == "250 2.0.0 Ok: queued as 4F2K9")
        let log = try await peer.mailLog(engine)
        #expect(log.contains("EHLO pipelining.example"))
        #expect(log.contains("MAIL FROM:<tocsin@example.com>"))
        #expect(log.contains("| ..dot\n| ...\n| end\n| ."))
    }

    /// Whether a connection that was used since then is still kept; a very busy machine may take longer than that.
    private static func isKept(since began: ContinuousClock.Instant) -> Bool {
        began.duration(to: .now) < .seconds(50)
    }

    @Test func `a connection is used again`() async throws {
        let began = ContinuousClock.now
        #expect(try await send(mail(to: "a@example.com")).usedNewConnection)
        let second = try await send(mail(to: "b@example.com"))
        guard Self.isKept(since: began) else { return }
        #expect(!second.usedNewConnection)
        #expect(second.outcome == .completed(status: 250))
        #expect(second.headerLines.count == 4)
    }

    @Test(arguments: [
        ("rcpt451", 451, TransferFailure.MailStage.recipient), ("rcpt550", 550, .recipient), ("data554", 554, .data),
        ("dot451", 451, .message), ("dot554", 554, .message),
    ])
    func `a refusal tells its code and stage`(
        _ recipient: String,
        _ code: Int,
        _ stage: TransferFailure.MailStage
    ) async throws {
        let result = try await send(mail(to: "\(recipient)@example.com"))
        #expect(result.failure?.code == .smtpRejected(code: code, stage: stage))
        #expect(result.status == code)
        #expect(try await send(mail(to: "next@example.com")).outcome == .completed(status: 250))
    }

    @Test func `a refusal over a kept connection tells its stage too`() async throws {
        let began = ContinuousClock.now
        #expect(try await send(mail(to: "first@example.com")).outcome == .completed(status: 250))
        let result = try await send(mail(to: "rcpt550@example.com"))
        #expect(!result.usedNewConnection || !Self.isKept(since: began))
        #expect(result.failure?.code == .smtpRejected(code: 550, stage: .recipient))
    }

    @Test func `a connection lost after the final dot leaves the outcome unknown`() async throws {
        let result = try await send(mail(to: "dropafter@example.com"))
        #expect(result.failure?.code == .connectionLost(afterRequestSent: true))
    }

    @Test func `a connection lost within a long message is a failure before it was sent`() async throws {
        let text = String(repeating: String(repeating: "x", count: 70) + "\r\n", count: 200_000)
        let result = try await send(mail(to: "dropindata@example.com", message: text))
        #expect(result.failure?.code == .connectionLost(afterRequestSent: false))
    }

    @Test func `a time limit after the final dot leaves the outcome unknown`() async throws {
        let result = try await send(mail(to: "hangafter@example.com")) { $0.timeout = .seconds(10) }
        #expect(result.failure?.code == .timeout(afterRequestSent: true))
    }

    @Test func `credentials without AUTH end before the mail`() async throws {
        var mail = mail(to: "duty@example.com")
        mail.credentials = .init(user: "u", password: "p")
        let result = try await send(mail)
        #expect(result.failure?.code == .authNotOffered)
        #expect(try await !peer.mailLog(engine).contains("MAIL"))
    }

    @Test func `a kept connection without authentication is not used for a request that needs it`() async throws {
        var mail = mail(to: "duty@example.com")
        mail.credentials = .init(user: "u", password: "p")
        mail.requiresAuthentication = false
        #expect(try await send(mail).outcome == .completed(status: 250))
        mail.requiresAuthentication = true
        #expect(try await send(mail).failure?.code == .authNotOffered)
        #expect(try await peer.mailLog(engine).split(separator: "\n").count { $0.hasPrefix("MAIL") } == 1)
    }

    @Test func `credentials are used where AUTH is offered`() async throws {
        var mail = mail(to: "duty@example.com", offers: "auth")
        mail.credentials = .init(user: "u", password: "p")
        let began = ContinuousClock.now
        #expect(try await send(mail).outcome == .completed(status: 250))
        let second = try await send(mail)
        #expect(!second.usedNewConnection || !Self.isKept(since: began))
        #expect(try await peer.mailLog(engine).contains("AUTH PLAIN"))
    }

    @Test func `bad credentials are told apart`() async throws {
        var mail = mail(to: "duty@example.com", offers: "auth-bad")
        mail.credentials = .init(user: "u", password: "p")
        let result = try await send(mail)
        #expect(result.failure?.code == .loginDenied)
        #expect(result.status == 535)
    }

    @Test(arguments: [MailRequest.Security.required, .opportunistic])
    func `neither credentials nor mail go out in the clear`(_ security: MailRequest.Security) async throws {
        var mail = mail(to: "duty@example.com", offers: "auth")
        mail.security = security
        mail.credentials = .init(user: "u", password: "p")
        #expect(try await send(mail).failure?.code == .starttlsMissing)
        let log = try await peer.mailLog(engine)
        #expect(!log.contains("AUTH") && !log.contains("MAIL"))
    }

    @Test func `opportunistic TLS without credentials sends in the clear`() async throws {
        var mail = mail(to: "duty@example.com")
        mail.security = .opportunistic
        #expect(try await send(mail).outcome == .completed(status: 250))
    }

    @Test(arguments: [
        "a@x>\r\nRCPT TO:<evil@x", "a@x\r\n", "a@x\n", "a@x\0", "a b@x", "<a@x>", "a", "@x", "a@", "", "\u{e4}@x",
    ])
    func `an address that could smuggle is refused`(_ address: String) async throws {
        #expect(try await send(mail(to: address)).failure?.code == .badInput(field: "recipient"))
        #expect(try await peer.mailLog(engine).isEmpty)
    }

    @Test(arguments: ["a\nb\r\n", "\n.\n", "a\r.\rb", "a\r", "a\0\r\n"])
    func `a message with a bare line end is refused`(_ message: String) async throws {
        #expect(try await send(mail(to: "a@x", message: message)).failure?.code == .badInput(field: "message"))
        #expect(try await peer.mailLog(engine).isEmpty)
    }

    @Test func `the null sender is sent`() async throws {
        var mail = MailRequest(
            url: "smtp://127.0.0.1:\(peer.mailPort)/h.example",
            sender: "",
            recipient: "a@x",
            message: []
        )
        mail.security = .none
        #expect(try await send(mail).outcome == .completed(status: 250))
        #expect(try await peer.mailLog(engine).contains("MAIL FROM:<>"))
    }

    @Test(arguments: ["https://h.example/", "smtps://127.0.0.1:465/h", "file:///x"])
    func `a URL of another kind is refused`(_ url: String) async throws {
        let mail = MailRequest(url: url, sender: "a@x", recipient: "b@x", message: [])
        let result = try await send(mail)
        #expect(result.failure?.code == .badURL || result.failure?.code == .badInput(field: "url"))
    }
}
