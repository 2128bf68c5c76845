import Foundation
import FoundationNetworking

/// What a server answered.
struct Reply: CustomStringConvertible {
    var status: Int
    var body: String
    var headers: [String: String]

    var json: JSON { JSON(body) }
    var description: String { "\(status) \(body)" }
}

/// A plain HTTP client.
enum HTTP {
    private static let session = URLSession(configuration: .ephemeral)

    static func send(
        _ method: String,
        _ address: String,
        headers: [String: String] = [:],
        body: Data? = nil
    ) async throws -> Reply {
        guard let url = URL(string: address) else { throw URLError(.badURL) }
        var request = URLRequest(url: url, timeoutInterval: 120)
        request.httpMethod = method
        request.httpBody = body
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        // In a task of its own: Foundation's session locks up when it is cancelled in the moment in which the answer comes.
        let answer = Task { [request] in try await session.data(for: request) }
        let (data, response) = try await answer.value
        guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
        var fields: [String: String] = [:]
        for (name, value) in response.allHeaderFields { fields["\(name)".lowercased()] = "\(value)" }
        return Reply(status: response.statusCode, body: String(decoding: data, as: UTF8.self), headers: fields)
    }
}
