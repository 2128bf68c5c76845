/// One request or one mail, with its limits and what to do when it is over.
package struct TransferRequest: Sendable {
    package enum Kind: Sendable {
        case http(WebRequest)
        case smtp(MailRequest)
    }

    package let kind: Kind
    /// The whole transfer, from its start; time spent waiting for a place at the host does not count.
    package var timeout: Duration = .seconds(15)
    /// Name resolution, connection and TLS together.
    package var connectTimeout: Duration = .seconds(5)
    package var policy: AddressPolicy
    /// A file of PEM certificates to trust instead of the system's.
    package var authorityFile: String?
    package var maximumResponse = 65536
    /// Called once, on the engine's thread: it must not block.
    package let completion: @Sendable (TransferResult) -> Void

    package init(_ kind: Kind, policy: AddressPolicy, completion: @escaping @Sendable (TransferResult) -> Void) {
        self.kind = kind
        self.policy = policy
        self.completion = completion
    }
}
