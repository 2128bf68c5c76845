import Channels
import Curl
import Dispatching
import Escalation
import Logging
import Messages

extension House {
    /// The channels of a server, by its settings.
    static func channels(
        _ settings: ServerSettings,
        engine: TransferEngine,
        turns: EngineTurns,
        tree: TreeInForce,
        logger: Logger,
        alerts: SelfAlerts? = nil
    ) -> [any Channel] {
        [
            WebhookChannel(
                engine: engine,
                turns: turns,
                presets: { tree.current.templates.presets },
                policy: settings.policy,
                clock: { SystemClock().now().wall }
            ),
            EmailChannel(engine: engine, turns: turns, relay: settings.relay, logger: logger) { fault in
                if let fault { alerts?.raise(.relayRefuses, fault) } else { alerts?.recovered(.relayRefuses) }
            },
            LogChannel(directory: settings.data + "/log"),
        ]
    }
}
