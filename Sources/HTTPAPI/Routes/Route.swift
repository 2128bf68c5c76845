package import HTTPTypes
package import Hummingbird

/// One address of the server, and who may use it.
package struct Route: Sendable {
    package enum Access: Hashable, Sendable {
        /// No token is asked for.
        case anybody
        case needs(Permission)
    }

    package var method: HTTPRequest.Method
    /// With its variable parts in braces: `/v1/incidents/{id}`.
    package var path: String
    package var access: Access
    /// What the description of the API says of it.
    package var about: About
    package var handle: @Sendable (Call) async throws -> Response

    /// Method and path, as the description has them: `GET /v1/incidents/{id}`.
    package var name: String { "\(method.rawValue) \(path)" }

    /// A route for everybody.
    init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ about: About,
        handle: @escaping @Sendable (Call) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.about = about
        access = .anybody
        self.handle = handle
    }

    /// A route for those with an access token that has a permission.
    init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ permission: Permission,
        _ about: About,
        handle: @escaping @Sendable (Call, Caller) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.about = about
        access = .needs(permission)
        self.handle = { call in
            let caller = try call.authenticator.caller(of: call.request, in: call.context)
            call.context.trace.caller = caller.name
            try caller.mustHave(permission)
            return try await handle(call, caller)
        }
    }

    /// Whether a request for `path` is for this route, its method aside.
    func matches(path: String) -> Bool {
        RequestText.matches(path, pattern: self.path)
    }
}
