import CProcess
import HTTPAPI
import Hummingbird
import Logging
import ServiceLifecycle
import UnixSignals

/// The ledger and the channels as a service: they end after the HTTP side has.
struct HouseService: Service {
    let house: House

    func run() async throws {
        try? await gracefulShutdown()
        house.close()
    }
}

/// Reads the contact tree again on SIGHUP; also when that came while the server was starting.
struct ReloadService: Service {
    let house: House

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        if process_was_hung_up() != 0 { _ = await house.reload() }
        for await _ in signals.cancelOnGracefulShutdown() {
            _ = await house.reload()
        }
    }
}

extension House {
    /// Serves until SIGTERM or SIGINT.
    ///
    /// - Parameters:
    ///   - host: the address to listen at.
    ///   - port: the port; 0 for any free one.
    ///   - services: further services that run beside it.
    ///   - onListening: called once with the port.
    /// - Throws: what ended a service, such as a port that is taken.
    func serve(
        host: String,
        port: Int,
        beside services: [any Service] = [],
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws {
        let application = buildApplication(dependencies, address: host, port: port, onListening: onListening)
        var all: [any Service] = [HouseService(house: self), ReloadService(house: self)]
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
