import Configuration
import Foundation
import SystemPackage

/// Where settings come from when no flag says them: `TOCSIN_…` variables, then the settings file.
struct SettingsSource {
    private let environment: ConfigReader
    private let file: ConfigReader?

    /// - Throws: ``Trouble`` when a settings file is named that cannot be read.
    init(file path: String?) async throws {
        environment = ConfigReader(provider: EnvironmentVariablesProvider()).scoped(to: "tocsin")
        let named = path ?? environment.string(forKey: "settings")
        guard let named else {
            file = nil
            return
        }
        try SettingsFile.check(named)
        do {
            file = ConfigReader(provider: try await FileProvider<YAMLSnapshot>(filePath: FilePath(named)))
        } catch {
            throw Trouble(text: "the settings file \(named) cannot be read: \(error)")
        }
    }

    func text(_ flag: String?, _ key: ConfigKey) -> String? {
        flag ?? environment.string(forKey: key) ?? file?.string(forKey: key)
    }

    func list(_ flags: [String], _ key: ConfigKey) -> [String] {
        if !flags.isEmpty { return flags }
        return environment.stringArray(forKey: key) ?? file?.stringArray(forKey: key) ?? []
    }

    func flag(_ flag: Bool, _ key: ConfigKey) -> Bool {
        flag || environment.bool(forKey: key) ?? file?.bool(forKey: key) ?? false
    }
}
