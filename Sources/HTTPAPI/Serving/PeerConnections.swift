import Synchronization

/// Counts the connections of each address.
final class PeerConnections: Sendable {
    private let counts = Mutex<[String: Int]>([:])
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes one more connection on; `false` when the address has too many already.
    func open(_ peer: String) -> Bool {
        counts.withLock { counts in
            guard counts[peer, default: 0] < limit else { return false }
            counts[peer, default: 0] += 1
            return true
        }
    }

    func close(_ peer: String) {
        counts.withLock { counts in
            guard let count = counts[peer] else {
                preconditionFailure("a connection ended that was not counted")
            }
            counts[peer] = count > 1 ? count - 1 : nil
        }
    }
}
