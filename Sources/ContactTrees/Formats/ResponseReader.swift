import ConfigFiles
import Escalation

/// Reads `responses:` of a plan.
struct ResponseReader {
    let steps: StepReader

    /// The responses; a rank whose response is at fault is there without a value.
    func responses(_ item: Item) -> [Severity: ResponseFile?] {
        let remedy = "write `IV: {steps: [{ask: [duty], within: 5m}]}`"
        var responses: [Severity: ResponseFile?] = [:]
        for (_, item) in item.entries(remedy, atMost: 10) ?? [] {
            guard let rank = item.rankOfKey() else { continue }
            responses.updateValue(response(item, to: rank), forKey: rank)
        }
        return responses
    }

    private func response(_ item: Item, to rank: Severity) -> ResponseFile? {
        guard let fields = item.fields("a response", example: "\(rank.numeral): {steps: […]}") else { return nil }
        let read = fields.required("steps", example: "[{ask: [duty], within: 5m}]").flatMap { steps.steps($0) }
        let repetition = fields.optional("repeat").flatMap { self.repetition($0) }
        let acknowledgement = fields.optional("acknowledgement").flatMap { self.acknowledgement($0) }
        let followUp = fields.optional("follow_up").flatMap { self.followUp($0) }
        let final = fields.optional("final_report")?.duration(atMost: ConfigLimits.finalReport)
        let askAgain = fields.optional("ask_again")?.flag()
        let reach = fields.optional("reach").flatMap { self.reach($0) }
        let commander = fields.optional("commander")
        let named = commander.flatMap { steps.references.reference($0) }
        refuseUnbuilt(fields)
        fields.finish()
        guard let read else { return nil }
        let response = Response(
            steps: read.steps.map(\.step),
            repetition: repetition,
            acknowledgement: acknowledgement,
            followUpEvery: followUp,
            finalReportWithin: final,
            askAgain: askAgain ?? (rank == .one),
            reach: reach ?? Reach(),
            commander: named
        )
        return ResponseFile(
            response: response,
            steps: read.steps,
            isWhole: read.isWhole,
            commander: commander?.place,
            place: item.owner
        )
    }

    private func refuseUnbuilt(_ fields: Fields) {
        _ = fields.refuseTask()
        fields.notYetKnown("tasks", remedy: "remove it, and write what is to be done into `guidance`")
        fields.notYetKnown("summary", remedy: "remove it, or write `final_report: 3d`")
        fields.notYetKnown("stay", remedy: "remove it; whoever answers may leave with `cannot`")
    }

    private func repetition(_ item: Item) -> Repetition? {
        let example = "repeat: {times: 2, every: 10m}"
        guard let fields = item.fields("`repeat`", example: example) else { return nil }
        let every = fields.required("every", example: "10m")?.duration(atMost: ConfigLimits.every)
        let times = fields.optional("times")
        let until = fields.optional("until")
        let atMost = fields.optional("at_most")
        fields.finish()
        switch (times, until) {
        case (let times?, nil):
            if let atMost { atMost.log.add(atMost.owner, "`at_most` goes with `until`, not with `times`", "remove it") }
            guard let count = times.count(in: 1...ConfigLimits.repeats), let every else { return nil }
            return .times(count, every: every)
        case (nil, let until?):
            let isWord = isUntilMet(until)
            guard let atMost else {
                fields.log.add(fields.place, "`repeat` has `until` and no `at_most`", "add `at_most: 24h`")
                return nil
            }
            guard let limit = atMost.duration(atMost: ConfigLimits.atMost), let every, isWord else { return nil }
            if every >= limit {
                atMost.fault("`at_most` is not longer than `every`", "write a longer time, or use `times`")
            }
            return .untilMet(atMost: limit, every: every)
        default:
            let remedy = "write `{times: 2, every: 10m}` or `{until: met, at_most: 24h, every: 10m}`"
            let what = times == nil ? "neither `times` nor `until`" : "both `times` and `until`"
            fields.log.add(fields.place, "`repeat` has \(what)", remedy)
            return nil
        }
    }

    private func isUntilMet(_ item: Item) -> Bool {
        if case .text("acknowledged", _) = item.value.content {
            item.fault(
                "`until: acknowledged` stopped at the first yes, while others were still needed",
                "write `until: met`"
            )
            return false
        }
        return item.word(among: ["met"]) != nil
    }

    private func acknowledgement(_ item: Item) -> AcknowledgementRule? {
        let example = "acknowledgement: {lasts: 1h, grace: 10m}"
        guard let fields = item.fields("`acknowledgement`", example: example) else { return nil }
        let lasts = fields.required("lasts", example: "1h")?.duration(atMost: ConfigLimits.acknowledgement)
        let grace = fields.required("grace", example: "10m")?.duration(atMost: ConfigLimits.acknowledgement)
        fields.finish()
        guard let lasts, let grace else { return nil }
        return AcknowledgementRule(lasts: lasts, grace: grace)
    }

    private func followUp(_ item: Item) -> TimeSpan? {
        guard let fields = item.fields("`follow_up`", example: "follow_up: {every: 2h}") else { return nil }
        let every = fields.required("every", example: "2h")?.duration(atMost: ConfigLimits.followUp)
        let remedy = "remove it; whoever answers owes the follow-ups, and all fields of the report may stand in them"
        for key in ["by", "to", "fields"] { fields.notYetKnown(key, remedy: remedy) }
        fields.finish()
        return every
    }

    private func reach(_ item: Item) -> Reach? {
        guard let fields = item.fields("`reach`", example: "reach: {order: in_order, every: 2m}") else { return nil }
        var reach = Reach()
        let orders = Reach.Order.allCases.map(\.rawValue)
        reach.order = fields.optional("order")?.word(among: orders).flatMap { Reach.Order(rawValue: $0) }
        if let every = fields.optional("every")?.duration(atMost: ConfigLimits.reachEvery) { reach.every = every }
        fields.finish()
        return reach
    }
}
