import Access
import Dispatching
import Record

/// The description of the API in OpenAPI 3.1; a test holds it against the routes.
package enum OpenAPI {
    /// The document, JSON.
    ///
    /// - Parameter address: where people reach the server, without a slash at the end.
    /// - Returns: UTF-8.
    package static func document(at address: String) -> String {
        let bytes = (try? CompactEncoder.encode(value(at: address))) ?? []
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The document as a value.
    package static func value(at address: String) -> JSONValue {
        .object([
            .init("openapi", .text("3.1.0")),
            .init("info", information),
            .init("servers", .list([.object([.init("url", .text(address))])])),
            .init("paths", paths),
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

    private static var paths: JSONValue {
        var order: [String] = []
        var byPath: [String: [JSONValue.Member]] = [:]
        for operation in operations {
            if byPath[operation.path] == nil { order.append(operation.path) }
            byPath[operation.path, default: []].append(.init(operation.method, operation.value))
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

    /// One operation of the description.
    struct Operation {
        var method: String
        var path: String
        var permission: Permission?
        var summary: String
        /// In the query: name and meaning.
        var query: [(String, String)] = []
        /// The names of the schemas.
        var body: String?
        var reply: String?
        var replyType = "application/json"
        var status = "200"

        var value: JSONValue {
            var members: [JSONValue.Member] = [.init("summary", .text(summary))]
            let parameters = pathParameters + query.map { Self.parameter($0, in: "query", meaning: $1) }
            if !parameters.isEmpty { members.append(.init("parameters", .list(parameters))) }
            if let permission {
                let roles = permission.roles.map(\.rawValue).joined(separator: ", ")
                members.append(.init("description", .text("Roles: \(roles).")))
                members.append(.init("security", .list([.object([.init("token", .list([]))])])))
            }
            if let body {
                let type = body == "AnswerForm" ? "application/x-www-form-urlencoded" : "application/json"
                let content = JSONValue.object([.init(type, .object([.init("schema", Self.reference(body))]))])
                members.append(
                    .init("requestBody", .object([.init("required", .flag(true)), .init("content", content)]))
                )
            }
            members.append(.init("responses", responses))
            return .object(members)
        }

        private var responses: JSONValue {
            let schema = reply.map(Self.reference) ?? .object([.init("type", .text("string"))])
            let content = JSONValue.object([.init(replyType, .object([.init("schema", schema)]))])
            let problem = JSONValue.object([
                .init("application/problem+json", .object([.init("schema", Self.reference("Problem"))]))
            ])
            return .object([
                .init(status, .object([.init("description", .text("Done.")), .init("content", content)])),
                .init("default", .object([.init("description", .text("Not done.")), .init("content", problem)])),
            ])
        }

        private var pathParameters: [JSONValue] {
            path.split(separator: "/").filter { $0.hasPrefix("{") }.map { part in
                Self.parameter(String(part.dropFirst().dropLast()), in: "path", meaning: nil)
            }
        }

        private static func parameter(_ name: String, in place: String, meaning: String?) -> JSONValue {
            var members: [JSONValue.Member] = [
                .init("name", .text(name)), .init("in", .text(place)),
                .init("schema", .object([.init("type", .text(name == "id" ? "integer" : "string"))])),
            ]
            if place == "path" { members.append(.init("required", .flag(true))) }
            if let meaning { members.append(.init("description", .text(meaning))) }
            return .object(members)
        }

        private static func reference(_ name: String) -> JSONValue {
            .object([.init("$ref", .text("#/components/schemas/\(name)"))])
        }
    }
}
