import ConfigFiles
import Escalation

/// Reads the names of groups and people in one plan, and keeps them for the check of the whole tree.
final class ReferenceReader {
    /// A name that a plan uses.
    struct NameUse {
        var unit: UnitPath
        var plan: PlanName
        var reference: Reference
        var place: Place
    }

    /// A list of names of which some must lead to enough people.
    struct NeedUse {
        var unit: UnitPath
        var plan: PlanName
        var names: [Reference]
        var need: Int
        /// The key the list stands under.
        var key: String
        var place: Place
    }

    private let unit: UnitPath
    private let plan: PlanName
    private(set) var names: [NameUse] = []
    private(set) var needs: [NeedUse] = []

    init(plan: PlanName, of unit: UnitPath) {
        self.plan = plan
        self.unit = unit
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

    /// One name of a group or a person.
    func reference(_ item: Item) -> Reference? {
        let remedy = "write `duty`, `../leaders`, `/riverside-town/leaders` or, where it need not exist, `../office?`"
        guard let text = item.scalar(remedy) else { return nil }
        let reference = Reference(text)
        guard isName(reference.name) else {
            item.misspelt("`\(text)` is not a name of a group or a person", remedy)
            return nil
        }
        names.append(NameUse(unit: unit, plan: plan, reference: reference, place: item.place))
        return reference
    }

    /// Keeps that a list of names must lead to enough people.
    func require(_ need: Int, of names: [Reference], under key: String, at place: Place) {
        needs.append(NeedUse(unit: unit, plan: plan, names: names, need: need, key: key, place: place))
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
