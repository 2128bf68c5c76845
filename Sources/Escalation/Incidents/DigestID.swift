/// Names one message that stands for several notifications.
package struct DigestID: Hashable, Codable, Sendable {
    /// The notification after which it is called.
    package var first: NotificationID
    /// Random, from the commit that merged it, below 2^52: another digest that is called after the same notification has another.
    package var mark: UInt64

    package init(first: NotificationID, mark: UInt64 = 0) {
        self.first = first
        self.mark = mark
    }
}
