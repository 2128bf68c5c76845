import ConfigFiles
import Escalation

extension LoadedTree {
    /// Reads and checks what the settings name.
    ///
    /// - Parameters:
    ///   - settings: where everything lies.
    ///   - adjust: changes the contact tree after it was read.
    ///   - draft: a file of the contact tree that is looked at before it is written.
    /// - Returns: what was read and found without a fault.
    /// - Throws: ``TreeFaults``.
    static func load(
        _ settings: ServerSettings,
        _ adjust: (Directory) -> Directory,
        draft: FileDraft? = nil
    ) throws -> LoadedTree {
        var tree = try load(
            contacts: settings.contacts,
            templates: settings.templates,
            overlay: settings.overlay,
            allowMissingSecrets: false,
            waysOut: settings.waysOut,
            draft: draft
        )
        tree.directory = adjust(tree.directory)
        return tree
    }
}
