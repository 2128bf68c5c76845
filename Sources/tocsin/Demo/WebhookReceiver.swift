import Dispatching
import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import Synchronization
import Text

/// A receiver of webhooks that keeps what came, for the demonstration.
final class WebhookReceiver: Sendable {
    /// A message as it arrived.
    struct Arrival: Sendable {
        var person: String
        var kind: String
        var title: String
        var link: String?
    }

    private let arrivals = Mutex<[Arrival]>([])

    var all: [Arrival] { arrivals.withLock { $0 } }

    /// The application that receives.
    func application(port: Int) -> some ApplicationProtocol {
        let router = Router()
        router.post("/hook") { [self] request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            take(Array(body.readableBytesView))
            return HTTPResponse.Status.noContent
        }
        var logger = Logger(label: "receiver")
        logger.logLevel = .error
        return Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            logger: logger
        )
    }

    private func take(_ bytes: [UInt8]) {
        guard let payload = try? JSONReader.read(bytes), let data = payload["data"] else { return }
        let arrival = Arrival(
            person: data["person"]?.string ?? "?",
            kind: data["kind"]?.string ?? "?",
            title: data["title"]?.string ?? "?",
            link: data["link"]?.string
        )
        arrivals.withLock { $0.append(arrival) }
    }
}

/// A port of this machine that nobody listens at.
enum FreePort {
    static func find(preferred: Int) async -> Int {
        for port in [preferred, 0] {
            let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            guard let channel = try? await bootstrap.bind(host: "127.0.0.1", port: port).get() else { continue }
            let found = channel.localAddress?.port ?? port
            try? await channel.close().get()
            return found
        }
        return preferred
    }
}
