@testable import Channels
import Escalation
import Foundation
import Messages
import Testing

/// What counts as a success, against receivers that answer in every encoding and shape.
@Suite(.timeLimit(.minutes(10))) struct AnswerTests {
    private let web: FakeWeb
    private let running: Running<WebhookChannel>

    init() throws {
        web = try FakeWeb()
        running = try Running(web)
    }

    /// A preset that looks into the body, with the body it wants; and one that looks at the status only.
    private static let success = ["wecom": #"{"errcode":0,"errmsg":"ok"}"#, "slack": "ok", "generic": "whatever"]

    private static func text(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    }

    private func outcome(_ path: String, _ preset: String) async throws -> AttemptOutcome {
        let address = Example.address("webhook", ["url": web.url(path), "preset": preset])
        return try await running.channel.outcome(Example.delivery(1, address))
    }

    /// The outcome of an answer sent byte by byte, after which the connection is kept, closed or reset.
    private func outcome(_ answer: [UInt8], then end: String = "keep", _ preset: String) async throws -> AttemptOutcome
    {
        try await outcome("raw/\(end)/\(Self.text(answer))", preset)
    }

    private func outcome(_ head: String, _ body: String, then end: String = "keep", _ preset: String) async throws
        -> AttemptOutcome
    {
        try await outcome(Array("HTTP/1.1 \(head)\r\n\r\n\(body)".utf8), then: end, preset)
    }

    @Test(arguments: [
        ("gzip", "gzip"), ("x-gzip", "gzip"), ("GZIP", "gzip"), ("deflate", "deflate"), ("deflate", "raw"),
        ("gzip, deflate", "gzip+deflate"), ("identity", "none"),
    ])
    func `an answer is read in every encoding`(_ declared: String, _ codings: String) async throws {
        for (preset, body) in Self.success {
            let name = declared.replacing(" ", with: "%20")
            // The server takes the path as it stands.
            let outcome = try await outcome(
                "coded/\(name.replacing("%20", with: ""))/\(codings)/x0/\(Self.text(Array(body.utf8)))",
                preset
            )
            #expect(outcome.isAccepted, "\(preset): \(outcome)")
        }
    }

    @Test(arguments: [
        ("br", "Cw2AeyJlcnJjb2RlIjowLCJlcnJtc2ciOiJvayJ9Aw=="),
        ("zstd", "KLUv_SAb2QAAeyJlcnJjb2RlIjowLCJlcnJtc2ciOiJvayJ9"),
    ])
    func `Brotli is read, and Zstandard where libcurl knows it`(_ name: String, _ body: String) async throws {
        let outcome = try await outcome("coded/\(name)/none/x0/\(body)", "wecom")
        #expect(outcome.isAccepted || name == "zstd" && outcome.isUnreadable, "\(outcome)")
        #expect(try await self.outcome("coded/\(name)/none/x0/\(body)", "generic").isAccepted)
    }

    @Test(arguments: ["utf-8", "UTF8", "binary", "aws-chunked", "rot13", "none", "gbk", "identity,utf-8"])
    func `a plain answer under a name that is no coding is read as it is`(_ name: String) async throws {
        for (preset, body) in Self.success {
            let plain = try await outcome("coded/\(name)/none/x0/\(Self.text(Array(body.utf8)))", preset)
            #expect(plain.isAccepted, "\(preset): \(plain)")
            // What the handle was told for one answer does not hold for the next.
            let packed = try await outcome("coded/gzip/gzip/x0/\(Self.text(Array(body.utf8)))", preset)
            #expect(packed.isAccepted, "\(preset): \(packed)")
        }
    }

    @Test func `the receiver is told which encodings are read`() async throws {
        _ = try await outcome("ok", "generic")
        #expect(try web.requests().first?.header("accept-encoding") == "gzip, deflate, br")
    }

    /// Declared and not so, unknown, cut short in itself, and far too long when unpacked.
    @Test(arguments: [
        "coded/gzip/none/x0", "coded/br/none/x0", "coded/deflate/none/x0", "coded/compress/none/x0",
        "coded/rot13/gzip/x0",
        "coded/gzip/half/x0", "coded/gzip/gzip/x9000000", "coded/gzip,gzip/gzip+gzip/x9000000", "bigheader/80/1000",
        "bigheader/1/150000",
    ])
    func `an answer that cannot be read counts by its status where nothing else is looked at`(_ path: String)
        async throws
    {
        let body = Self.text(Array(#"{"errcode":0,PAD"errmsg":"ok"}"#.utf8))
        let byStatus = try await outcome("\(path)/\(body)", "generic")
        #expect(byStatus.isAccepted && byStatus.words.hasPrefix("HTTP 200"), "\(byStatus)")
        let byBody = try await outcome("\(path)/\(body)", "wecom")
        #expect(byBody.isUnreadable && byBody.words.contains("HTTP 200"), "\(byBody)")
    }

    @Test func `a packed body with more behind its end counts by its status where nothing else is looked at`()
        async throws
    {
        let packed = Data(base64Encoded: "H4sIAAAAAAACA8vPBgBH3dx5AgAAAA==") ?? Data()
        for rest in [packed, Data("\n".utf8), Data([0])] {
            let body = Array(packed + rest)
            let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(body.count)\r\n\r\n"
            let byStatus = try await outcome(Array(head.utf8) + body, "generic")
            #expect(byStatus.isAccepted, "\(byStatus)")
            let byBody = try await outcome(Array(head.utf8) + body, "slack")
            #expect(byBody.isUnreadable, "\(byBody)")
        }
    }

    @Test func `a header of 63 KiB is no hindrance`() async throws {
        for (preset, body) in Self.success {
            let outcome = try await outcome("bigheader/63/1024/\(Self.text(Array(body.utf8)))", preset)
            #expect(outcome.isAccepted, "\(preset): \(outcome)")
        }
    }

    @Test(arguments: ["wecom", "slack", "generic"])
    func `an answer that did not arrive whole is unknown`(_ preset: String) async throws {
        let body = Self.success[preset] ?? ""
        for end in ["close", "reset"] {
            let short = try await outcome("200 OK\r\nContent-Length: 999", body, then: end, preset)
            #expect(short.isUnknown, "\(end): \(short)")
            let chunks = "\(String(body.utf8.count, radix: 16))\r\n\(body)\r\n"
            let endless = try await outcome("200 OK\r\nTransfer-Encoding: chunked", chunks, then: end, preset)
            #expect(endless.isUnknown, "\(end): \(endless)")
        }
        let header = try await outcome(Array("HTTP/1.1 200 OK\r\nContent-Le".utf8), then: "close", preset)
        #expect(header.isUnknown || header.isUnreadable, "\(header)")
    }

    @Test(arguments: ["wecom", "slack", "generic"])
    func `an answer without a length ends where the connection does`(_ preset: String) async throws {
        let body = Self.success[preset] ?? ""
        for end in ["close", "reset"] {
            for version in ["HTTP/1.0", "HTTP/1.1"] {
                let outcome = try await outcome(Array("\(version) 200 OK\r\n\r\n\(body)".utf8), then: end, preset)
                #expect(outcome.isAccepted, "\(version) \(end): \(outcome)")
            }
        }
    }

    @Test(arguments: ["wecom", "slack", "generic"])
    func `interim answers, trailers and empty lines are passed over`(_ preset: String) async throws {
        let body = Self.success[preset] ?? ""
        let size = String(body.utf8.count, radix: 16)
        let interim = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(size);x=y\r\n\(body)\r\n0\r\nX: y\r\n\r\n"
        let outcome = try await outcome(Array((interim + chunked).utf8), preset)
        #expect(outcome.isAccepted, "\(outcome)")
    }

    @Test func `statuses without a body count where the status suffices`() async throws {
        for status in [200, 202, 204, 205, 206] {
            #expect(try await outcome("\(status) X\r\nContent-Length: 0", "", "generic").isAccepted, "\(status)")
        }
        #expect(try await outcome("200 X\r\nContent-Length: 0", "", "wecom").isUnreadable)
        #expect(try await outcome("200 X\r\nContent-Length: 0", "", "slack").isUnreadable)
    }

    @Test(arguments: ["Content-Length: -1", "Content-Length: x"])
    func `what is no good HTTP is neither a success nor repeated for long`(_ field: String) async throws {
        for preset in ["generic", "wecom"] {
            let outcome = try await outcome("200 OK\r\n\(field)", "{}", then: "close", preset)
            #expect(outcome.isUnreadable || outcome.isUnknown, "\(preset): \(outcome)")
        }
    }

    @Test func `a page of a gateway that wants a login is no answer of a robot`() async throws {
        let page = "<!doctype html><title>Sign in</title>"
        #expect(try await outcome("200 OK\r\nContent-Length: \(page.utf8.count)", page, "wecom").isUnreadable)
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirect is a refusal that says where it points`(_ status: Int) async throws {
        let fields = "Location: https://sso.example/login?next=9f8e7d6c5b4a\r\nContent-Length: 0"
        let outcome = try await outcome("\(status) X\r\n\(fields)", "", "generic")
        #expect(outcome.isPermanent && outcome.words.contains("points to https://sso.example/login, and"), "\(outcome)")
        #expect(!outcome.words.contains("9f8e7d6c5b4a"))
        #expect(try await self.outcome("\(status) X\r\nContent-Length: 0", "", "wecom").words == "HTTP \(status)")
    }

    @Test func `a redirect to a host beyond ASCII is named as it came over the wire`() async throws {
        let fields = "Location: https://警报.example/login\r\nContent-Length: 0"
        let outcome = try await outcome("302 X\r\n\(fields)", "", "generic")
        #expect(outcome.words.contains("points to https://警报.example/login, and"), "\(outcome)")
    }

    private static let called = "https://hooks.example:8443/services/T00/letters-only/x8s7?key=supersecret"

    @Test(arguments: [
        ("https://sso.example/login?token=abc#f", "https://sso.example/login"),
        ("http://user:pw@sso.example:81/a/b", "http://sso.example:81/a/b"),
        ("//other.example/x", "https://other.example/x"),
        ("/login", "https://hooks.example:8443/login"), ("login", "https://hooks.example:8443/…/login"),
        ("HTTPS://Hooks.Example/services/T00/letters-only/x8s7", "https://Hooks.Example with the same path"),
        ("?again=1", "https://hooks.example:8443 with the same path"),
        ("", "https://hooks.example:8443 with the same path"),
        ("https://a.example/v2/services/letters-only", "https://a.example/v2/…/…"),
        ("https://a.example/go/letters-only.html", "https://a.example/go/…"),
        ("https://a.example/SUPERSECRET", "https://a.example/…"),
        ("https://a.example/tok/8f3a9c1b2d", "https://a.example/tok/…"),
        ("https://supersecret.example/", "another host/"),
        ("https://a.example/%2e%2e/x", "https://a.example/…/x"), ("https://a.example", "https://a.example"),
        ("javascript:alert(1)", "an address that is none of the web"),
        ("mailto:x@y.example", "an address that is none of the web"),
        ("https://a.example/a/b/c/d/e/f/g/h", "https://a.example/a/b/c/d/e/f/…"),
        ("https://\u{1B}[31m/", "another host/"), ("https://a\u{202E}b.example/", "another host/"),
        ("https://a\u{85}b.example/", "another host/"), ("https://a\u{200B}b.example/", "another host/"),
        ("https://a\u{3000}b.example/", "another host/"), ("https://警报.example/login", "https://警报.example/login"),
        ("https://用户@警报。例子:81/", "https://警报。例子:81/"), ("https://Bücher.example", "https://Bücher.example"),
        ("//हिन्दी.example/x", "https://हिन्दी.example/x"),
        ("https://b\u{FFFD}cher.example/", "https://b\u{FFFD}cher.example/"),
        ("https://дом.example/服务/T00", "https://дом.example/…/…"),
    ])
    func `of where a redirect points only what is no secret is said`(_ location: String, _ expected: String) {
        let evidence = Evidence(.redirected(status: 302, RedirectTarget(location, from: Self.called).redirect))
        let words = Phrases(language: .english).evidence(evidence)
        #expect(words.hasPrefix("HTTP 302: the receiver points to \(expected), and redirects are not followed"))
    }
}
