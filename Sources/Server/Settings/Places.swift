import Foundation
package import Settings

/// Where folders may not lie: what is read as one set must hold nothing else.
package enum Places {
    /// Refuses a data directory, templates or an overlay within the contact tree, and a data directory within the templates.
    ///
    /// - Parameters:
    ///   - source: the settings; what they leave open is where it is by default.
    ///   - settings: which of the folders are used.
    /// - Throws: the fault of the setting that names the inner folder.
    package static func check(
        _ source: SettingsSource,
        _ settings: [Setting] = [.data, .templates, .templatesOverlay]
    ) throws(SettingsFault) {
        for setting in settings {
            guard let inner = written(setting, source), let outer = set(around: inner.text, in: source) else {
                continue
            }
            guard setting == .data || outer.setting == .contacts else { continue }
            throw inner.fault(
                "lies within \(subject(outer))",
                "name a folder outside of it, and move there what is in this one"
            )
        }
    }

    /// The set that a folder lies in.
    ///
    /// - Parameters:
    ///   - path: of the folder, which need not be there.
    ///   - source: the settings.
    /// - Returns: a phrase that names the set, such as `the contact tree Contacts`; `nil` when it lies in none.
    package static func surroundings(of path: String, in source: SettingsSource) -> String? {
        set(around: path, in: source).map(subject)
    }

    private static func set(around path: String, in source: SettingsSource) -> Written? {
        for setting in [Setting.contacts, .templates, .templatesOverlay] {
            guard let outer = written(setting, source), isWithin(path, outer.text) else { continue }
            return outer
        }
        return nil
    }

    private static func written(_ setting: Setting, _ source: SettingsSource) -> Written? {
        setting.row.usual.isEmpty ? source.one(setting) : source.one(setting, or: setting.row.usual)
    }

    private static func subject(_ outer: Written) -> String {
        (outer.setting == .contacts ? "the contact tree " : "the templates ") + outer.text
    }

    /// Whether a path, or what it leads to, is a folder or lies in it, where whoever reads that looks; they pass over hidden names.
    private static func isWithin(_ path: String, _ folder: String) -> Bool {
        let outer = resolved(folder)
        let place = URL(fileURLWithPath: path).standardizedFileURL
        let itself = resolved(place.deletingLastPathComponent().path) + "/" + place.lastPathComponent
        return [itself, resolved(path)].contains { inner in
            guard inner != outer else { return true }
            let start = outer == "/" ? outer : outer + "/"
            return inner.hasPrefix(start)
                && !inner.dropFirst(start.count).split(separator: "/").contains { $0.hasPrefix(".") }
        }
    }

    /// The path without links, of a folder that need not be there.
    private static func resolved(_ path: String) -> String {
        var there = URL(fileURLWithPath: path).standardizedFileURL
        var missing: [String] = []
        while !FileManager.default.fileExists(atPath: there.path), there.path != "/" {
            missing.append(there.lastPathComponent)
            there.deleteLastPathComponent()
        }
        let found = there.resolvingSymlinksInPath().path
        return missing.isEmpty ? found : (found == "/" ? "" : found) + "/" + missing.reversed().joined(separator: "/")
    }
}
