/// How the kept connections to relays were secured.
///
/// libcurl may give a connection to a request that asks for more than the connection's first request did.
final class MailSessions {
    struct Key: Hashable {
        let localPort: UInt16
        let peer: IPAddress
        let peerPort: UInt16
    }

    struct Session {
        let security: MailRequest.Security
        let isAuthenticated: Bool
    }

    private var sessions: [Key: Session] = [:]

    subscript(key: Key) -> Session? {
        get { sessions[key] }
        set {
            // A port is used again long before this many connections are open: old entries are only stale.
            if sessions.count >= 4096 { sessions.removeAll() }
            sessions[key] = newValue
        }
    }
}
