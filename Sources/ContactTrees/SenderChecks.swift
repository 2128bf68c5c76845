/// What only the senders know of an address, for the reading of a contact tree: what would otherwise be found when an alarm
/// goes out.
package struct SenderChecks: Sendable {
    /// What is wrong and what to do, without a secret in it.
    package struct Refusal: Sendable {
        package var what: String
        package var remedy: String

        package init(_ what: String, _ remedy: String) {
            self.what = what
            self.remedy = remedy
        }
    }

    /// What is wrong with the secret of an address whose preset has this name; the secret is `nil` when it is not on this machine.
    package var secret: @Sendable (_ preset: String, _ secret: String?) -> Refusal?
    /// Why nothing can be sent to a URL, whatever the settings are.
    package var url: @Sendable (_ preset: String, _ url: String) -> Refusal?
    /// Why nothing can be sent to a URL under the settings at hand; never where there are none.
    package var reach: @Sendable (_ preset: String, _ url: String) -> Refusal?
    /// Whether the settings at hand name no relay.
    package var lacksRelay: Bool

    package init(
        secret: @escaping @Sendable (_ preset: String, _ secret: String?) -> Refusal? = { _, _ in nil },
        url: @escaping @Sendable (_ preset: String, _ url: String) -> Refusal? = { _, _ in nil },
        reach: @escaping @Sendable (_ preset: String, _ url: String) -> Refusal? = { _, _ in nil },
        lacksRelay: Bool = false
    ) {
        self.secret = secret
        self.url = url
        self.reach = reach
        self.lacksRelay = lacksRelay
    }
}
