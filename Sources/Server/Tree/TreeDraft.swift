import Escalation

/// A file that the server is to write into the contact tree, or to take out of it.
struct TreeDraft: Sendable {
    enum Deed: Sendable {
        /// A new file in a folder below the tree's own; the name gets a number where there is one of that name.
        case add(folder: String, name: String, content: String)
        /// A file below the tree's folder that goes.
        case remove(String)
    }

    var deed: Deed
    var by: Actor
    var reason: String
}
