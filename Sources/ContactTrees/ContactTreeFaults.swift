package import ConfigFiles

/// Why a contact tree was refused: every fault in it, sorted by file and line.
package struct ContactTreeFaults: Error, Hashable, Sendable {
    package var faults: [Fault]

    package init(faults: [Fault]) {
        self.faults = faults
    }
}

extension ContactTreeFaults: CustomStringConvertible {
    /// One fault a line.
    package var description: String {
        faults.map(\.description).joined(separator: "\n")
    }
}
