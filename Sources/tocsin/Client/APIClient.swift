import ConfigFiles
import Curl
import Foundation
import Server
import Text

/// Speaks to a running server for the client commands.
struct APIClient {
    private let url: String
    private let token: String
    private let engine: TransferEngine
    private let policy: AddressPolicy

    /// What the server answered.
    struct Answer {
        var status: Int
        var body: [UInt8]

        /// The body as JSON; `null` when it is none.
        var json: JSONValue { (try? JSONReader.read(body)) ?? .null }
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// - Throws: ``CommandError`` when the address makes no sense.
    init(url: String, token: String) throws {
        let shown = Self.shown(url)
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
            let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme)
        else {
            throw CommandError.wrongUse("\(shown) is not the address of a server, such as http://127.0.0.1:8080")
        }
        if parts.user != nil || parts.password != nil {
            throw CommandError.wrongUse(
                "\(shown) has a user in it; leave out the user and the @: a token says who asks"
            )
        }
        if parts.query != nil || parts.fragment != nil {
            let (what, mark) = parts.query == nil ? ("a fragment", "#") : ("a query", "?")
            throw CommandError.wrongUse("\(shown) has \(what) (\(mark)); leave out \(mark) and what follows")
        }
        let url = scheme + url.dropFirst(scheme.count)
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.token = token
        let port = parts.port ?? (scheme == "https" ? 443 : 80)
        do {
            policy = try AddressPolicy(allowing: ["\(host):\(port)"], plainHTTP: true)
            engine = try TransferEngine()
            try engine.start()
        } catch {
            throw CommandError(text: "cannot reach out to \(url): \(error)")
        }
    }

    /// An address as it may be told: without a user before its host.
    static func shown(_ url: String) -> String {
        if url.contains("://") { return HiddenSecrets.shown(url) }
        let parts = url.split(separator: "@", omittingEmptySubsequences: false)
        return (parts.count > 1 ? "…@" : "") + (parts.last ?? "")
    }

    /// One request; the answer whatever its status.
    ///
    /// - Throws: ``CommandError`` when no answer came.
    func send(_ method: String, _ path: String, body: [UInt8]? = nil, headers: [(String, String)] = []) async throws
        -> Answer
    {
        var all = headers
        if !token.isEmpty { all.append(("Authorization", "Bearer \(token)")) }
        if body != nil, !headers.contains(where: { $0.0 == "Content-Type" }) {
            all.append(("Content-Type", "application/json"))
        }
        let request = WebRequest(method: method, url: url + path, headers: all, body: body ?? [])
        let result = await withCheckedContinuation { waiting in
            var transfer = TransferRequest(.http(request), policy: policy) { waiting.resume(returning: $0) }
            transfer.maximumResponse = 16 << 20
            engine.submit([transfer])
        }
        switch result.outcome {
        case .completed(let status): return Answer(status: status, body: result.body)
        case .failed(let failure): throw CommandError(text: "no answer from \(url): \(failure.text)")
        }
    }

    /// One request that must succeed; `about` is what the address stands for, such as `incident 99`, for whoever is told
    /// that it is not there.
    ///
    /// - Throws: ``CommandError`` with what the server says is wrong.
    func ask(
        _ method: String,
        _ path: String,
        body: [UInt8]? = nil,
        headers: [(String, String)] = [],
        about: String? = nil
    ) async throws -> Answer {
        let answer = try await send(method, path, body: body, headers: headers)
        if answer.status == 404, let about { throw CommandError(text: "there is no \(about) that you may see") }
        guard (200..<300).contains(answer.status) else {
            throw CommandError(text: Self.complaint(in: answer.json, status: answer.status))
        }
        return answer
    }

    /// The words of a problem document: each field with what is wrong and what is allowed, else what it says as a whole; `body` is
    /// how that is called which all the fields are in.
    static func complaint(in problem: JSONValue, status: Int, about body: String = "the body") -> String {
        let whole = problem["detail"]?.string ?? problem["title"]?.string ?? "the server answered \(status)"
        let fields = (problem["errors"]?.elements ?? []).map { error in
            let detail = error["detail"]?.string ?? ""
            let allowed = (error["allowed"]?.elements ?? []).compactMap(\.string)
            let isSaid = allowed.allSatisfy { detail.contains($0) }
            let hint = isSaid ? "" : " (allowed: \(allowed.joined(separator: ", ")))"
            let field = error["field"]?.string ?? ""
            // A fault of a file begins with its place, which is its field too.
            if !field.isEmpty, detail.hasPrefix(field + ":") { return detail + hint }
            return field.isEmpty ? "\(body) \(detail)\(hint)" : "\(field): \(detail)\(hint)"
        }
        return fields.isEmpty ? whole : fields.joined(separator: "; ")
    }
}
