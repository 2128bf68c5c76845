import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Text

extension Page {
    /// A page with all header fields of RELIABILITY §4 S4 and S5.
    static func response(_ html: HTML, status: HTTPResponse.Status, isBehindTLS: Bool) -> Response {
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8",
            .cacheControl: "no-store",
            .contentSecurityPolicy: policy,
            .xContentTypeOptions: "nosniff",
        ]
        for (name, value) in fixed {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        if isBehindTLS { headers[.strictTransportSecurity] = "max-age=31536000" }
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: html.text))
        )
    }

    static let policy = """
        default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
        """

    /// Keeps the address of an answer page from other sites and from search engines, whatever is answered there.
    static func hideAddress(in response: inout Response) {
        for (name, value) in fixed.prefix(2) {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
    }

    private static let fixed = [
        ("Referrer-Policy", "no-referrer"),
        ("X-Robots-Tag", "noindex, nofollow"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
}

extension StyleSheet {
    static var response: Response {
        var response = Response.text(text, type: "text/css; charset=utf-8")
        response.headers[.cacheControl] = "public, max-age=31536000, immutable"
        return response
    }
}
