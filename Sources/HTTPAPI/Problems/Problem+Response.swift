import HTTPTypes
import Hummingbird
import NIOCore

extension Problem {
    /// The whole answer, with the header fields that its status asks for.
    func response() -> Response {
        var response = Response(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: "application/problem+json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        if !allow.isEmpty { response.headers[.allow] = allow.joined(separator: ", ") }
        if kind == .unauthenticated { response.headers[.wwwAuthenticate] = "Bearer realm=\"tocsin\"" }
        return response
    }
}
