import Access
import Dispatching
import Text

extension Route {
    /// The route as an operation of the description.
    var described: JSONValue {
        var members: [JSONValue.Member] = [.init("summary", .text(about.summary))]
        let parameters = pathParameters + about.parameters.map(Self.parameter)
        if !parameters.isEmpty { members.append(.init("parameters", .list(parameters))) }
        if case .needs(let permission) = access {
            let roles = permission.roles.map(\.rawValue).joined(separator: ", ")
            members.append(.init("description", .text("Roles: \(roles).")))
            members.append(.init("security", .list([.object([.init("token", .list([]))])])))
        }
        if let body = about.takes {
            members.append(
                .init(
                    "requestBody",
                    .object([.init("required", .flag(true)), .init("content", .object([Self.content(body)]))])
                )
            )
        }
        members.append(.init("responses", .object(responses)))
        return .object(members)
    }

    private var responses: [JSONValue.Member] {
        let problem = About.Content(type: "application/problem+json", schema: .problem)
        let failures = [problem] + (about.failsWith.map { [$0] } ?? [])
        return about.gives.map { Self.response(String($0.status), "Done.", [$0.content]) }
            + [Self.response("default", "Not done.", failures)]
    }

    private static func response(_ status: String, _ meaning: String, _ contents: [About.Content]) -> JSONValue.Member {
        .init(
            status,
            .object([
                .init("description", .text(meaning)), .init("content", .object(contents.map(content))),
            ])
        )
    }

    private static func content(_ content: About.Content) -> JSONValue.Member {
        let schema: JSONValue.Member =
            content.schema.map { .init("$ref", .text("#/components/schemas/\($0.rawValue)")) }
            ?? .init("type", .text("string"))
        return .init(content.type, .object([.init("schema", .object([schema]))]))
    }

    private var pathParameters: [JSONValue] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { part in
            let name = String(part.dropFirst().prefix { $0 != "}" })
            return .object([
                .init("name", .text(name)), .init("in", .text("path")),
                .init("schema", .object([.init("type", .text("string"))])),
                .init("required", .flag(true)),
            ])
        }
    }

    private static func parameter(_ parameter: About.Parameter) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("name", .text(parameter.name)), .init("in", .text(parameter.place.rawValue)),
            .init("schema", .object([.init("type", .text(parameter.type))])),
            .init("description", .text(parameter.meaning)),
        ]
        if parameter.isRequired { members.append(.init("required", .flag(true))) }
        return .object(members)
    }
}
