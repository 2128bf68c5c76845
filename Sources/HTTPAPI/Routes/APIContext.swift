package import Hummingbird
import NIOCore
import Synchronization

/// What is known of a request beside its head and body.
package struct APIContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// What the access log learns of the request on its way.
    let trace = Trace()
    private let channel: any Channel

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// The address that the request comes from, without the port; an IPv6 one as its /64.
    var peer: String {
        RequestText.network(of: trace.client ?? connectionPeer)
    }

    /// Lets a client that holds its body back send it.
    func askForBody() {
        channel.triggerUserOutboundEvent(BodyWanted(), promise: nil)
    }

    /// The address that the connection comes from.
    var connectionPeer: String {
        guard let address = channel.remoteAddress else { return "unknown" }
        return address.ipAddress ?? "local"
    }
}

/// What the access log learns of a request on its way.
final class Trace: Sendable {
    private struct State {
        var caller: String?
        var client: String?
    }

    private let state = Mutex(State())

    /// The name of the caller's token, or the person whose link it is.
    var caller: String? {
        get { state.withLock { $0.caller } }
        set { state.withLock { $0.caller = newValue } }
    }

    /// The address that a trusted proxy heard the request from.
    var client: String? {
        get { state.withLock { $0.client } }
        set { state.withLock { $0.client = newValue } }
    }
}
