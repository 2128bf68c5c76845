import ConfigFiles
import Escalation

extension TreeReading {
    /// A file in `plans/`.
    ///
    /// What is at fault is filled with something harmless, as any fault refuses the tree.
    func plan(_ item: Item, named name: PlanName, in unit: Unit) -> Plan? {
        guard let fields = item.fields("a plan", example: "name: Fire") else { return nil }
        let nameLimit = ConfigLimits.charactersInName
        let title = localized(fields.required("name", example: "Fire"), atMost: nameLimit)
        let report = fields.optional("report").map { reportFields($0) } ?? []
        let severity = fields.optional("severity")
        let grading = severity.map { self.grading($0, of: report) } ?? GradingFile()
        let responses = fields.required("responses", example: "{IV: {steps: [{ask: [duty], within: 5m}]}}")
        let commander = fields.optional("commander").flatMap { reference($0, plan: name, of: unit) }
        let fallbackItem = fields.required("fallback", example: "[leaders]")
        let fallback = references(fallbackItem, plan: name, of: unit)
        let guidanceLimit = ConfigLimits.charactersInGuidance
        let guidance = localized(fields.optional("guidance"), atMost: guidanceLimit, multiline: true)
        let reopen = fields.optional("reopen_within")?.duration(atMost: ConfigLimits.reopenWithin)
        fields.finish()
        let read = responses.map { self.responses($0, plan: name, of: unit) } ?? [:]
        if let responses { checkRanks(grading, read.keys, responses, severity: severity) }
        if let fallbackItem, let fallback {
            claims.needs.append(
                Claims.NeedUse(
                    unit: unit.path,
                    plan: name,
                    names: fallback,
                    need: 1,
                    key: "fallback",
                    place: fallbackItem.owner
                )
            )
        }
        return Plan(
            name: name,
            version: version(of: item.value, named: name),
            title: title ?? LocalizedText(name),
            fields: report,
            grading: grading.grading,
            responses: read.compactMapValues { $0 },
            commander: commander,
            fallback: fallback ?? [],
            guidance: guidance,
            reopenWithin: reopen ?? Plan.usualReopenWithin
        )
    }

    private func version(of value: YAMLValue, named name: PlanName) -> String {
        var digest = ContentDigest()
        digest.add(name)
        digest.add(value)
        return digest.text
    }

    /// Every rank that the grading can yield must have a response.
    private func checkRanks(
        _ grading: GradingFile,
        _ written: some Sequence<Severity>,
        _ responses: Item,
        severity: Item?
    ) {
        let written = Set(written)
        guard case .map(let pairs) = responses.value.content else { return }
        // A rank that cannot be read may be the one that seems to be missing.
        guard pairs.allSatisfy({ Severity(numeral: $0.key) != nil || !LookAlike.isIn($0.key) }) else { return }
        for rank in Severity.allCases where !written.contains(rank) {
            let remedy = "add `\(rank.numeral):` with its steps under `responses`"
            if let named = grading.places[rank] {
                log.add(named, "the rank \(rank.numeral) has no response", remedy)
            } else if rank == grading.grading.usual {
                log.add(
                    responses.owner,
                    "the rank \(rank.numeral), which applies when no rule matches, has no response",
                    remedy
                )
            }
        }
    }
}
