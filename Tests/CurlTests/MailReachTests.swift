import Curl
import Foundation
import Synchronization
import Testing

/// The way to a relay: what is found quickly though the relay itself may be slow.
@Suite(.timeLimit(.minutes(10))) struct MailReachTests {
    let peer: LoopbackPeer
    let engine: TransferEngine

    init() throws {
        peer = try LoopbackPeer()
        engine = try .running()
    }

    private func mail(_ place: String, to recipient: String = "a@x") -> MailRequest {
        var mail = MailRequest(url: "smtp://\(place)/tocsin.example", sender: "t@x", recipient: recipient, message: [])
        mail.security = .none
        return mail
    }

    @Test func `a place where nobody answers is given up long before an attempt's time`() async throws {
        // Its queue is full: what knocks is not answered at all.
        let deaf = try DeafPort()
        let policy = try AddressPolicy(allowing: ["127.0.0.1:\(deaf.port)"])
        let short = try await engine.carryOut(.smtp(mail("127.0.0.1:\(deaf.port)")), policy: policy) {
            $0.timeout = .seconds(120)
            $0.connectTimeout = .seconds(2)
        }
        #expect(
            short.failure?.code == .couldNotConnect && short.failure?.text.contains("2 s") == true,
            "\(short.outcome)"
        )
        // The kernel's own limit for one address leaves time for another.
        let usual = try await engine.carryOut(.smtp(mail("127.0.0.1:\(deaf.port)")), policy: policy) {
            $0.timeout = .seconds(120)
        }
        let isEarly = usual.failure?.text.contains("not within") == false
        #expect(usual.failure?.code == .couldNotConnect && isEarly, "\(usual.outcome)")
    }

    @Test func `while a relay lets a mail wait it is told what was not answered`() async throws {
        let told = Mutex<[String]>([])
        let policy = try peer.policy()
        let mail = mail("127.0.0.1:\(peer.mailPort)", to: "hangafter@x")
        let result = try await engine.carryOut(.smtp(mail), policy: policy) {
            $0.timeout = .seconds(10)
            $0.waitTold = .seconds(1)
            $0.onWaiting = { _, words in told.withLock { $0.append(words) } }
        }
        #expect(result.failure?.code == .timeout(afterRequestSent: true))
        let words = told.withLock { $0 }
        #expect(words.contains { $0.hasPrefix("no answer to the mail, after ") && $0.hasSuffix(" s") }, "\(words)")
        #expect(Set(words).count == words.count, "\(words)")
    }

    @Test func `a kept connection that stays silent is left for a new one`() async throws {
        let silent = try LoopbackPeer(ownProcess: true)
        var mail = mail("127.0.0.1:\(silent.mailPort)", to: "first@x")
        mail.patienceWithKept = .seconds(1)
        let policy = try silent.policy()
        #expect(try await engine.carryOut(.smtp(mail), policy: policy).outcome == .completed(status: 250))
        // "hush" makes the peer say nothing more on a connection that took a mail.
        let hush = TransferRequest.Kind.http(WebRequest(method: "GET", url: silent.url("hush")))
        #expect(try await engine.carryOut(hush, policy: policy).outcome == .completed(status: 200))
        let start = ContinuousClock.now
        let second = try await engine.carryOut(.smtp(mail), policy: policy) { $0.timeout = .seconds(120) }
        #expect(second.outcome == .completed(status: 250) && second.usedNewConnection)
        #expect(start.duration(to: .now) < .seconds(60))
    }
}

/// A listening port whose queue is full.
private final class DeafPort {
    let port: UInt16
    private let process: Process
    private let input = Pipe()

    init() throws {
        process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let script = """
            import socket, sys, threading
            s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(0)
            taken = [socket.socket() for _ in range(8)]
            for t in taken: t.setblocking(False); t.connect_ex(s.getsockname())
            print(s.getsockname()[1], flush=True)
            sys.stdin.read()
            """
        process.arguments = ["python3", "-c", script]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = output.fileHandleForReading.availableData
        let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        port = try #require(UInt16(text))
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
