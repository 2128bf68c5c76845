import ConfigFiles

/// Reads one preset.
struct PresetReader {
    let name: String
    let log: FaultLog

    /// Headers that the sender or the signature sets.
    private static let ownHeaders: Set<String> = [
        "host", "content-length", "content-encoding", "transfer-encoding", "connection", "upgrade", "te", "trailer",
        "expect", "keep-alive", "proxy-connection", "webhook-id", "webhook-timestamp", "webhook-signature",
    ]

    /// Headers that hold secrets, which are never written out in a file.
    private static let secretHeaders: Set<String> = ["authorization", "proxy-authorization", "cookie"]

    func preset(_ root: YAMLValue) -> WebhookPreset? {
        let item = Item(name: name, owner: root.place, value: root, log: log)
        guard let fields = item.fields("a preset", example: "body: {text: \"{text}\"}") else { return nil }
        let method = fields.optional("method")?.word(among: ["POST", "PUT"])
        let urlParts = fields.optional("url").flatMap(urlParts)
        let signing = fields.optional("signing")?.word(among: WebhookPreset.Signing.allCases.map(\.rawValue))
        let escape = fields.optional("escape")?.word(among: ValueEscape.allCases.map(\.rawValue))
        let lineBreak = fields.optional("line_breaks")?.word(among: PayloadText.LineBreak.allCases.map(\.rawValue))
        let headers = fields.optional("headers").map(headers) ?? []
        var bodies = PayloadReader(
            escape: escape.flatMap(ValueEscape.init) ?? .none,
            lineBreak: lineBreak.flatMap(PayloadText.LineBreak.init) ?? .plain,
            limits: fields.optional("limits").map(limits) ?? [:],
            log: log
        )
        let bodyItem = fields.required("body", example: "{text: \"{text}\"}")
        let body = bodyItem.map { bodies.template($0.value) }
        let asking = fields.optional("body_when_asking")
        let bodyWhenAsking = asking.map { bodies.template($0.value) }
        if let template = bodyWhenAsking ?? body, !template.hasLink {
            let what = "a message that asks for an answer has no link in this body"
            log.add((asking ?? bodyItem)?.owner ?? root.place, what, "write `{link}` or `{text}` in it")
        }
        bodies.refuseUnusedLimits()
        let replies = ReplyReader(log: log)
        let success = fields.required("success", example: "{status: 2xx}").map(replies.conditions) ?? []
        let throttled = fields.optional("throttled").map(replies.conditions) ?? []
        let permanent = fields.optional("permanent").map(replies.conditions) ?? []
        fields.finish()
        guard let body else { return nil }
        return WebhookPreset(
            name: name,
            method: method ?? "POST",
            headers: headers,
            signing: signing.flatMap(WebhookPreset.Signing.init) ?? .none,
            urlParts: urlParts ?? ["", ""],
            body: body,
            bodyWhenAsking: bodyWhenAsking,
            success: success,
            throttled: throttled,
            permanent: permanent
        )
    }

    private func urlParts(_ item: Item) -> [String]? {
        let remedy = "write `{url}` once, with what belongs before or behind the address: `\"{url}?wait=true\"`"
        guard let text = item.line(atMost: 1_024, remedy) else { return nil }
        let parts = text.split(separator: "{url}", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts.allSatisfy({ !$0.contains("{") && !$0.contains("}") }) else {
            item.fault("`url` is `\(text)`", remedy)
            return nil
        }
        return parts
    }

    private func headers(_ item: Item) -> [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = []
        for (name, value) in item.entries("write `Content-Type: application/json`", atMost: 20) ?? [] {
            guard !Self.ownHeaders.contains(name.lowercased()) else {
                log.add(value.owner, "`\(name)` is set by the sender itself", "remove it")
                continue
            }
            guard !Self.secretHeaders.contains(name.lowercased()) else {
                log.add(value.owner, "`\(name)` is written out, and it is a secret", "put it into the address")
                continue
            }
            guard (1...256).contains(name.utf8.count),
                name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
            else {
                log.add(
                    value.owner,
                    "`\(name)` is not the name of a header",
                    "write up to 256 letters, digits and hyphens"
                )
                continue
            }
            guard let text = value.line(atMost: 1_024, "write the header's value") else { continue }
            guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
                value.fault("the header `\(name)` holds other characters than ASCII", "write ASCII only")
                continue
            }
            headers.append((name, text))
        }
        return headers
    }

    private func limits(_ item: Item) -> [String: (limit: TextLimit, place: Place)] {
        var limits: [String: (limit: TextLimit, place: Place)] = [:]
        for (path, value) in item.entries("write `/content: {bytes: 4096}`", atMost: 20) ?? [] {
            guard let fields = value.fields("a limit", example: "{bytes: 4096}") else { continue }
            let bytes = fields.optional("bytes")?.count(in: 16...65_536)
            let characters = fields.optional("characters")?.count(in: 16...65_536)
            fields.finish()
            switch (bytes, characters) {
            case (let bytes?, nil): limits[path] = (.bytes(bytes), value.owner)
            case (nil, let characters?): limits[path] = (.characters(characters), value.owner)
            default: log.add(value.owner, "the limit has not one unit", "write `{bytes: 4096}` or `{characters: 3000}`")
            }
        }
        return limits
    }
}
