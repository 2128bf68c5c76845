/// What a running server tells the commands beside it: a settings file of its own in its data directory, without secrets.
package enum RunningSettings {
    /// The file's name in the data directory.
    package static let fileName = "running-settings.yaml"

    private static let mark = "# Written by the server that runs as process "

    /// The file's text.
    ///
    /// - Parameters:
    ///   - source: what the server was started with.
    ///   - process: its number; the file holds while that process has the data directory locked.
    ///   - listen: where it really listens.
    ///   - folder: the folder it was started in, with which relative paths are made absolute.
    /// - Returns: YAML that a settings file could hold.
    package static func text(
        of source: SettingsSource,
        process: Int32,
        listen: ListenAddress,
        folder: String
    ) -> String {
        var lines = [
            "\(mark)\(process), for the commands that are used beside it.",
            "# Changing it changes nothing in the server; the next start writes it anew.",
        ]
        for setting in Setting.allCases where setting != .listen && !setting.row.isSecret {
            var texts = source.several(setting).map(\.text)
            if setting.row.isPath {
                if texts.isEmpty, [.contacts, .templates, .data].contains(setting) { texts = [setting.row.usual] }
                texts = texts.map { $0.hasPrefix("/") ? $0 : folder + "/" + $0 }
            }
            guard !texts.isEmpty else { continue }
            let quoted = texts.map(quoted)
            let value = setting.row.kind == .several ? "[" + quoted.joined(separator: ", ") + "]" : quoted[0]
            lines.append("\(setting.rawValue): \(value)")
        }
        lines.append("\(Setting.listen.rawValue): \(quoted(listen.text))")
        return lines.joined(separator: "\n") + "\n"
    }

    /// The number of the process that wrote such a file; `nil` for any other text.
    package static func process(of text: String) -> Int32? {
        guard text.hasPrefix(mark) else { return nil }
        return Int32(text.dropFirst(mark.count).prefix { $0.isASCII && $0.isNumber })
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "''") + "'"
    }
}
