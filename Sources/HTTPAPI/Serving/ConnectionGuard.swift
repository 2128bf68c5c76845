import Escalation
import NIOCore
import NIOHTTPTypes
import Synchronization

/// Counts the connections of each address; loopback is not counted, since a proxy stands there.
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
            guard let count = counts[peer] else { return }
            counts[peer] = count > 1 ? count - 1 : nil
        }
    }
}

/// Closes connections beyond an address's share, and those that send the body of a request too slowly.
///
/// It costs nothing on the usual path: a deadline is only set when a body does not come in one piece.
final class ConnectionGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let peers: PeerConnections
    private var peer: String?
    private var isReading = false
    private var deadline: Scheduled<Void>?

    init(peers: PeerConnections) {
        self.peers = peers
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { register(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        register(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let peer { peers.close(peer) }
        peer = nil
        deadline?.cancel()
        deadline = nil
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: isReading = true
        case .body: break
        case .end:
            isReading = false
            deadline?.cancel()
            deadline = nil
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if isReading, deadline == nil {
            let channel = context.channel
            deadline = context.eventLoop.scheduleTask(in: .milliseconds(APILimits.bodyTime.milliseconds)) {
                channel.close(promise: nil)
            }
        }
        context.fireChannelReadComplete()
    }

    private func register(_ context: ChannelHandlerContext) {
        guard peer == nil, let address = context.channel.remoteAddress?.ipAddress else { return }
        if address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.") { return }
        let name = APIContext.network(of: address)
        guard peers.open(name) else { return context.close(promise: nil) }
        peer = name
    }
}
