@testable import Channels
import Curl
import Dispatching
import Escalation
import Foundation
import Logging
import Messages
import Testing

/// A channel over an engine of its own, both ended with this object.
final class Running<Kind: Channel>: Sendable {
    let channel: Kind
    let engine: TransferEngine

    init(_ make: (TransferEngine, EngineTurns) throws -> Kind) throws {
        let turns = EngineTurns()
        engine = try TransferEngine(onTurn: turns.ended)
        try engine.start()
        channel = try make(engine, turns)
    }

    deinit {
        channel.stop(patience: .zero)
        engine.stop()
    }
}

extension Running<WebhookChannel> {
    convenience init(_ servers: FakeWeb..., timeout: TimeSpan = .seconds(120)) throws {
        let list = servers.map { "127.0.0.1:\($0.port)" }
        let policy = try AddressPolicy(allowing: list, plainHTTP: true)
        let presets = try Example.presets.get()
        try self.init { engine, turns in
            WebhookChannel(
                engine: engine,
                turns: turns,
                presets: { presets },
                policy: policy,
                timeout: timeout,
                clock: { Example.now }
            )
        }
    }
}

extension Running<EmailChannel> {
    convenience init(
        _ relay: RelaySettings?,
        timeout: TimeSpan = .seconds(120),
        logger: Logger? = nil,
        trouble: @escaping @Sendable (String?) -> Void = { _ in }
    ) throws {
        let logger = logger ?? Logger(label: "quiet") { _ in SwiftLogNoOpLogHandler() }
        try self.init { engine, turns in
            EmailChannel(
                engine: engine,
                turns: turns,
                relay: relay,
                timeout: timeout,
                logger: logger,
                trouble: trouble
            )
        }
    }
}
