import HTTPAPI
import Testing
import Text

/// The server's description of its API, against which its answers are held.
struct APIDescription: Sendable {
    let document: JSONValue

    /// The operation of the description that a request is for; `nil` when there is none.
    func operation(_ method: String, _ path: String) -> JSONValue? {
        let wanted = path.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
        guard case .object(let paths) = document["paths"] else { return nil }
        let found = paths.first { entry in
            let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
            return parts.count == wanted.count
                && zip(parts, wanted).allSatisfy { part, wanted in
                    guard let end = part.firstIndex(of: "}") else { return part == wanted }
                    return wanted.hasSuffix(part[part.index(after: end)...]) && !wanted.isEmpty
                }
        }
        return found?.value.member(method.lowercased())
    }

    /// Holds an answer against the schema of its status, or of a problem.
    func check(_ reply: Reply, to method: String, _ path: String) {
        let type = reply[header: "Content-Type"].map { String($0.prefix { $0 != ";" }) }
        guard let operation = operation(method, path), let type, !reply.body.isEmpty else { return }
        let responses = operation["responses"]
        let described = responses.member(String(reply.status)) ?? responses["default"]
        let isPage = type == "text/html" && reply.status >= 400
        guard !isPage else { return }
        guard let schema = described["content"].member(type)?["schema"] else {
            Issue.record("\(method) \(path): \(reply.status) with \(type) is not described")
            return
        }
        guard type.hasSuffix("json") else { return }
        for fault in SchemaCheck(document: document).faults(of: reply.json, in: schema) {
            Issue.record("\(method) \(path), \(reply.status): \(fault)")
        }
    }
}
