package import ConfigFiles

/// A setting's value as somebody wrote it, with where; so that whoever finds it wrong can say where to mend it.
package struct Written: Sendable {
    package enum Origin: Sendable {
        case flag
        case variable
        /// In a file, at a place of it.
        case file(Place)
        /// What holds when nobody says anything.
        case usual
    }

    package var setting: Setting
    package var text: String
    package var origin: Origin

    package init(setting: Setting, text: String, origin: Origin) {
        self.setting = setting
        self.text = text
        self.origin = origin
    }

    /// The fault that the value is not what the setting takes.
    ///
    /// - Parameters:
    ///   - what: goes on after the name and the value: `is no time`.
    ///   - remedy: what to write instead.
    /// - Returns: the fault, with where the value stands; the value itself only where it is no secret.
    package func fault(_ what: String, _ remedy: String) -> SettingsFault {
        let value = Spelling.shown(shown)
        // What names the character itself says more.
        let isNamed = what.contains("(U+") || what.contains("full-width") || what.contains("has `")
        let isOfASCII =
            !isNamed && !setting.row.isPath && !setting.row.isSecret && ![.smtpFrom, .smtpUser].contains(setting)
        if isOfASCII, let alike = LookAlike(in: text, withLetters: false) {
            return SettingsFault(
                text: "\(name)\(value.isEmpty ? "" : " " + value): \(alike.what); \(alike.remedy)"
            )
        }
        return SettingsFault(text: "\(name)\(value.isEmpty ? "" : " " + value) \(what); \(remedy)")
    }

    /// The value as far as it may be told: nothing of a secret, of a URL neither user nor query, and of a file for a secret only what
    /// is a path.
    package var shown: String {
        if setting.row.isSecret { return "" }
        if [.smtpPasswordFile, .smtpClientKey].contains(setting) {
            return ["/", "./", "../", "~"].contains { text.hasPrefix($0) } ? text : ""
        }
        guard [.publicURL, .smtpURL, .listen, .allowAddress, .trustedProxy].contains(setting) else {
            return HiddenSecrets.shown(text)
        }
        let url = HiddenSecrets.shown(String(text.prefix { $0 != "?" && $0 != "#" }))
        let isURL = url.contains("://")
        let host = isURL ? url[...] : url.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let behind = text.contains("?") ? "?…" : text.contains("#") ? "#…" : ""
        return (isURL || host.count == url.count ? "" : "…@") + host + behind
    }

    /// Names a character of the value that nobody sees; in paths and in a sender's name spaces of all kinds have their place.
    var unseen: String? {
        Spelling.unseen(in: text, isForPeople: setting.row.isPath || setting == .smtpFrom)
    }

    /// The value itself.
    ///
    /// - Throws: the fault of a character that nobody sees.
    func seen() throws(SettingsFault) -> Written {
        if let unseen { throw fault("holds \(unseen)", Spelling.unseenRemedy) }
        return self
    }

    /// Where and under which name it was written.
    package var name: String {
        switch origin {
        case .flag, .usual: setting.flag
        case .variable: setting.variable
        case .file(let place): "\(place.file):\(place.line):\(place.column): `\(setting.rawValue)`"
        }
    }
}

/// What is wrong with the settings: the place, what, and what to write instead; a line for each fault.
package struct SettingsFault: Error, Sendable {
    package var text: String

    package init(text: String) {
        self.text = text
    }
}
