import CProcess
import HTTPAPI
import Hummingbird
import Logging
package import ServiceLifecycle
import UnixSignals

/// The ledger and the channels as a service: they end after the HTTP side has.
struct ServerService: Service {
    let server: TocsinServer

    func run() async throws {
        try? await gracefulShutdown()
        await server.close()
    }
}

/// Reads the contact tree again on SIGHUP; also when that came while the server was starting.
struct ReloadService: Service {
    let server: TocsinServer

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        if process_was_hung_up() != 0 { _ = await server.reload() }
        for await _ in signals.cancelOnGracefulShutdown() {
            _ = await server.reload()
        }
    }
}

extension TocsinServer {
    /// Serves until SIGTERM or SIGINT.
    ///
    /// - Parameters:
    ///   - host: the address to listen at.
    ///   - port: the port; 0 for any free one.
    ///   - services: further services that run beside it.
    ///   - onListening: called once with the port.
    /// - Throws: what ended a service, such as a port that is taken.
    package func serve(
        host: String,
        port: Int,
        beside services: [any Service] = [],
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws {
        let application = buildApplication(dependencies, address: host, port: port, onListening: onListening)
        var all: [any Service] = [ServerService(server: self), ReloadService(server: self)]
        all.append(application)
        all += services
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: all.map {
                    .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
                },
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        try await group.run()
    }
}
