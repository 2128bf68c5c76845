import Curl
import Synchronization
import Testing

/// The engine as a whole: batches, limits, stopping.
@Suite struct TransferEngineTests {
    private final class Tally: Sendable {
        let results = Mutex<[TransferResult]>([])
        let turns = Atomic<Int>(0)
        let pending = Atomic<Int>(0)
        private let waiter = Mutex<CheckedContinuation<Void, Never>?>(nil)

        func note(_ result: TransferResult) {
            results.withLock { $0.append(result) }
            guard pending.subtract(1, ordering: .sequentiallyConsistent).newValue == 0 else { return }
            waiter.withLock { $0 }?.resume()
        }

        /// Submits and waits until all are called back.
        func carryOut(_ count: Int, _ engine: TransferEngine, _ make: (Int) -> TransferRequest) async {
            pending.store(count, ordering: .sequentiallyConsistent)
            await withCheckedContinuation { continuation in
                waiter.withLock { $0 = continuation }
                engine.submit(
                    (0..<count).map { number in
                        var request = make(number)
                        request.timeout = max(request.timeout, .seconds(120))
                        return request
                    }
                )
            }
        }

        func count(_ outcome: TransferResult.Outcome) -> Int {
            results.withLock { $0.count { $0.outcome == outcome } }
        }
    }

    @Test func `ten thousand requests over 64 connections all arrive`() async throws {
        let peer = try LoopbackPeer(ownProcess: true)
        let tally = Tally()
        let engine = try TransferEngine { tally.turns.add(1, ordering: .relaxed) }
        try engine.start()
        let policy = try peer.policy()
        await tally.carryOut(10_000, engine) { _ in
            var request = TransferRequest(.http(WebRequest(url: peer.url("status/204"))), policy: policy) {
                tally.note($0)
            }
            request.timeout = .seconds(600)
            return request
        }
        #expect(tally.count(.completed(status: 204)) == 10_000)
        let new = tally.results.withLock { $0.count { $0.usedNewConnection } }
        #expect(new <= 64)
        #expect((1...10_000).contains(tally.turns.load(ordering: .relaxed)))
        engine.stop()
    }

    @Test func `a hanging receiver never delays another`() async throws {
        let hanging = try LoopbackPeer()
        let quick = try LoopbackPeer()
        let engine = try TransferEngine.running(limits: EngineLimits(perHost: 8, total: 8, guaranteed: 2))
        let policy = try hanging.policy()
        let stuck = Tally()
        var request = TransferRequest(.http(WebRequest(url: hanging.url("hang"))), policy: policy) { stuck.note($0) }
        // Longer than this test takes on a busy machine.
        request.timeout = .seconds(600)
        engine.submit(Array(repeating: request, count: 500))
        let tally = Tally()
        let quickPolicy = try quick.policy()
        await tally.carryOut(200, engine) { _ in
            TransferRequest(.http(WebRequest(url: quick.url("status/200"))), policy: quickPolicy) { tally.note($0) }
        }
        #expect(tally.count(.completed(status: 200)) == 200)
        #expect(stuck.results.withLock { $0.isEmpty })
        engine.stop()
        #expect(stuck.results.withLock { $0.count { $0.failure?.code == .cancelled } } == 500)
    }

    @Test func `a relay that never answers the final dot holds up neither the web nor the stop`() async throws {
        let peer = try LoopbackPeer()
        let policy = try peer.policy()
        let engine = try TransferEngine.running()
        let stuck = Tally()
        let url = "smtp://127.0.0.1:\(peer.mailPort)/h.example"
        var mail = MailRequest(url: url, sender: "a@x", recipient: "hangafter@x", message: Array("x\r\n".utf8))
        mail.security = .none
        let kind = TransferRequest.Kind.smtp(mail)
        var request = TransferRequest(kind, policy: policy) { stuck.note($0) }
        // Longer than this test takes on a busy machine.
        request.timeout = .seconds(600)
        engine.submit(Array(repeating: request, count: 40))
        var log = ""
        while log.split(separator: "\n").count(where: { $0 == "| ." }) < 16 { log = try await peer.mailLog(engine) }
        let clock = ContinuousClock()
        let web = WebRequest(url: peer.url("status/200"))
        #expect(try await engine.carryOut(.http(web), policy: policy).outcome == .completed(status: 200))
        #expect(clock.measure { engine.stop() } < .seconds(100))
        #expect(stuck.results.withLock { $0.map(\.failure?.code) } == Array(repeating: .cancelled, count: 40))
    }

    @Test func `requests of a host start in order and all at once up to the limit`() async throws {
        let peer = try LoopbackPeer()
        let engine = try TransferEngine.running(limits: EngineLimits(perHost: 10))
        let tally = Tally()
        let policy = try peer.policy()
        let clock = ContinuousClock()
        let time = await clock.measure {
            await tally.carryOut(20, engine) { _ in
                TransferRequest(.http(WebRequest(url: peer.url("slow/0.3"))), policy: policy) { tally.note($0) }
            }
        }
        #expect(time >= .milliseconds(600))
        #expect(tally.count(.completed(status: 200)) == 20)
        #expect(tally.results.withLock { $0.count { $0.usedNewConnection } } == 10)
    }

    @Test func `requests before the start wait for it, requests after the stop are cancelled`() async throws {
        let peer = try LoopbackPeer()
        let policy = try peer.policy()
        let engine = try TransferEngine()
        async let early = engine.carryOut(.http(WebRequest(url: peer.url("status/200"))), policy: policy)
        try engine.start()
        #expect(try await early.outcome == .completed(status: 200))
        engine.stop()
        let late = try await engine.carryOut(.http(WebRequest(url: peer.url("status/200"))), policy: policy)
        #expect(late.failure?.code == .cancelled)
        engine.stop()
    }

    @Test func `an engine that never ran cancels at its stop`() throws {
        let tally = Tally()
        let engine = try TransferEngine()
        engine.submit([
            TransferRequest(.http(WebRequest(url: "https://a.example/")), policy: .publicOnly) { tally.note($0) }
        ])
        engine.stop()
        #expect(tally.results.withLock { $0.map(\.failure?.code) } == [.cancelled])
    }

    @Test func `a completion may submit`() async throws {
        let peer = try LoopbackPeer()
        let policy = try peer.policy()
        let engine = try TransferEngine.running()
        let result = await withCheckedContinuation { continuation in
            let first = TransferRequest(.http(WebRequest(url: peer.url("status/200"))), policy: policy) { _ in
                let second = TransferRequest(.http(WebRequest(url: peer.url("status/201"))), policy: policy) {
                    continuation.resume(returning: $0)
                }
                engine.submit([second])
            }
            engine.submit([first])
        }
        #expect(result.outcome == .completed(status: 201))
    }
}
