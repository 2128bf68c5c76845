import ConfigFiles
import Escalation

/// Reads `steps:` of a response.
struct StepReader {
    let references: ReferenceReader

    /// The steps in their order.
    func steps(_ item: Item) -> [Step]? {
        let remedy = "write `[{ask: [duty], within: 5m}]`"
        let items = item.list(remedy, atMost: ConfigLimits.stepsInResponse)
        return items?.compactMap { step($0) }
    }

    private func step(_ item: Item) -> Step? {
        guard let fields = item.fields("a step", example: "{ask: [duty], within: 5m}") else { return nil }
        let ask = references.references(fields.required("ask", example: "[duty]"))
        let needItem = fields.optional("need")
        let need = needItem.flatMap { self.need($0) } ?? .any
        let within = fields.required("within", example: "5m").flatMap { self.within($0) }
        let rules = DeputyRule.allCases.map(\.rawValue)
        let deputies = fields.optional("deputies")?.word(among: rules).flatMap { DeputyRule(rawValue: $0) }
        let copies = references.references(fields.optional("cc"))
        fields.notYetKnown("arrive", remedy: "remove it, and ask for arrival in `guidance`")
        fields.finish()
        guard let ask, let within else { return nil }
        if let needItem, case .count(let count) = need {
            references.require(count, of: ask, under: "need", at: needItem.place)
        }
        return Step(
            ask: ask,
            need: need,
            within: within,
            deputies: deputies ?? .onlyInstead,
            copies: copies ?? []
        )
    }

    private func need(_ item: Item) -> Need? {
        let remedy = "write `any`, `all` or a whole number from 1 to \(ConfigLimits.need)"
        guard let text = item.scalar(remedy) else { return nil }
        switch text {
        case "any": return .any
        case "all": return .all
        default:
            if let count = Int(text), (1...ConfigLimits.need).contains(count) { return .count(count) }
            item.misspelt("`need` is `\(text)`", remedy)
            return nil
        }
    }

    private func within(_ item: Item) -> Within? {
        guard case .map = item.value.content else {
            return item.duration(atMost: ConfigLimits.within).map { Within($0) }
        }
        guard let fields = item.fields("`within`", example: "within: {on_duty: 5m, off_duty: 30m}") else { return nil }
        let onDuty = fields.required("on_duty", example: "5m")?.duration(atMost: ConfigLimits.within)
        let offDuty = fields.required("off_duty", example: "30m")?.duration(atMost: ConfigLimits.within)
        fields.finish()
        guard let onDuty, let offDuty else { return nil }
        return Within(onDuty: onDuty, offDuty: offDuty)
    }
}
