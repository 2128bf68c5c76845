import Escalation
import HTTPAPI
import Messages
import Synchronization
import Text

/// The contact tree and the templates in force, swapped as a whole.
package final class TreeInForce: Sendable {
    private struct State {
        var tree: LoadedTree
        /// Of the files that it was read from, by name; `nil` when they changed while they were read, or are not in force.
        var digests: [String: String]?
        var fallback: StartingTree.Fallback?
        var refusal: Refusal?
    }

    /// The last reload, when it changed nothing.
    struct Refusal: Sendable {
        var at: Timestamp
        /// How many faults the files had; at least 1.
        var faults: Int

        /// What an operator reads.
        var sentence: String {
            "the last reload (\(RFC3339.text(at))) was refused: \(faults == 1 ? "1 fault" : "\(faults) faults")"
        }
    }

    private let state: Mutex<State>

    /// - Parameter tree: of a command, which sends by it and puts nothing in force.
    package convenience init(_ tree: LoadedTree) {
        self.init(tree, of: nil)
    }

    /// - Parameters:
    ///   - tree: what the server begins with.
    ///   - files: what it was read from; `nil` when they changed meanwhile.
    ///   - fallback: why that is not what the files say.
    init(_ tree: LoadedTree, of files: TreeFileSet?, fallback: StartingTree.Fallback? = nil) {
        state = Mutex(State(tree: tree, digests: files?.digests, fallback: fallback))
    }

    package var current: LoadedTree { state.withLock { $0.tree } }

    /// Why the files are not what is in force; `nil` when they are, or were at the last reload.
    var fallback: StartingTree.Fallback? { state.withLock { $0.fallback } }

    /// What is out of the ordinary about what is in force, for `/health/ready`.
    var remarks: [String] {
        state.withLock { [$0.fallback?.sentence, $0.refusal?.sentence].compactMap { $0 } }
    }

    /// What the files were like that are in force, by name.
    var digests: [String: String]? { state.withLock { $0.digests } }

    func install(_ new: LoadedTree, of files: TreeFileSet?) {
        state.withLock { $0 = State(tree: new, digests: files?.digests, fallback: nil) }
    }

    /// Notes that a reload changed nothing; the next that does ends it.
    func refused(_ faults: Int, at now: Timestamp) {
        state.withLock { $0.refusal = Refusal(at: now, faults: faults) }
    }
}
