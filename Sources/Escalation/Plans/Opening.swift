/// A linked incident that a plan opens, once: of which plan, and when (SEMANTICS §3, `opens`).
package struct Opening: Hashable, Codable, Sendable {
    package var plan: PlanName
    /// All must hold for it to be opened; none means with the first report.
    package var conditions: [Grading.Condition]

    package init(plan: PlanName, conditions: [Grading.Condition] = []) {
        self.plan = plan
        self.conditions = conditions
    }
}
