package import Escalation

extension Phrases {
    /// How another incident is called beside one that it belongs together with: by its plan and its number.
    ///
    /// - Parameters:
    ///   - link: the other one.
    ///   - unit: where its plan is looked up; both are of one unit.
    ///   - directory: the plans.
    /// - Returns: such as `Fire #8`.
    package func name(of link: Link, in unit: UnitPath, directory: Directory) -> String {
        let title = directory.plan(link.plan, in: unit)?.title.text(in: language.rawValue) ?? link.plan
        return "\(CleanText.line(title, limit: MessageLimits.bytesInName)) #\(link.incident.count)"
    }
}
