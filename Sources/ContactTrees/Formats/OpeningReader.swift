import ConfigFiles
import Escalation

/// Reads `opens:` of a plan: the linked incidents that it opens.
struct OpeningReader {
    let plan: PlanName
    /// What the plan's report asks, which `when` compares.
    let report: [ReportField]

    /// The openings, each with the place of its plan's name; those at fault are left out.
    func openings(_ item: Item?) -> [(opening: Opening, place: Place)] {
        let remedy = "write `[{plan: fire, when: {fire: true}}]`"
        guard let items = item?.list(remedy, atMost: ConfigLimits.openingsOfPlan) else { return [] }
        var found: [(opening: Opening, place: Place)] = []
        for item in items {
            guard let one = opening(item) else { continue }
            guard !found.contains(where: { $0.opening.plan == one.opening.plan }) else {
                item.log.add(
                    one.place,
                    "`\(one.opening.plan)` is opened twice",
                    "keep one of them; several facts in one `when` must all hold"
                )
                continue
            }
            found.append(one)
        }
        return found
    }

    private func opening(_ item: Item) -> (opening: Opening, place: Place)? {
        guard let fields = item.fields("an opening", example: "{plan: fire, when: {fire: true}}") else { return nil }
        let named = fields.required("plan", example: "fire")
        let conditions = fields.optional("when").map { when in
            ConditionReader(report: report, subject: "an opening").conditions(when)
        }
        fields.finish()
        guard let named, let name = named.scalar("write the name of a plan, such as `fire`") else { return nil }
        guard name != plan else {
            named.fault("the plan opens itself", "name another plan, or remove it")
            return nil
        }
        return (Opening(plan: name, conditions: conditions ?? []), named.place)
    }
}
