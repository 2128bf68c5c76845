package import Escalation
package import Messages

/// One kind of address and what serves it: webhook, e-mail or log file.
///
/// Channels are plugged in behind this protocol and pass one conformance suite. A channel never blocks its caller, never
/// lets one stuck receiver delay another, and tells the outcome of every delivery exactly once.
package protocol Channel: Sendable {
    /// What addresses call it: `webhook`, `email` or `log`.
    var name: String { get }

    /// Takes deliveries on and returns at once. They are durable by now.
    ///
    /// - Parameters:
    ///   - deliveries: each to be sent once; graver ones first.
    ///   - report: called once for each delivery, from any thread, in any order, several at a time where they end together.
    func send(_ deliveries: [Delivery], report: @escaping @Sendable ([DeliveryResult]) -> Void)

    /// Whether a delivery is still here and will be reported; asked by the auditor for what has no outcome.
    func isHolding(_ parcel: ParcelID) -> Bool

    /// Ends what is under way within `patience`; deliveries cut off are reported as unknown.
    func stop(patience: TimeSpan)
}

extension Channel {
    package func isHolding(_ parcel: ParcelID) -> Bool { false }
}

/// One attempt to send one message to one address.
package struct Delivery: Sendable {
    /// Names the attempt to the dispatcher.
    package var parcel: ParcelID
    package var address: Address
    /// Whether the attempt may begin; asked just before, by whatever would send the first byte.
    ///
    /// What may not is reported as never begun.
    package var mayStart: @Sendable () -> Bool
    /// Renders the message as it is just before sending; called once at most, on the channel's own thread.
    package var compose: @Sendable () -> Message

    package init(
        parcel: ParcelID,
        address: Address,
        mayStart: @escaping @Sendable () -> Bool = { true },
        compose: @escaping @Sendable () -> Message
    ) {
        self.parcel = parcel
        self.address = address
        self.mayStart = mayStart
        self.compose = compose
    }
}

/// What is sent as one message: one notification, or several merged into a digest under the first one's number.
package struct ParcelID: Hashable, Sendable {
    package var first: NotificationID
    package var isDigest: Bool

    package init(first: NotificationID, isDigest: Bool = false) {
        self.first = first
        self.isDigest = isDigest
    }
}

/// How one attempt ended, as its channel tells it.
package struct DeliveryResult: Sendable {
    package var parcel: ParcelID
    /// `nil` for an attempt that was never begun: it does not count, and comes again.
    package var outcome: AttemptOutcome?
    /// Why the message went out as the fixed plain text, if its template failed.
    package var templateFault: TemplateFault?

    package init(parcel: ParcelID, outcome: AttemptOutcome?, templateFault: TemplateFault? = nil) {
        self.parcel = parcel
        self.outcome = outcome
        self.templateFault = templateFault
    }
}
