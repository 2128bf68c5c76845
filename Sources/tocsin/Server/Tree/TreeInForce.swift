import Synchronization

/// The contact tree and the templates in force, swapped as a whole.
final class TreeInForce: Sendable {
    private struct State {
        var tree: TreeOptions.Tree
        var fallback: StartingTree.Fallback?
    }

    private let state: Mutex<State>

    /// - Parameters:
    ///   - tree: what the server begins with.
    ///   - fallback: why that is not what the files say.
    init(_ tree: TreeOptions.Tree, fallback: StartingTree.Fallback? = nil) {
        state = Mutex(State(tree: tree, fallback: fallback))
    }

    var current: TreeOptions.Tree { state.withLock { $0.tree } }

    /// Why the files are not what is in force; `nil` when they are, or were at the last reload.
    var fallback: StartingTree.Fallback? { state.withLock { $0.fallback } }

    func install(_ new: TreeOptions.Tree) {
        state.withLock { $0 = State(tree: new, fallback: nil) }
    }
}
