package import Escalation
import Messages
import OrderedCollections

/// Hands messages whose turn has come to the channels of their addresses.
package struct ChannelRouter: Sendable {
    private let channels: [String: any Channel]
    private let composer: Composer
    private let mayStart: @Sendable () -> Bool

    /// - Parameters:
    ///   - channels: the ways out.
    ///   - composer: renders messages.
    ///   - mayStart: whether an attempt may begin now; asked from the channels' threads.
    package init(
        channels: [any Channel],
        composer: Composer,
        mayStart: @escaping @Sendable () -> Bool = { true }
    ) {
        self.mayStart = mayStart
        self.channels = Dictionary(uniqueKeysWithValues: channels.map { ($0.name, $0) })
        self.composer = composer
    }

    /// Sends each message once; outcomes are reported as channels tell them.
    package func send(_ outgoing: [Outgoing], report: @escaping @Sendable ([DeliveryResult]) -> Void) {
        // In the order of their first message, so that the same input always does the same.
        var byChannel: OrderedDictionary<String, [Delivery]> = [:]
        for one in outgoing {
            let composer = composer
            let delivery = Delivery(parcel: one.parcel, address: one.address, mayStart: mayStart) {
                composer.compose(one)
            }
            byChannel[one.address.channel, default: []].append(delivery)
        }
        for (name, deliveries) in byChannel {
            if let channel = channels[name] {
                channel.send(deliveries, report: report)
            } else {
                let outcome = AttemptOutcome.permanent(reason: Evidence(.noChannel(name)))
                report(deliveries.map { DeliveryResult(parcel: $0.parcel, outcome: outcome) })
            }
        }
    }

    /// Whether some channel still has this parcel.
    package func isHolding(_ parcel: ParcelID) -> Bool {
        channels.values.contains { $0.isHolding(parcel) }
    }

    package func stop(patience: TimeSpan) {
        for channel in channels.values { channel.stop(patience: patience) }
    }
}
