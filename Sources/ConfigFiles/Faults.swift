/// Why a set of files was refused: every fault in it, sorted by file and line.
package struct Faults: Error, Hashable, Sendable, CustomStringConvertible {
    package var faults: [Fault]

    package init(faults: [Fault]) {
        self.faults = faults
    }

    /// One fault a line.
    package var description: String { faults.map(\.description).joined(separator: "\n") }
}
