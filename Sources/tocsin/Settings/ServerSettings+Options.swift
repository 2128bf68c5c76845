import Server
import Settings

extension ServerSettings {
    /// Resolves flags, variables and the settings file.
    ///
    /// - Parameters:
    ///   - options: the flags.
    ///   - isBeside: whether a server that runs on the same data directory says what nothing else does.
    /// - Throws: ``CommandError`` with exit code 2 for a value that makes no sense.
    init(_ options: ServerOptions, beside isBeside: Bool = false) throws {
        do throws(SettingsFault) {
            var source = try SettingsSource.ofCommand(options.flags, file: options.tree.settings)
            if isBeside { try source.addRunning() }
            try self.init(source)
        } catch {
            throw CommandError.wrongUse(error.text)
        }
    }
}
