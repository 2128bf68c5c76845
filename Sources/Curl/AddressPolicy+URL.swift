extension AddressPolicy {
    /// Why a URL of the web can never be called, under any policy: what libcurl's own parser or the check of requests says.
    ///
    /// - Parameter url: of a receiver; it is not shown.
    /// - Returns: a sentence about the URL.
    package static func flaw(of url: String) -> String? {
        do throws(TransferFailure) {
            try RequestCheck.check(WebRequest(url: url))
            let target = try TransferTarget(url: url)
            return ["http", "https"].contains(target.scheme) ? nil : "is none of the web"
        } catch {
            return "cannot be used: \(error.text)"
        }
    }

    /// Why this policy never lets a URL through, as far as the URL alone shows: its port, and the address when that is written out
    /// or every resolver gives the same (RFC 6761, 6.3: `localhost`).
    ///
    /// - Parameter url: of a receiver; of it only host and port are shown.
    /// - Returns: why; `nil` where it depends on what the name resolves to.
    package func refusal(of url: String) -> String? {
        guard let target = try? TransferTarget(url: url) else { return nil }
        if target.scheme == "http", !allowsPlainHTTP { return "plain http: is not allowed" }
        let isLocal = target.host == "localhost" || target.host.hasSuffix(".localhost")
        // A public address stands for any that a name may have: only the port is judged then.
        let peers = isLocal ? ["127.0.0.1", "::1"] : [IPAddress(target.host) == nil ? "9.9.9.9" : target.host]
        let verdicts = peers.compactMap { IPAddress($0) }.map { peer in
            verdict(host: target.host, port: target.port, peer: peer, use: .web)
        }
        guard !verdicts.contains(.allowed), case .refused(let why) = verdicts.first else { return nil }
        return why.text
    }
}
