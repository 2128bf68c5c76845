import ConfigFiles
import Escalation

/// What the files say about each other, kept with its place until the whole tree is read.
struct Claims {
    /// A name that a plan uses.
    struct NameUse {
        var unit: UnitPath
        var plan: PlanName
        /// The key it stands under: `ask`, `cc`, `commander`, `fallback`.
        var key: String
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

    /// A person in a seat.
    struct SeatUse {
        var unit: UnitPath
        var group: String
        var person: PersonID
        /// The holder for whom the person stands in; `nil` for the holder.
        var deputyOf: PersonID?
        var place: Place
    }

    /// A text given by language.
    struct TextUse {
        var name: String
        var languages: Set<String>
        var place: Place
    }

    var names: [NameUse] = []
    var needs: [NeedUse] = []
    var seats: [SeatUse] = []
    var texts: [TextUse] = []
    var people: [PersonID: Place] = [:]
    /// Places of groups, by unit and id.
    var groups: [(unit: UnitPath, id: String, place: Place)] = []
    /// The languages in use, each with whoever uses it first.
    var languages: [String: String] = [:]
}
