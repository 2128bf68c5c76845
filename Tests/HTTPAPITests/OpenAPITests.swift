import Access
import Dispatching
import HTTPAPI
import Testing

@Suite struct `The description of the API` {
    @Test func `every route is described, with its roles, and nothing else is`() async throws {
        try await TestServer.run { server in
            let document = try await server.request("GET", "/openapi.json").json
            guard case .object(let paths) = document["paths"] else {
                Issue.record("no paths")
                return
            }
            var described: [String: String] = [:]
            for path in paths {
                guard case .object(let operations) = path.value else { continue }
                for operation in operations {
                    described["\(operation.name.uppercased()) \(path.name)"] =
                        operation.value["description"].string ?? "-"
                }
            }
            var registered: [String: String] = [:]
            for route in server.routes {
                let roles: String =
                    switch route.access {
                    case .anybody: "-"
                    case .needs(let permission):
                        "Roles: \(permission.roles.map(\.rawValue).joined(separator: ", "))."
                    }
                registered[route.name] = roles
            }
            #expect(described == registered)
        }
    }

    @Test func `every schema that is named is there`() {
        let text = OpenAPI.document(at: "https://tocsin.example")
        guard case .object(let schemas) = OpenAPI.value(at: "https://tocsin.example")["components"]["schemas"] else {
            Issue.record("no schemas")
            return
        }
        let names = Set(schemas.map(\.name))
        #expect(names.count > 10)
        for piece in text.split(separator: "#/components/schemas/").dropFirst() {
            #expect(names.contains(String(piece.prefix { $0 != "\"" })))
        }
    }
}
