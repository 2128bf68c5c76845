package import ConfigFiles
import ContactTrees
package import Escalation
import Foundation
package import Messages
import Settings
import SystemPackage
import Text

/// The contact tree and the templates, read and found without a fault.
package struct LoadedTree: Sendable {
    package var directory: Directory
    package var templates: Templates
    /// Addresses and people that nothing can reach as things are, one line each with its place; and an overlay that is not there.
    package var warnings: [String] = []

    /// Reads and checks the folders.
    ///
    /// - Parameters:
    ///   - contacts: the folder of the contact tree.
    ///   - templates: the folder of the templates.
    ///   - overlay: the folder whose files come before those of the templates. One that is not there is a warning: nobody is told
    ///     less for want of it.
    ///   - allowMissingSecrets: for commands that send nothing.
    ///   - base: for the set that was last in force: where relative paths of secrets begin. A secret that cannot be had makes
    ///     its address unusable then.
    ///   - waysOut: what the settings say of the ways to people; `nil` where there are none.
    ///   - draft: a file of the contact tree that is looked at before it is written.
    /// - Returns: what was read and found without a fault.
    /// - Throws: ``TreeFaults`` with every fault at once.
    package static func load(
        contacts: String,
        templates: String,
        overlay: String? = nil,
        allowMissingSecrets: Bool = false,
        secretsBeside base: String? = nil,
        waysOut: WaysOut? = nil,
        draft: FileDraft? = nil
    ) throws -> LoadedTree {
        var faults: [String] = []
        let zones = Zones.ofSystem()
        let missing = overlay.flatMap(Self.missingOverlay)
        var read: Templates?
        if let fault = missingTemplates(templates) {
            faults.append(fault)
        } else {
            do throws(Faults) {
                read = try Templates.load(from: templates, overlay: missing == nil ? overlay : nil, zones: zones)
            } catch {
                faults += error.faults.map(\.description)
            }
        }
        let secrets = SecretSource(
            environment: ProcessInfo.processInfo.environment,
            allowMissing: allowMissingSecrets,
            folder: base,
            makesUnusable: base != nil
        )
        if isMissing(contacts) {
            faults.insert(
                "\(contacts):1:1: there is no such folder; make one with `tocsin init`, or name another with `contacts`",
                at: 0
            )
            throw TreeFaults(faults: faults)
        }
        do throws(Faults) {
            let presets = read.map { Set($0.presets.keys) }
            let found = try ContactTree.read(
                from: contacts,
                secrets: secrets,
                presets: presets,
                senders: SenderChecks(presets: read?.presets ?? [:], ways: waysOut),
                zones: zones,
                draft: draft
            )
            if let read {
                let warnings = (missing.map { [$0] } ?? []) + found.warnings.map(\.description)
                var directory = found.directory
                directory.zoneRules = zones.version
                return LoadedTree(directory: directory, templates: read, warnings: warnings)
            }
        } catch {
            faults = error.faults.map(\.description) + faults
        }
        throw TreeFaults(faults: faults)
    }

    /// The one fault that stands for all that each missing template would be.
    ///
    /// - Parameter path: the folder of the templates.
    /// - Returns: a line as faults are; `nil` when there is something in it.
    package static func missingTemplates(_ path: String) -> String? {
        let isEmpty = (try? FileManager.default.contentsOfDirectory(atPath: path)) == []
        guard isEmpty || isMissing(path) else { return nil }
        let what = isEmpty ? "the folder of the templates is empty" : "there is no such folder of templates"
        return
            "\(path):1:1: \(what); copy the folder `Templates` that comes with tocsin there, or name it with `templates`"
    }

    /// The warning that there is no such folder.
    private static func missingOverlay(_ path: String) -> String? {
        guard isMissing(path) else { return nil }
        return
            "\(Setting.templatesOverlay.rawValue) \(path): there is no such folder, so every template is the usual one; "
            + "make it, or leave the setting out"
    }

    private static func isMissing(_ path: String) -> Bool {
        do {
            _ = try FilePath(path).stat(followTargetSymlink: true)
            return false
        } catch {
            return error == .noSuchFileOrDirectory
        }
    }
}

/// Every fault of the contact tree and the templates, one line each.
package struct TreeFaults: Error {
    package var faults: [String]
    /// What else to do, where there is something.
    package var remedy: String?
}
