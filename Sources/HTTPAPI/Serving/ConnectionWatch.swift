import Logging

/// What all connections of a server share.
struct ConnectionWatch: Sendable {
    private let peers = PeerConnections(limit: APILimits.connectionsPerAddress)
    private let proxies: TrustedProxies
    private let counts: RequestCounts
    private let notices: LimitNotices
    private let logger: Logger

    init(_ dependencies: APIDependencies, counts: RequestCounts) {
        proxies = dependencies.trustedProxies
        notices = dependencies.notices
        logger = dependencies.logger
        self.counts = counts
    }

    /// Whether an address may have one more connection.
    enum Admission {
        /// A proxy's, whose connections are not counted: one on this machine, or one that is trusted.
        case uncounted
        case counted(String)
        case refused
    }

    func admit(_ address: String) -> Admission {
        if address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.") { return .uncounted }
        if proxies.contains(address) { return .uncounted }
        let name = RequestText.network(of: address)
        if peers.open(name) { return .counted(name) }
        counts.addConnectionOverShare()
        notices.refused(.connections, by: name)
        return .refused
    }

    func left(_ name: String) {
        peers.close(name)
    }

    /// A connection was closed since its limits could not be put in place.
    func cannotGuard(_ error: any Error) {
        logger.critical("a connection was closed: it cannot be guarded", metadata: ["why": "\(error)"])
    }

    /// Puts a request that never reached a route into the figures and the log.
    func refused(_ problem: Problem, from peer: String) {
        if problem.kind == .tooSlow { counts.addSlow() } else { counts.addMalformed() }
        counts.add(status: problem.status)
        logger.info(
            "request refused",
            metadata: ["status": "\(problem.status)", "why": "\(problem.detail)", "peer": "\(peer)"]
        )
    }
}
