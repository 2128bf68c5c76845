package import ConfigFiles

/// Why a folder of templates was refused: every fault in it, sorted by file and line.
package struct TemplateFaults: Error, Hashable, Sendable {
    package var faults: [Fault]

    package init(faults: [Fault]) {
        self.faults = faults
    }
}

extension TemplateFaults: CustomStringConvertible {
    /// One fault a line.
    package var description: String {
        faults.map(\.description).joined(separator: "\n")
    }
}
