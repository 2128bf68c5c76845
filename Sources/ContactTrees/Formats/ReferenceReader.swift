import ConfigFiles
import Escalation

/// Reads the names of groups and people in one plan, and keeps them for the check of the whole tree.
final class ReferenceReader {
    /// A name that a plan uses.
    struct NameUse {
        var unit: UnitPath
        var plan: PlanName
        var reference: Reference
        /// As it is written; it need not be spelt as a name.
        var item: Item
        var isName: Bool

        var place: Place { item.place }
    }

    private static let remedy =
        "write `duty`, `../leaders`, `/riverside-town/leaders` or, where it need not exist, `../office?`"

    private let unit: UnitPath
    private let plan: PlanName
    let log: FaultLog
    private(set) var names: [NameUse] = []

    init(plan: PlanName, of unit: UnitPath, log: FaultLog) {
        self.plan = plan
        self.unit = unit
        self.log = log
    }

    /// A list of names of groups and people, as `ask`, `cc` and `fallback` are.
    func references(_ item: Item?) -> [Reference]? {
        guard let item else { return nil }
        let remedy = "write a list of groups and people such as `[duty, leaders]`"
        guard let items = item.list(remedy, atMost: ConfigLimits.namesInList) else { return nil }
        var references: [Reference] = []
        for item in items {
            guard let reference = reference(item) else { continue }
            if references.contains(where: { $0.name == reference.name }) {
                item.fault("`\(reference.name)` stands twice under `\(item.name)`", "keep one of them")
            }
            references.append(reference)
        }
        return references.count == items.count ? references : nil
    }

    /// One name of a group or a person; a text that is none is kept for the check that knows what it may mean.
    func reference(_ item: Item) -> Reference? {
        guard !item.refuseTask(), let text = item.scalar(Self.remedy) else { return nil }
        let reference = Reference(text)
        let isName = isName(reference.name)
        names.append(NameUse(unit: unit, plan: plan, reference: reference, item: item, isName: isName))
        return isName ? reference : nil
    }

    /// Reports a text that is spelt as no name, when nobody knows what it means.
    static func refuse(_ item: Item, _ text: String) {
        item.misspelt("`\(text)` is not a name of a group or a person", remedy)
    }

    private func isName(_ name: String) -> Bool {
        var rest = Substring(name)
        if rest.hasPrefix("/") {
            let words = rest.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
            return words.count >= 2 && words.allSatisfy { Spelling.isID(String($0)) }
        }
        while rest.hasPrefix("../") { rest = rest.dropFirst(3) }
        return Spelling.isID(String(rest))
    }
}
