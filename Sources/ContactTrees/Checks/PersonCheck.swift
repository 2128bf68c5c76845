import ConfigFiles
import Escalation

/// A text that stands where the id of a person belongs.
struct PersonName {
    /// As it is written; it need not be an id.
    var person: String
    /// The unit whose file it stands in.
    var unit: UnitPath
    /// What the person does there, for faults: `holds a seat`.
    var role: String
    var item: Item
}

/// Checks that people who are named exist and can be reached.
struct PersonCheck {
    let people: [PersonID: Person]
    let meanings: Meanings
    /// Whether every person of the tree is known; if not, names that lead nowhere are not reported.
    let isWholeTreeKnown: Bool
    let log: FaultLog

    /// Reports what is wrong with a name.
    ///
    /// - Returns: whether it is the id of a person, or may be.
    @discardableResult
    func check(_ name: PersonName) -> Bool {
        if let person = people[name.person] {
            guard person.addresses.isEmpty else { return true }
            log.add(
                name.item.place,
                "`\(name.person)` \(name.role) and has no address",
                "add an address to `\(name.person)`, or name somebody else"
            )
            return true
        }
        if let meaning = meanings.person(name.person, in: name.unit) {
            name.item.fault(meaning.what, meaning.remedy)
        } else if name.item.id("a person") != nil, isWholeTreeKnown {
            let question = Suggestion.question(name.person, among: people.keys.sorted())
            log.add(
                name.item.place,
                "there is no person `\(name.person)`",
                "\(question.map { $0 + " " } ?? "")name somebody from `people` of any unit"
            )
        }
        return false
    }
}
