import Curl
import Foundation
import Synchronization
import Testing

/// HTTP against a loopback server.
@Suite struct WebTransferTests {
    let peer: LoopbackPeer
    let engine: TransferEngine

    init() throws {
        peer = try LoopbackPeer()
        engine = try .running()
    }

    private func get(
        _ path: String,
        body: [UInt8] = Array("{}".utf8),
        headers: [(String, String)] = [],
        change: (inout TransferRequest) -> Void = { _ in }
    ) async throws -> TransferResult {
        let web = WebRequest(url: peer.url(path), headers: headers, body: body)
        return try await engine.carryOut(.http(web), policy: try peer.policy(), change: change)
    }

    private func text(_ path: String) async throws -> String {
        String(decoding: try await get(path).body, as: UTF8.self)
    }

    @Test(arguments: [200, 202, 204, 400, 404, 410, 429, 500, 503])
    func `the status is handed over`(_ status: Int) async throws {
        let result = try await get("status/\(status)")
        #expect(result.outcome == .completed(status: status))
        #expect(result.retryAfter == .seconds(7))
        #expect(result.headerLines.first == "HTTP/1.1 \(status) X")
        #expect(result.peer == "127.0.0.1:\(peer.webPort)")
    }

    @Test func `the request arrives as given`() async throws {
        let headers = [("Content-Type", "application/json"), ("webhook-id", "msg_1"), ("X-Empty", "")]
        let result = try await get("echo", body: Array("{\"a\":1}".utf8), headers: headers)
        let lines = String(decoding: result.body, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(lines.first == "POST /echo HTTP/1.1")
        #expect(lines.last == "{\"a\":1}")
        #expect(lines.contains("Content-Type: application/json"))
        #expect(lines.contains("webhook-id: msg_1"))
        #expect(lines.contains("X-Empty:"))
        #expect(!lines.contains { $0.hasPrefix("Expect") })
    }

    @Test func `a body larger than a megabyte is sent without Expect`() async throws {
        let body = Array(repeating: UInt8(ascii: "x"), count: 1_500_000)
        let result = try await get("echo", body: body) { $0.maximumResponse = 2_000_000 }
        #expect(result.outcome == .completed(status: 200))
        #expect(result.body.suffix(body.count) == body[...])
    }

    @Test func `a connection is used again`() async throws {
        #expect(try await get("status/200").usedNewConnection)
        for _ in 0..<20 { #expect(try await !get("status/200").usedNewConnection) }
        #expect(try await text("connections") == "1")
    }

    @Test func `a kept connection does not serve a stricter policy`() async throws {
        #expect(try await get("status/200").outcome == .completed(status: 200))
        let web = WebRequest(url: peer.url("status/200"))
        let strict = try AddressPolicy(allowing: [], plainHTTP: true)
        let result = try await engine.carryOut(.http(web), policy: strict)
        #expect(result.failure?.code == .blockedAddress)
        #expect(try await text("count/status") == "1")
    }

    @Test func `an endless body stops at the limit`() async throws {
        let result = try await get("endless")
        #expect(result.failure?.code == .tooLarge)
        #expect(result.status == 200)
        #expect(result.body.count == 65536)
    }

    @Test(arguments: ["declared", "bigheader"])
    func `too long a response is refused`(_ path: String) async throws {
        #expect(try await get(path).failure?.code == .tooLarge)
    }

    @Test func `a redirection is not followed`() async throws {
        #expect(try await get("redirect").outcome == .completed(status: 302))
        #expect(try await text("count/followed") == "0")
    }

    @Test(arguments: [[UInt8](), Array("{}".utf8)])
    func `a time limit after the request was sent says so`(_ body: [UInt8]) async throws {
        let result = try await get("hang", body: body) { $0.timeout = .seconds(10) }
        #expect(result.failure?.code == .timeout(afterRequestSent: true))
    }

    @Test func `a reset after the request says so`() async throws {
        #expect(try await get("reset").failure?.code == .connectionLost(afterRequestSent: true))
    }

    @Test func `a body cut short is a lost connection with its status`() async throws {
        let result = try await get("cut")
        #expect(result.failure?.code == .connectionLost(afterRequestSent: true))
        #expect(result.status == 200)
        #expect(result.body == Array("abc".utf8))
    }

    @Test func `a port without a listener could not be connected to`() async throws {
        let port = try peer.closedPort()
        let policy = try AddressPolicy(allowing: ["127.0.0.1:\(port)"], plainHTTP: true)
        let result = try await engine.carryOut(.http(WebRequest(url: "http://127.0.0.1:\(port)/")), policy: policy)
        #expect(result.failure?.code == .couldNotConnect)
    }

    @Test func `an unknown name could not be resolved`() async throws {
        let web = WebRequest(url: "https://nothing.invalid/")
        let result = try await engine.carryOut(.http(web), policy: .publicOnly)
        #expect(result.failure?.code == .couldNotResolve)
    }

    @Test(arguments: [
        "http://ADDRESS:PORT/", "http://127.1:PORT/", "http://2130706433:PORT/", "http://0x7f000001:PORT/",
        "http://0177.0.0.1:PORT/", "http://0x7f.0.0.1:PORT/", "http://localhost:PORT/",
        "http://LOCALHOST:PORT/", "http://[::ffff:127.0.0.1]:PORT/", "http://[::ffff:7f00:1]:PORT/",
        "http://[::1]:PORT/", "http://0:PORT/", "http://0.0.0.0:PORT/", "http://[::]:PORT/",
        "http://[64:ff9b::7f00:1]:PORT/", "http://[2002:7f00:1::]:PORT/",
    ])
    func `no spelling of this machine's addresses gets a packet through`(_ spelling: String) async throws {
        let url = spelling.replacing("ADDRESS", with: "127.0.0.1").replacing("PORT", with: "\(peer.webPort)")
        let policy = try AddressPolicy(allowing: ["10.0.0.0/8"], plainHTTP: true)
        let result = try await engine.carryOut(.http(WebRequest(url: url)), policy: policy)
        #expect(result.failure?.code == .blockedAddress, "\(result.outcome)")
        #expect(try await text("connections") == "1")
    }

    @Test(arguments: [
        ("file:///etc/passwd", TransferFailure.Code.badURL), ("gopher://127.0.0.1:70/", .badURL),
        ("ftp://127.0.0.1/", .badURL), ("127.0.0.1:80/", .badURL), ("https://user:pw@example.com/", .badURL),
        ("https://", .badURL), ("https://./hook", .badURL), ("https://exa mple.com/", .badInput(field: "url")),
        ("https://example.com/\r\nX: y", .badInput(field: "url")), ("https://example.com/\0", .badInput(field: "url")),
        ("", .badInput(field: "url")), ("http://example.com/", .badURL), ("smtp://example.com:25/", .badURL),
    ])
    func `a bad URL is refused`(_ url: String, _ code: TransferFailure.Code) async throws {
        let result = try await engine.carryOut(.http(WebRequest(url: url)), policy: .publicOnly)
        #expect(result.failure?.code == code)
    }

    @Test(arguments: [
        ("Host", "x"), ("content-length", "5"), ("Transfer-Encoding", "chunked"), ("Connection", "close"),
        ("X", "a\r\nY: b"),
        ("X", "a\nb"), ("X", "a\0b"), ("X:", "a"), ("X Y", "a"), ("", "a"), ("Expect", "100-continue"),
    ])
    func `a header that would smuggle is refused`(_ name: String, _ value: String) async throws {
        let result = try await get("echo", headers: [(name, value)])
        #expect(result.failure?.code == .badInput(field: "header"))
        #expect(try await text("count/echo") == "0")
    }

    @Test func `a proxy in the environment is ignored`() async throws {
        for name in ["http_proxy", "all_proxy", "ALL_PROXY"] { unsafe setenv(name, "http://127.0.0.1:1", 1) }
        defer { for name in ["http_proxy", "all_proxy", "ALL_PROXY"] { unsafe unsetenv(name) } }
        #expect(try await get("status/204").outcome == .completed(status: 204))
    }
}
