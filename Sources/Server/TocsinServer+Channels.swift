package import Channels
package import Curl
package import Dispatching
import Escalation
package import Logging
import Messages
import Text

extension TocsinServer {
    /// The channels of a server, by its settings; `clock` is what signatures of webhooks go by.
    package static func channels(
        _ settings: ServerSettings,
        engine: TransferEngine,
        turns: EngineTurns,
        tree: TreeInForce,
        clock: any Dispatching.Clock,
        logger: Logger,
        alerts: SelfAlerts? = nil,
        watch: WayWatch? = nil
    ) -> [any Channel] {
        [
            WebhookChannel(
                engine: engine,
                turns: turns,
                presets: { tree.current.templates.presets },
                policy: settings.policy,
                watch: watch,
                clock: { clock.now().wall }
            ),
            EmailChannel(engine: engine, turns: turns, relay: settings.relay, watch: watch, logger: logger) { fault in
                let way = Way(channel: "email")
                guard let fault else { return alerts?.recovered(.relayRefuses, of: way) ?? () }
                alerts?.raise(.relayRefuses, LocalizedText(fault), of: way)
            },
            LogChannel(directory: DataFile.logs.path(in: settings.data), watch: watch),
        ]
    }
}
