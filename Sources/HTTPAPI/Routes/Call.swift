import Dispatching
import Escalation
package import Hummingbird
import NIOCore

/// One request on its way through a route.
package struct Call: Sendable {
    package let request: Request
    package let context: APIContext
    let authenticator: Authenticator

    /// A variable part of the path.
    func part(_ name: String) -> String {
        context.parameters.get(name) ?? ""
    }

    /// The incident in the path, by its name or number.
    ///
    /// - Throws: ``Problem`` when it can be none of this ledger.
    func incident() throws(Problem) -> IncidentID {
        guard let id = authenticator.names.id(part("id")) else { throw .notFound }
        return id
    }

    /// The body's bytes, at most `limit`.
    ///
    /// - Throws: ``Problem`` when there are more, or ``BrokenBody`` when the connection failed.
    func body(limit: Int) async throws -> [UInt8] {
        let tooLarge = Problem(.tooLarge, "The body of this request has at most \(limit) bytes.")
        if let length = request.headers[.contentLength].flatMap(Int.init), length > limit { throw tooLarge }
        if let encoding = request.headers[.contentEncoding], encoding.lowercased() != "identity" {
            throw Problem(.mediaType, "Compressed bodies are not taken; send it as it is, without `Content-Encoding`.")
        }
        if request.headers.contains(.expect) { context.askForBody() }
        do {
            let buffer = try await request.body.collect(upTo: limit)
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw tooLarge
        } catch {
            throw BrokenBody(cause: error)
        }
    }

    /// The bytes of a JSON body.
    ///
    /// - Throws: ``Problem``, or ``BrokenBody``.
    func jsonBytes(limit: Int = APILimits.bodyBytes) async throws -> [UInt8] {
        if let type = request.headers[.contentType], !RequestText.isJSON(type) {
            throw Problem(.mediaType, "Send the body as `Content-Type: application/json`.")
        }
        return try await body(limit: limit)
    }

    /// The bytes of a form, as browsers send one without files.
    ///
    /// - Throws: ``Problem``, or ``BrokenBody``.
    func formBytes(limit: Int) async throws -> [UInt8] {
        if let type = request.headers[.contentType], !RequestText.isForm(type) {
            throw Problem(.mediaType, "Send the body as `Content-Type: application/x-www-form-urlencoded`.")
        }
        return try await body(limit: limit)
    }

    /// The members of a JSON body that must be an object.
    ///
    /// - Throws: ``Problem``, or ``BrokenBody``.
    func fields() async throws -> Fields {
        Fields(try Problem.readJSON(try await jsonBytes()))
    }
}

/// The connection failed while a body was read; the server's own error goes on to Hummingbird.
struct BrokenBody: Error {
    var cause: any Error
}

extension Query {
    init(_ request: Request) {
        self.init(path: request.head.path ?? "")
    }
}

extension SafeText {
    /// The path as a log may have it.
    static func path(of request: Request) -> String {
        path(request.head.path ?? "")
    }
}
