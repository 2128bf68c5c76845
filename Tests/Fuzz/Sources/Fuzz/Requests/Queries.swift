import Escalation

@testable import HTTPAPI

extension Fuzzer {
    /// Paths with a query; what is refused is refused in a well-formed problem.
    static let query = Fuzzer("query") { bytes in
        let path = String(decoding: bytes, as: UTF8.self)
        var query = Query(path: path)
        _ = query.word("status", of: ["open", "closed"])
        _ = query.text("unit")
        if let limit = query.number("limit", in: 1...200) { demand((1...200).contains(limit), "limit \(limit)") }
        if let before = query.number("before", in: 1...Int64.max) { demand(before > 0, "before \(before)") }
        do throws(Problem) { try query.finish() } catch { check(error) }
        let escaped = bytes.map { "%" + String($0 >> 4, radix: 16) + String($0 & 15, radix: 16).uppercased() }.joined()
        let read = FormText.decoded(escaped[...]).map { Array($0.utf8) }
        demand(read == String(validating: bytes, as: UTF8.self).map { Array($0.utf8) }, "escapes are read otherwise")
    }

    /// What the buttons of the answer page send.
    static let form = Fuzzer("form") { bytes in
        guard let form = AnswerForm(bytes) else { return }
        demand(!form.note.utf8.contains(0x0D) || !form.note.contains("\r\n"), "a note with CRLF")
        demand(!form.reason.contains("\r"), "a reason with CR")
        demand(form.names.utf8.count <= bytes.count && form.reason.utf8.count <= bytes.count, "more than was sent")
        demand(form.note.utf8.count <= bytes.count && form.csrfToken.utf8.count <= bytes.count, "more than was sent")
    }

    /// Parts of a request's head, one behind the other: path, content type, address of the peer.
    static let heads = Fuzzer("heads") { bytes in
        var parts = Parts(bytes, atMost: 3)
        let path = parts.text()
        let shown = SafeText.path(path)
        demand(shown == "/a/…" || shown.utf8.allSatisfy { (0x21..<0x7F).contains($0) }, "a log would hold \(shown)")
        demand(!shown.contains("a1.") && shown.utf8.count <= 200, "a log would hold \(shown)")
        let patterns = [
            "/v1/incidents", "/v1/incidents/{id}", "/a/{token}", "/v1/incidents/{id}/answers", "/v1/rosters/{id}",
            "/v1/rosters/{id}.ics",
        ]
        for pattern in patterns {
            let fits = RequestText.matches(path, pattern: pattern)
            demand(!fits || path.split(separator: "/").count == pattern.split(separator: "/").count, "\(path)")
            demand(!fits || RequestText.hasNoEmptyPart(path), "\(path) has an empty part")
        }
        let plain = RequestText.plain(path)
        demand(RequestText.plain(plain) == plain, "\(path) becomes \(plain), and that something else")
        let names = IncidentNames(ledger: "k3f9x2ab", number: 5)
        if let id = names.id(path) {
            let written = [names.name(of: id), String(id.count)]
            demand(id.count > 0 && written.contains { $0.utf8.elementsEqual(path.utf8) }, "incident \(id)")
        }
        _ = RequestText.isJSON(parts.text())
        if let token = RequestText.bearerToken(in: path) { demand(token.utf8.count < 200, "a long token") }
        _ = RequestText.isForm(path) || RequestText.asksForWord(path) || RequestText.asksForMore(path)
        let peer = parts.bytes()
        _ = RequestText.network(of: String(decoding: peer, as: UTF8.self))
        guard peer.count >= 16 else { return }
        checkNetwork(Array(peer.prefix(16)))
    }
}
