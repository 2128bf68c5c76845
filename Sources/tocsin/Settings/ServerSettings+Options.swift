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

    /// Refuses folders that lie within others where they would be read as a part of them.
    ///
    /// - Throws: ``CommandError`` with exit code 2.
    func checkPlaces() throws(CommandError) {
        do throws(SettingsFault) {
            try Places.check(source)
        } catch {
            throw CommandError.wrongUse(error.text)
        }
    }
}
