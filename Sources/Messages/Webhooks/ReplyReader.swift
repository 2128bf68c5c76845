import ConfigFiles
import Text

/// Reads what a preset says about answers: one condition or a list of them, of which one must hold.
struct ReplyReader {
    let log: FaultLog

    private static let example = "{status: 200, pointer: /errcode, equals: 0}"

    func conditions(_ item: Item) -> [ReplyCondition] {
        if case .list = item.value.content {
            return (item.list("write `- \(Self.example)`", atMost: 20) ?? []).compactMap(condition)
        }
        return [condition(item)].compactMap { $0 }
    }

    private func condition(_ item: Item) -> ReplyCondition? {
        guard let fields = item.fields("a condition", example: Self.example) else { return nil }
        var condition = ReplyCondition()
        condition.statuses = fields.optional("status").map(statuses) ?? []
        condition.pointer = fields.optional("pointer").flatMap(pointer)
        condition.values = fields.optional("equals").map(values) ?? []
        condition.body = fields.optional("body")?.line(atMost: 200, "write the whole body, such as `ok`")
        condition.wait = fields.optional("wait").flatMap(pointer)
        fields.finish()
        if fields.has("pointer") != fields.has("equals") {
            log.add(fields.place, "`pointer` and `equals` belong together", "write `pointer: /errcode, equals: 0`")
        }
        if !fields.has("status"), !fields.has("pointer"), !fields.has("body") {
            log.add(fields.place, "the condition asks for nothing", "write `\(Self.example)`")
        }
        return condition
    }

    private func statuses(_ item: Item) -> [ClosedRange<Int>] {
        items(item, "write 200, 2xx or [200, 202]").compactMap { item in
            let remedy = "write a status such as 200 or a class such as 2xx"
            guard let text = item.scalar(remedy) else { return nil }
            if text.hasSuffix("xx"), let hundred = Int(text.dropLast(2)), (1...5).contains(hundred) {
                return (hundred * 100)...(hundred * 100 + 99)
            }
            if let status = Int(text), (100...599).contains(status) { return status...status }
            item.fault("`\(text)` is not an HTTP status", remedy)
            return nil
        }
    }

    private func values(_ item: Item) -> [JSONValue] {
        items(item, "write a value or a list of them").compactMap { item in
            guard case .text(let text, let isQuoted) = item.value.content else {
                item.fault("`equals` holds \(item.value.kind)", "write a number, `true`, `false` or a text")
                return nil
            }
            if isQuoted { return .text(text) }
            if text == "true" || text == "false" { return .flag(text == "true") }
            return Int64(text).map { .integer($0) } ?? Double(text).map { .number($0) } ?? .text(text)
        }
    }

    private func pointer(_ item: Item) -> [String]? {
        let remedy = "write a JSON pointer such as `/errcode`"
        guard let text = item.line(atMost: 200, remedy) else { return nil }
        guard text.hasPrefix("/"), text.count > 1 else {
            item.fault("`\(item.name)` is `\(text)`", remedy)
            return nil
        }
        return text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { part in
            String(part).replacing("~1", with: "/").replacing("~0", with: "~")
        }
    }

    private func items(_ item: Item, _ expected: String) -> [Item] {
        if case .list = item.value.content { return item.list(expected, atMost: 50) ?? [] }
        return [item]
    }
}
