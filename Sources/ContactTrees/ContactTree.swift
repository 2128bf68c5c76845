import ConfigFiles
package import Escalation
package import Text

/// The files in which an administrator keeps units, people, groups and plans.
package struct ContactTree {
    /// Reads and checks the whole contact tree in `directory`.
    ///
    /// A tree with a fault is refused as a whole; every fault is in the error.
    /// - Parameters:
    ///   - directory: The folder that holds the folders of the top units, such as `Contacts`.
    ///   - secrets: Where `{env: NAME}` and `{file: PATH}` find their values.
    ///   - presets: The webhook presets that exist; `nil` to accept every name.
    ///   - zones: The time zones that exist. The set that was last in force may name others.
    /// - Returns: Everything that was read, as one value.
    /// - Throws: Every fault in the tree, sorted by file and line.
    package static func load(
        from directory: String,
        secrets: SecretSource,
        presets: Set<String>? = nil,
        zones: Zones = .system
    ) throws(ContactTreeFaults) -> Directory {
        let reading = FileSet.settled {
            let reading = TreeReading(root: directory, secrets: secrets, presets: presets, zones: zones)
            reading.readTree()
            return (reading, files: reading.files)
        }
        if reading.isWholeTreeKnown {
            reading.checkNames()
        }
        reading.checkDeputies()
        reading.checkLanguages()
        guard reading.log.faults.isEmpty else {
            throw ContactTreeFaults(faults: Set(reading.log.faults).sorted())
        }
        return reading.directory
    }
}
