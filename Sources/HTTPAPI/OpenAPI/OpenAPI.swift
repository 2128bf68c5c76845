import Access
import Dispatching
import HTTPTypes
import Hummingbird
import Record
package import Text

/// The description of the API in OpenAPI 3.1, written from the routes themselves.
package enum OpenAPI {
    static let path = "/openapi.json"

    /// The route that shows the description of all others and of itself.
    ///
    /// - Parameters:
    ///   - routes: what is described.
    ///   - address: where people reach the server, without a slash at the end.
    /// - Returns: a route like every other.
    static func route(beside routes: [Route], at address: String) -> Route {
        let about = About("This document.", gives: .json(.description))
        var own = Route(.get, path, about) { _ in throw Problem.notFound }
        let text = document(of: routes + [own], at: address)
        own.handle = { _ in .text(text, type: "application/json") }
        return own
    }

    /// The document, JSON.
    private static func document(of routes: [Route], at address: String) -> String {
        let bytes = (try? CompactEncoder.encode(value(of: routes, at: address))) ?? []
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The document as a value.
    package static func value(of routes: [Route], at address: String) -> JSONValue {
        .object([
            .init("openapi", .text("3.1.0")),
            .init("info", information),
            .init("servers", .list([.object([.init("url", .text(address))])])),
            .init("paths", paths(of: routes)),
            .init("components", components),
        ])
    }

    private static let information = JSONValue.object([
        .init("title", .text("Tocsin")),
        .init("version", .text("1")),
        .init("description", .text(introduction)),
        .init("license", .object([.init("name", .text("Apache-2.0")), .init("identifier", .text("Apache-2.0"))])),
    ])

    private static let introduction = """
        Reports become incidents, people are told until somebody answers, and everything stays on record. \
        Errors are problem documents (RFC 9457) that name the field; nothing is stored on an error.
        """

    private static func paths(of routes: [Route]) -> JSONValue {
        var order: [String] = []
        var byPath: [String: [JSONValue.Member]] = [:]
        for route in routes {
            if byPath[route.path] == nil { order.append(route.path) }
            byPath[route.path, default: []].append(.init(route.method.rawValue.lowercased(), route.described))
        }
        return .object(order.map { .init($0, .object(byPath[$0] ?? [])) })
    }

    private static var components: JSONValue {
        .object([
            .init(
                "securitySchemes",
                .object([
                    .init("token", .object([.init("type", .text("http")), .init("scheme", .text("bearer"))]))
                ])
            ),
            .init("schemas", schemas),
        ])
    }
}
