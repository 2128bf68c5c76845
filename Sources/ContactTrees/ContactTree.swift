package import ConfigFiles
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
    ) throws(Faults) -> Directory {
        try read(from: directory, secrets: secrets, presets: presets, senders: SenderChecks(), zones: zones).directory
    }

    /// The same, with what the senders know of the addresses.
    ///
    /// - Parameters:
    ///   - directory: The folder that holds the folders of the top units.
    ///   - secrets: Where `{env: NAME}` and `{file: PATH}` find their values.
    ///   - presets: The webhook presets that exist; `nil` to accept every name.
    ///   - senders: What could never be sent.
    ///   - zones: The rules that the names of zones must be among.
    ///   - draft: A file that is looked at before it is written.
    /// - Returns: Everything that was read, and the addresses and people whom nothing can reach as things are.
    /// - Throws: Every fault in the tree, sorted by file and line.
    package static func read(
        from directory: String,
        secrets: SecretSource,
        presets: Set<String>?,
        senders: SenderChecks,
        zones: Zones = .system,
        draft: FileDraft? = nil
    ) throws(Faults) -> (directory: Directory, warnings: [Fault]) {
        let reading = FileSet.settled {
            let reading = TreeReading(
                root: directory,
                secrets: secrets,
                presets: presets,
                senders: senders,
                zones: zones,
                draft: draft
            )
            reading.readTree()
            return (reading, files: [reading.files])
        }
        reading.checkTree()
        guard reading.log.faults.isEmpty else {
            throw Faults(faults: Set(reading.log.faults).sorted())
        }
        return (reading.directory, Set(reading.warnings.faults).sorted())
    }
}
