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

    /// The address that the connection comes from, without the port; an IPv6 one as its /64.
    var peer: String {
        guard let address = channel.remoteAddress else { return "unknown" }
        guard let text = address.ipAddress else { return "local" }
        return Self.network(of: text)
    }

    static func network(of address: String) -> String {
        guard address.contains(":"), !address.hasPrefix("::ffff:") else { return address }
        var groups = address.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if let gap = groups.dropFirst().firstIndex(of: ""), groups.count < 8 {
            groups.replaceSubrange(gap...gap, with: [String](repeating: "0", count: 9 - groups.count))
        }
        return groups.prefix(4).joined(separator: ":") + "::/64"
    }
}

/// What the access log learns of a request on its way.
final class Trace: Sendable {
    private let state = Mutex<String?>(nil)

    /// The name of the caller's token.
    var caller: String? {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
