import Curl
import Testing

/// TLS against a loopback server with a certificate of its own.
@Suite struct TLSTransferTests {
    let peer: LoopbackPeer
    let engine: TransferEngine

    init() throws {
        peer = try LoopbackPeer()
        engine = try .running()
    }

    private func get(host: String, trust: Bool) async throws -> TransferResult {
        let web = WebRequest(url: "https://\(host):\(peer.tlsPort)/status/204")
        return try await engine.carryOut(.http(web), policy: try peer.policy()) {
            $0.authorityFile = trust ? peer.authority : nil
        }
    }

    @Test func `a trusted certificate with the right name is accepted, and only that`() async throws {
        #expect(try await get(host: "localhost", trust: true).outcome == .completed(status: 204))
        #expect(try await get(host: "localhost", trust: false).failure?.code == .tls)
        #expect(try await get(host: "127.0.0.1", trust: true).failure?.code == .tls)
    }

    @Test func `STARTTLS comes before AUTH, and a plain connection is not used again for it`() async throws {
        var mail = MailRequest(
            url: "smtp://localhost:\(peer.mailPort)/auth-starttls.example",
            sender: "a@x",
            recipient: "b@x",
            message: Array("x\r\n".utf8)
        )
        mail.security = .none
        #expect(try await send(mail).outcome == .completed(status: 250))
        mail.security = .required
        #expect(try await send(mail).outcome == .completed(status: 250))
        mail.credentials = .init(user: "u", password: "p")
        #expect(try await send(mail).outcome == .completed(status: 250))
        let verbs = try await peer.mailLog(engine).split(separator: "\n").map { $0.split(separator: " ")[0] }
        let session = ["EHLO", "STARTTLS", "[TLS]", "EHLO"]
        let transaction = ["MAIL", "RCPT", "DATA", "|", "|"]
        let expected = ["EHLO"] + transaction + session + transaction + session + ["AUTH"] + transaction
        #expect(verbs.filter { $0 != "QUIT" }.map(String.init) == expected)
    }

    private func send(_ mail: MailRequest) async throws -> TransferResult {
        try await engine.carryOut(.smtp(mail), policy: try peer.policy()) { $0.authorityFile = peer.authority }
    }
}
