import ConfigFiles
import Escalation

/// A step of a response as read, with the places that the checks of the whole point to.
struct StepFile {
    var step: Step
    /// Where `ask` stands.
    var ask: Place
    /// Where the value of `within` stands, else where `ask` does.
    var within: Place
    /// Where the value of `need` stands, else where `ask` does.
    var need: Place
    /// Where `start` stands, else where `ask` does.
    var start: Place
}

/// A response of a plan as read, with the places that the checks of the whole point to.
struct ResponseFile {
    var response: Response
    /// Its steps with their places, in the same order.
    var steps: [StepFile]
    /// Whether every step could be read; if not, what seems to be missing may be in the one that could not.
    var isWhole: Bool
    /// Where its `commander` is named, if it names one.
    var commander: Place?
    /// Where its rank is named.
    var place: Place
}
