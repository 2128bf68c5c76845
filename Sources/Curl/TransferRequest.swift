/// One request or one mail, with its limits and what to do when it is over.
package struct TransferRequest: Sendable {
    package enum Kind: Sendable {
        case http(WebRequest)
        case smtp(MailRequest)
    }

    package let kind: Kind
    /// The whole transfer, from its start; time spent waiting for a place at the host does not count.
    package var timeout: Duration = .seconds(15)
    /// Name resolution and connection together: a dead host is found in that time, a slow one is waited for.
    ///
    /// For HTTP it covers TLS too and is 5 s. For mail it is 20 s: a second name server after one that is gone (5 s by
    /// resolv.conf), and two addresses of which the first is dead (7 s).
    package var connectTimeout: Duration
    package var policy: AddressPolicy
    /// A file of PEM certificates to trust instead of the system's.
    package var authorityFile: String?
    package var maximumResponse = 65536
    /// For mail: called each time the relay let it wait another `waitTold`, with how long it has waited and what the
    /// relay has not said; from the mail's own thread, so it may take a lock and nothing longer.
    package var onWaiting: (@Sendable (Duration, String) -> Void)?
    package var waitTold = Duration.seconds(30)
    /// Asked on the engine's thread when a place at the host is free, just before the transfer begins.
    ///
    /// `false` ends it as ``TransferFailure/Code/notStarted``. It must not block.
    package var mayStart: (@Sendable () -> Bool)?
    /// Called once, on the engine's thread: it must not block.
    package let completion: @Sendable (TransferResult) -> Void

    package init(_ kind: Kind, policy: AddressPolicy, completion: @escaping @Sendable (TransferResult) -> Void) {
        self.kind = kind
        connectTimeout = if case .smtp = kind { .seconds(20) } else { .seconds(5) }
        self.policy = policy
        self.completion = completion
    }
}

/// An HTTP request.
package struct WebRequest: Sendable {
    package let method: String
    package let url: String
    package let headers: [(String, String)]
    package let body: [UInt8]

    package init(method: String = "POST", url: String, headers: [(String, String)] = [], body: [UInt8] = []) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
