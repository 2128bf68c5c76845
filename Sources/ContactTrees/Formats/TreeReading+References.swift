import ConfigFiles
import Escalation

extension TreeReading {
    /// A list of names of groups and people, as `ask`, `cc` and `fallback` are.
    func references(_ item: Item?, plan: PlanName, of unit: Unit) -> [Reference]? {
        guard let item else { return nil }
        let remedy = "write a list of groups and people such as `[duty, leaders]`"
        guard let items = item.list(remedy, atMost: ConfigLimits.namesInList) else { return nil }
        var references: [Reference] = []
        for item in items {
            guard let reference = reference(item, plan: plan, of: unit) else { continue }
            if references.contains(where: { $0.name == reference.name }) {
                item.fault("`\(reference.name)` stands twice under `\(item.name)`", "keep one of them")
            }
            references.append(reference)
        }
        return references.count == items.count ? references : nil
    }

    /// One name of a group or a person.
    func reference(_ item: Item, plan: PlanName, of unit: Unit) -> Reference? {
        let remedy = "write `duty`, `../leaders`, `/riverside-town/leaders` or, where it need not exist, `../office?`"
        guard let text = item.scalar(remedy) else { return nil }
        let reference = Reference(text)
        guard isName(reference.name) else {
            item.misspelt("`\(text)` is not a name of a group or a person", remedy)
            return nil
        }
        claims.names.append(
            Claims.NameUse(unit: unit.path, plan: plan, key: item.name, reference: reference, place: item.place)
        )
        return reference
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
