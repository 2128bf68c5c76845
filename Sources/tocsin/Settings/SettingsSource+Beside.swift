import Access
import ConfigFiles
import Dispatching
import Foundation
import Server
import Settings
import StoreSQLite

extension SettingsSource {
    /// What flags, variables and the settings file say to a command.
    ///
    /// - Throws: every fault of form, with its place.
    static func ofCommand(_ flags: [Setting: [String]], file: String?) throws(SettingsFault) -> SettingsSource {
        try SettingsSource(
            flags: flags,
            environment: ProcessInfo.processInfo.environment,
            file: file,
            usual: Installation.settingsFile
        )
    }

    /// The same for a command that works beside a server: what nothing else says, the server says that runs on the data directory.
    ///
    /// - Throws: ``CommandError`` with exit code 2.
    static func beside(_ flags: [Setting: [String]], file: String?) throws(CommandError) -> SettingsSource {
        do throws(SettingsFault) {
            var source = try ofCommand(flags, file: file)
            try source.addRunning(for: Array(flags.keys))
            return source
        } catch {
            throw CommandError.wrongUse(error.text)
        }
    }

    /// Adds the settings of the server that runs on the data directory, if one does, and says so on standard error.
    ///
    /// - Parameter settings: those that the command uses.
    /// - Throws: a fault of the file that the server wrote.
    mutating func addRunning(for settings: [Setting] = Setting.allCases) throws(SettingsFault) {
        let data = one(.data, or: "data").text
        guard let path = Self.runningFile(in: data) else { return }
        try add(running: path)
        let used = Setting.allCases.filter { settings.contains($0) && $0 != .data && isFromRunningServer($0) }
        guard !used.isEmpty else { return }
        let names = used.map(\.rawValue).joined(separator: ", ")
        Console.complain("using \(names) of the server that runs on \(data) (flags override)")
    }

    /// The file that the running server of a data directory wrote; `nil` when none runs there.
    static func runningFile(in data: String) -> String? {
        let path = data + "/" + RunningSettings.fileName
        guard PrivateFile.fault(path) == nil,
            case .bytes(let bytes, _) = FileBytes.read(path, atMost: ConfigLimits.bytesInFile),
            let writer = RunningSettings.process(of: String(decoding: bytes, as: UTF8.self)),
            ExclusiveAccess.holder(of: data) == writer
        else { return nil }
        return path
    }
}
