import Escalation
import HTTPTypes
package import Hummingbird
import HummingbirdCore
import NIOCore

/// All routes of the server.
package func buildRoutes(_ dependencies: APIDependencies, counts: RequestCounts = RequestCounts()) -> [Route] {
    let routes =
        IntakeController(dependencies, counts: counts).routes
        + IncidentController(dependencies).routes
        + OperationController(dependencies).routes
        + OutlookController(dependencies).routes
        + DirectoryController(dependencies).routes
        + RosterController(dependencies, counts: counts).routes
        + AnswerController(dependencies, counts: counts).routes
        + ChangeController(dependencies).routes
        + ServerController(dependencies, counts: counts).routes
    return routes + [OpenAPI.route(beside: routes, at: dependencies.publicURL)]
}

/// The router with all routes, for main and tests alike.
func buildRouter(routes: [Route], authenticator: Authenticator) -> Router<APIContext> {
    let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
    for route in routes {
        router.on(RouterPath(route.path), method: route.method) { request, context in
            try await route.handle(Call(request: request, context: context, authenticator: authenticator))
        }
    }
    return router
}

/// Makes the application, ready for a service group.
///
/// - Parameters:
///   - dependencies: the rest of the server.
///   - address: the address to listen at.
///   - port: the port; 0 for any free one.
///   - onListening: called once with the port that is listened at.
/// - Returns: a service.
package func buildApplication(
    _ dependencies: APIDependencies,
    address: String,
    port: Int,
    onListening: @escaping @Sendable (Int) async -> Void = { _ in }
) -> some ApplicationProtocol {
    let counts = RequestCounts()
    let routes = buildRoutes(dependencies, counts: counts)
    let authenticator = Authenticator(dependencies, counts: counts)
    let router = buildRouter(routes: routes, authenticator: authenticator)
    let responder = APIResponder(
        router: router.buildResponder(),
        routes: routes,
        dependencies: dependencies,
        counts: counts,
        authenticator: authenticator
    )
    let watch = ConnectionWatch(dependencies, counts: counts)
    let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
        maxHeaderFieldSize: APILimits.headerBytes,
        maxHeaderListSize: APILimits.headerBytes,
        maxHeaderFieldCount: APILimits.headerCount
    )
    return Application(
        responder: responder,
        server: .http1(
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [ConnectionGuard(watch)],
                idleTimeout: .milliseconds(APILimits.idleTime.milliseconds),
                httpDecoderConfiguration: decoder
            )
        ),
        configuration: ApplicationConfiguration(
            address: .hostname(address, port: port),
            backlog: 1_024,
            availableConnectionsDelegate: .maximum(APILimits.connections, logger: dependencies.logger)
        ),
        onServerRunning: { channel in await onListening(channel.localAddress?.port ?? port) },
        logger: dependencies.logger
    )
}
