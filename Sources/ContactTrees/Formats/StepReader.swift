import ConfigFiles
import Escalation

/// Reads `steps:` of a response.
struct StepReader {
    let references: ReferenceReader
    /// What the plan's report asks, which `when` compares.
    let report: [ReportField]

    /// The steps in their order, and whether each could be read.
    func steps(_ item: Item) -> (steps: [StepFile], isWhole: Bool)? {
        let remedy = "write `[{ask: [duty], within: 5m}]`"
        guard let items = item.list(remedy, atMost: ConfigLimits.stepsInResponse) else { return nil }
        let steps = items.compactMap { step($0) }
        let isWhole = steps.count == items.count
        if isWhole { checkBodies(steps) }
        return (steps, isWhole)
    }

    private func step(_ item: Item) -> StepFile? {
        guard let fields = item.fields("a step", example: "{ask: [duty], within: 5m}") else { return nil }
        guard !fields.refuseTask() || fields.has("ask") else { return nil }
        let askItem = fields.required("ask", example: "[duty]")
        let ask = references.references(askItem)
        let needItem = fields.optional("need")
        let need = needItem.flatMap { self.need($0) } ?? .any
        let startItem = fields.optional("start")
        let start = startItem?.word(among: Start.allCases.map(\.rawValue)).flatMap { Start(rawValue: $0) }
        let conditions = fields.optional("when").map { when in
            ConditionReader(report: report, subject: "a step").conditions(when)
        }
        let withinItem = fields.required("within", example: "5m")
        let within = withinItem.flatMap { self.within($0) }
        let rules = DeputyRule.allCases.map(\.rawValue)
        let deputies = fields.optional("deputies")?.word(among: rules).flatMap { DeputyRule(rawValue: $0) }
        let copies = references.references(fields.optional("cc"))
        fields.notYetKnown("arrive", remedy: "remove it, and ask for arrival in `guidance`")
        fields.notYetKnown("stay", remedy: "remove it; whoever answers may leave with `cannot`")
        fields.finish()
        guard let askItem, let ask, let within else { return nil }
        if let needItem, need == .each, ask.count == 1 {
            needItem.fault(
                "`need: each` of one name is one seat of it, as `any` is",
                "name the others too, or remove it"
            )
        }
        let step = Step(
            ask: ask,
            need: need,
            start: start ?? .silence,
            conditions: conditions ?? [],
            within: within.onDuty,
            withinOffDuty: within.offDuty,
            deputies: deputies ?? .onlyInstead,
            copies: copies ?? []
        )
        let place = askItem.owner
        return StepFile(
            step: step,
            ask: place,
            within: withinItem?.place ?? place,
            need: needItem?.place ?? place,
            start: startItem?.place ?? place
        )
    }

    /// A body that waits for the first yes needs somebody who is asked before.
    private func checkBodies(_ steps: [StepFile]) {
        guard let first = steps.first, steps.allSatisfy({ $0.step.start == .accepted }) else { return }
        references.log.add(
            first.start,
            "every step waits for somebody's yes, and nobody is asked before",
            "remove `start: accepted` from the step that is first, or write `start: at_once`"
        )
    }

    private func need(_ item: Item) -> Need? {
        let remedy = "write `any`, `all`, `each` or a whole number from 1 to \(ConfigLimits.need)"
        guard let text = item.scalar(remedy) else { return nil }
        switch text {
        case "any": return .any
        case "all": return .all
        case "each": return .each
        default:
            if let count = Int(text), (1...ConfigLimits.need).contains(count) { return .count(count) }
            item.misspelt("`need` is `\(text)`", remedy)
            return nil
        }
    }

    /// One time for everybody, or one for those on duty and one for the others.
    private func within(_ item: Item) -> (onDuty: TimeSpan, offDuty: TimeSpan?)? {
        guard case .map = item.value.content else {
            return item.duration(atMost: ConfigLimits.within).map { ($0, nil) }
        }
        let example = "within: {on_duty: 5m, off_duty: 30m}"
        guard let fields = item.fields("a time to answer", example: example) else { return nil }
        let onDuty = fields.required("on_duty", example: "5m")?.duration(atMost: ConfigLimits.within)
        let offDuty = fields.required("off_duty", example: "30m")?.duration(atMost: ConfigLimits.within)
        fields.finish()
        guard let onDuty, let offDuty else { return nil }
        return (onDuty, offDuty)
    }
}
