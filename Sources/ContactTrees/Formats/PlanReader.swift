import ConfigFiles
import Escalation

/// Reads one file in `plans/`.
struct PlanReader {
    /// A plan, and what the whole tree must have for it.
    struct File {
        var plan: Plan
        var unit: UnitPath
        var names: [ReferenceReader.NameUse]
        var responses: [Severity: ResponseFile]
        /// Where `commander` is named, if it is.
        var commander: Place?
        /// Where each plan of `opens` is named.
        var opens: [(plan: PlanName, place: Place)]
        /// Where `fallback` stands; `nil` where it could not be read.
        var fallback: Place?
    }

    private let name: PlanName
    private let unit: UnitPath
    private let texts: TextReader
    private let references: ReferenceReader

    init(named name: PlanName, in unit: UnitPath, texts: TextReader, log: FaultLog) {
        self.name = name
        self.unit = unit
        self.texts = texts
        references = ReferenceReader(plan: name, of: unit, log: log)
    }

    /// The plan of the file.
    ///
    /// What is at fault is filled with something harmless, as any fault refuses the tree.
    func plan(_ item: Item) -> File? {
        guard let fields = item.fields("a plan", example: "name: Fire") else { return nil }
        let nameLimit = ConfigLimits.charactersInName
        let title = texts.localized(fields.required("name", example: "Fire"), atMost: nameLimit)
        let report = fields.optional("report").map { ReportReader(texts: texts).fields($0) } ?? []
        let graded = GradingReader(texts: texts, report: report)
        let grading = fields.optional("severity").map { graded.grading($0) } ?? GradingFile()
        let responses = fields.required("responses", example: "{IV: {steps: [{ask: [duty], within: 5m}]}}")
        let commanderItem = fields.optional("commander")
        let commander = commanderItem.flatMap { references.reference($0) }
        let fallbackItem = fields.required("fallback", example: "[leaders]")
        let fallback = references.references(fallbackItem)
        let guidanceLimit = ConfigLimits.charactersInGuidance
        let guidance = texts.localized(fields.optional("guidance"), atMost: guidanceLimit, multiline: true)
        let reopen = fields.optional("reopen_within")?.duration(atMost: ConfigLimits.reopenWithin)
        let opens = OpeningReader(plan: name, report: report).openings(fields.optional("opens"))
        refuseUnbuilt(fields)
        fields.finish()
        let reader = ResponseReader(steps: StepReader(references: references, report: report))
        let read = responses.map { reader.responses($0) } ?? [:]
        if let responses { checkRanks(grading, Set(read.keys), responses) }
        let plan = Plan(
            name: name,
            version: version(of: item.value),
            title: title ?? LocalizedText(name),
            fields: report,
            grading: grading.grading,
            responses: read.compactMapValues { $0?.response },
            commander: commander,
            fallback: fallback ?? [],
            guidance: guidance,
            reopenWithin: reopen ?? Plan.usualReopenWithin,
            opens: opens.map(\.opening)
        )
        return File(
            plan: plan,
            unit: unit,
            names: references.names,
            responses: read.compactMapValues { $0 },
            commander: commanderItem?.place,
            opens: opens.map { ($0.opening.plan, $0.place) },
            fallback: fallback == nil ? nil : fallbackItem?.owner
        )
    }

    private func refuseUnbuilt(_ fields: Fields) {
        fields.notYetKnown("tasks", remedy: "remove it, and write what is to be done into `guidance`")
        fields.notYetKnown("calls", remedy: "remove it; everybody needs an address that this version serves")
        fields.notYetKnown("recovery", remedy: "remove it; an incident is ended by hand")
        fields.notYetKnown("report_within", remedy: "remove it")
        fields.notYetKnown("check_ins", remedy: "remove it")
        fields.notYetKnown("stay", remedy: "remove it; whoever answers may leave with `cannot`")
        fields.notYetKnown("summary", remedy: "remove it, or write `final_report: 3d` in a response")
    }

    private func version(of value: YAMLValue) -> String {
        var digest = ContentDigest()
        digest.add(name)
        digest.add(value)
        return digest.text
    }

    /// Every rank that the grading can yield must have a response.
    private func checkRanks(_ grading: GradingFile, _ written: Set<Severity>, _ responses: Item) {
        guard case .map(let pairs) = responses.value.content else { return }
        // A rank that cannot be read may be the one that seems to be missing.
        guard pairs.allSatisfy({ Severity(numeral: $0.key) != nil || !LookAlike.isIn($0.key) }) else { return }
        for rank in Severity.allCases where !written.contains(rank) {
            let remedy = "add `\(rank.numeral):` with its steps under `responses`"
            if let named = grading.places[rank] {
                responses.log.add(named, "the rank \(rank.numeral) has no response", remedy)
            } else if rank == grading.grading.usual {
                responses.log.add(
                    responses.owner,
                    "the rank \(rank.numeral), which applies when no rule matches, has no response",
                    remedy
                )
            }
        }
    }
}
