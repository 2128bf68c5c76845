/// Where settings come from: flags, then `TOCSIN_…` variables, then a settings file, then the server that runs beside this command.
package struct SettingsSource: Sendable {
    /// The texts of each setting that was given, nearest source first.
    private var layers: [[Setting: [Written]]]
    /// The place of the running server's settings in `layers`, when there are any.
    private var runningLayer: Int?
    /// Whether there is a settings file, whoever named it.
    package private(set) var hasFile = false

    /// Reads flags, variables and the settings file.
    ///
    /// - Parameters:
    ///   - flags: what the command line says, for each setting it names.
    ///   - environment: the variables of the process; an empty one counts as not set.
    ///   - file: the settings file that a flag names; else `TOCSIN_SETTINGS` may name one.
    ///   - usual: the settings file where neither names one.
    /// - Throws: every fault of form, with its place.
    package init(
        flags: [Setting: [String]],
        environment: [String: String],
        file: String?,
        usual: String? = nil
    ) throws(SettingsFault) {
        layers = [
            try Self.flags(flags.filter { !$0.value.isEmpty }),
            try Self.variables(environment),
        ]
        if let file {
            guard !file.isEmpty else { throw SettingsFault(text: "--settings names no file") }
            layers.append(try SettingsFile.read(file))
        } else if let file = environment["TOCSIN_SETTINGS"].flatMap({ $0.isEmpty ? nil : $0 }) ?? usual {
            layers.append(try SettingsFile.read(file))
        }
        hasFile = layers.count > 2
    }

    /// Adds what the server beside this command runs with, for all that nothing else says.
    ///
    /// - Parameter file: what the server wrote when it started (``RunningSettings``).
    /// - Throws: every fault of the file, with its place.
    package mutating func add(running file: String) throws(SettingsFault) {
        runningLayer = layers.count
        layers.append(try SettingsFile.read(file))
    }

    /// Whether the running server says this setting and nothing before it does.
    package func isFromRunningServer(_ setting: Setting) -> Bool {
        runningLayer != nil && layers.firstIndex { $0[setting] != nil } == runningLayer
    }

    /// The text of a setting; `nil` when nobody gave one.
    package func one(_ setting: Setting) -> Written? { given(setting)?.first }

    /// The text of a setting, or what holds otherwise.
    package func one(_ setting: Setting, or usual: String) -> Written {
        one(setting) ?? Written(setting: setting, text: usual, origin: .usual)
    }

    /// The texts of a setting that may have several: those of the nearest source that gave any.
    package func several(_ setting: Setting) -> [Written] { given(setting) ?? [] }

    /// Whether a setting of yes or no is yes.
    package func flag(_ setting: Setting) throws(SettingsFault) -> Bool {
        try one(setting)?.flag() ?? false
    }

    /// What is written and does not count, since a nearer source says something else; what the running server says is left out.
    package var overridden: [(setting: Setting, values: [Written])] {
        layers.indices.filter { $0 != runningLayer }.flatMap { layer in
            Setting.allCases.compactMap { setting in
                guard let values = layers[layer][setting], layers[..<layer].contains(where: { $0[setting] != nil })
                else { return nil }
                return (setting, values)
            }
        }
    }

    private func given(_ setting: Setting) -> [Written]? {
        layers.lazy.compactMap { $0[setting] }.first
    }

    private static func flags(_ flags: [Setting: [String]]) throws(SettingsFault) -> [Setting: [Written]] {
        var found: [Setting: [Written]] = [:]
        for setting in Setting.allCases {
            guard let texts = flags[setting] else { continue }
            guard texts.count == 1 || setting.row.kind == .several else {
                throw SettingsFault(text: "\(setting.flag) is written \(texts.count) times; keep one of them")
            }
            guard texts.allSatisfy({ !isBlank($0) }) else {
                throw SettingsFault(text: "\(setting.flag) is empty; write a value behind it, or leave the flag out")
            }
            found[setting] = try texts.map { (text) throws(SettingsFault) in
                try Written(setting: setting, text: text, origin: .flag).seen()
            }
        }
        return found
    }

    private static func variables(_ environment: [String: String]) throws(SettingsFault) -> [Setting: [Written]] {
        var found: [Setting: [Written]] = [:]
        for setting in Setting.allCases {
            guard let text = environment[setting.variable], !isBlank(text) else { continue }
            let texts = setting.row.kind == .several ? text.split(separator: ",").map(trimmed) : [trimmed(text[...])]
            found[setting] = try texts.filter { !$0.isEmpty }
                .map { (text) throws(SettingsFault) in
                    try Written(setting: setting, text: text, origin: .variable).seen()
                }
        }
        return found
    }

    private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
