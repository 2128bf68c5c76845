package import Curl
package import Dispatching
package import Escalation
package import Messages

/// Sends messages to HTTP receivers, each in the shape of its preset.
package final class WebhookChannel: Channel {
    package let name = "webhook"
    private let outbox: NetworkOutbox

    /// - Parameters:
    ///   - engine: carries out the requests; the caller starts it, and stops it after this channel.
    ///   - turns: told by the engine when a group of results is complete.
    ///   - presets: the shapes by name, as they are now.
    ///   - policy: which receivers may be connected to.
    ///   - timeout: for one whole request.
    ///   - watch: told how each attempt ended.
    ///   - clock: the wall clock, for signatures.
    package init(
        engine: TransferEngine,
        turns: EngineTurns,
        presets: @escaping @Sendable () -> [String: WebhookPreset],
        policy: AddressPolicy,
        timeout: TimeSpan = .seconds(15),
        watch: WayWatch? = nil,
        clock: @escaping @Sendable () -> Timestamp
    ) {
        let writer = WebhookWriter(
            presets: presets,
            policy: policy,
            timeout: .milliseconds(timeout.milliseconds),
            clock: clock
        )
        outbox = NetworkOutbox(name: "webhooks", engine: engine, turns: turns, watch: watch, prepare: writer.envelope)
    }

    package func send(_ deliveries: [Delivery], report: @escaping @Sendable ([DeliveryResult]) -> Void) {
        outbox.send(deliveries, report: report)
    }

    package func isHolding(_ parcel: ParcelID) -> Bool {
        outbox.isHolding(parcel)
    }

    package func stop(patience: TimeSpan) {
        outbox.stop(patience: patience)
    }
}
