import Access
import Dispatching
import Escalation
import HTTPTypes
package import Hummingbird
import Logging
import NIOCore
import Pages
import Text

/// Stands before the router: sends reports straight to the intake, turns every error into a problem document, and logs.
package struct APIResponder: HTTPResponder {
    package typealias Context = APIContext

    private static let linkFolder = "/a/"

    private let router: RouterResponder<APIContext>
    private let routes: [Route]
    /// The one route that has to be cheap; it takes no detour through the router.
    private let intake: Route?
    private let dependencies: APIDependencies
    private let counts: RequestCounts
    private let authenticator: Authenticator
    private let address: PublicAddress

    init(
        router: RouterResponder<APIContext>,
        routes: [Route],
        dependencies: APIDependencies,
        counts: RequestCounts,
        authenticator: Authenticator
    ) {
        self.router = router
        self.routes = routes
        intake = routes.first { $0.method == .post && $0.path == IntakeController.path }
        self.dependencies = dependencies
        self.counts = counts
        self.authenticator = authenticator
        address = PublicAddress(dependencies.publicURL)
    }

    package func respond(to written: Request, context: APIContext) async throws -> Response {
        let start = ContinuousClock.now
        let request = withStyleSheet(withoutPrefix(written))
        let isIntake = request.method == .post && request.head.path == IntakeController.path
        if !dependencies.trustedProxies.isEmpty {
            context.trace.client = dependencies.trustedProxies.client(of: context.connectionPeer, request.headers)
        }
        var response: Response
        do {
            if let expectation = request.headers[.expect], RequestText.asksForMore(expectation) {
                throw Problem(.expectation, "Of `Expect` only `100-continue` is understood.")
            }
            if isIntake, let intake {
                response = try await intake.handle(
                    Call(request: request, context: context, authenticator: authenticator)
                )
            } else {
                response = try await routed(request, context: context)
            }
        } catch let error as BrokenBody {
            throw error.cause
        } catch {
            let path = SafeText.path(request.head.path ?? "")
            response = problem(for: error, at: path).response()
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        if !isIntake, SafeText.holdsLink(request.head.path ?? "") { Page.hideAddress(in: &response) }
        counts.add(status: response.status.code)
        if !isIntake || response.status.kind != .successful {
            if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
            log(request, response, context, since: start, level: isQuiet(request) ? .debug : .info)
        } else if dependencies.logger.logLevel <= .debug {
            log(request, response, context, since: start, level: .debug)
        }
        return response
    }

    /// The request as it is where no proxy puts a path before ours: behind one that leaves the path on, it is taken off here.
    ///
    /// A path that is ours as it stands is not shortened, whatever the prefix; save where it would be an answer link or an
    /// incident by its form alone, and without the prefix is ours by name: `/a/a.css`.
    private func withoutPrefix(_ written: Request) -> Request {
        let request = withStyleSheet(withSingleSlashes(written))
        guard let path = request.head.path, let inner = address.inside(path) else { return request }
        let bare = request.uri.path
        let isOurs = routes.contains { $0.matches(path: bare) }
        let isNamed = routes.contains { $0.path == bare }
        guard !isOurs || !isNamed && routes.contains(where: { $0.path == address.inside(bare) }) else { return request }
        var head = request.head
        head.path = RequestText.plain(inner)
        return Request(head: head, body: request.body)
    }

    /// The request with the slashes as we write them: a proxy that cuts its prefix off without the slash behind it sends `//a/…`,
    /// and mail programs add one at the end of a link.
    private func withSingleSlashes(_ request: Request) -> Request {
        guard let path = request.head.path else { return request }
        let plain = RequestText.plain(path)
        guard plain != path else { return request }
        var head = request.head
        head.path = plain
        return Request(head: head, body: request.body)
    }

    /// The request for the style sheet, as `../a.css` reads from whatever spelling of a link was opened.
    ///
    /// From `/a/TOKEN/` that is `/a/a.css`. No token has a dot in it.
    private func withStyleSheet(_ request: Request) -> Request {
        let path = request.uri.path
        guard path.hasPrefix(Self.linkFolder), path.hasSuffix(StyleSheet.path), let written = request.head.path else {
            return request
        }
        var head = request.head
        head.path = StyleSheet.path + written[(written.firstIndex(of: "?") ?? written.endIndex)...]
        return Request(head: head, body: request.body)
    }

    private func routed(_ request: Request, context: APIContext) async throws -> Response {
        guard (request.head.path ?? "").utf8.count <= APILimits.urlBytes else {
            throw Problem(.urlTooLong, "Path and query have at most \(APILimits.urlBytes) bytes.")
        }
        let path = request.uri.path
        // The router takes no notice of empty parts, which would be further names of one address.
        guard RequestText.hasNoEmptyPart(path) else { throw Problem.notFound }
        let response = try await router.respond(to: request, context: context)
        // The router notes the path of the route that it takes; where there is none, the answer is its own.
        if context.endpointPath?.first == "/" { return response }
        return try unrouted(request, at: path)
    }

    /// The answer where the router found no route: what the address takes instead, if it is one.
    private func unrouted(_ request: Request, at path: String) throws(Problem) -> Response {
        let fitting = routes.filter { $0.matches(path: path) }
        guard !fitting.isEmpty else { throw Problem.notFound }
        var allow = Set(fitting.map(\.method.rawValue))
        if allow.contains("GET") { allow.insert("HEAD") }
        if request.method == .options {
            let methods = allow.union(["OPTIONS"]).sorted().joined(separator: ", ")
            return Response(status: .noContent, headers: [.allow: methods])
        }
        throw Problem(.method, "It takes \(allow.sorted().joined(separator: ", ")).", allow: allow.sorted())
    }

    private func problem(for error: any Error, at path: String) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let error as LedgerError: return Problem(error, directory: dependencies.directory())
        case StoreError.full: return .unavailable("the disk is full")
        case StoreError.unavailable: return .unavailable("\(error)")
        default:
            dependencies.logger.error(
                "a request failed",
                metadata: ["path": "\(path)", "error": "\(FailureWords.of(error))"]
            )
            return Problem(.failed, "The server could not do this; its log says why.")
        }
    }

    /// Requests that machines repeat for ever.
    private func isQuiet(_ request: Request) -> Bool {
        let path = request.head.path ?? ""
        return path.hasPrefix("/health/") || path == "/metrics"
    }

    private func log(
        _ request: Request,
        _ response: Response,
        _ context: APIContext,
        since start: ContinuousClock.Instant,
        level: Logger.Level
    ) {
        let time = start.duration(to: .now).components
        let microseconds = time.seconds * 1_000_000 + time.attoseconds / 1_000_000_000_000
        dependencies.logger.log(
            level: level,
            "request",
            metadata: [
                "method": "\(SafeText.printable(request.method.rawValue, limit: 20))",
                "path": "\(SafeText.path(request.head.path ?? ""))",
                "status": "\(response.status.code)",
                "us": "\(microseconds)",
                "peer": "\(context.peer)",
                "by": "\(context.trace.caller ?? "-")",
            ]
        )
    }
}
