import ConfigFiles
import ContactTrees
import Escalation
import Foundation
import TestSupport
import Text

/// A contact tree in a folder of its own, written by a test and removed after it.
final class SmallTree {
    /// The folder that holds `Contacts`.
    let folder: String
    var root: String { folder + "/Contacts" }

    static let unit = """
        name: Town
        time_zone: Asia/Shanghai
        language: en
        people:
          lin-yue: {name: Lin Yue, addresses: [{log: duty-desk}]}
        groups:
          duty: {members: [lin-yue]}

        """
    static let plan = """
        name: Fire
        responses:
          IV: {steps: [{ask: [duty], within: 5m}]}
        fallback: [duty]

        """

    /// Makes a tree of one unit, `town`, with the plan `fire`; `files` are added to it or replace its files.
    init(_ files: [String: String] = [:]) throws {
        folder = NSTemporaryDirectory() + "tocsin-tree-" + UUID().uuidString
        try write("Contacts/town/unit.yaml", Self.unit)
        try write("Contacts/town/plans/fire.yaml", Self.plan)
        for (path, text) in files { try write("Contacts/" + path, text) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    func write(_ path: String, _ text: String, mode: Int = 0o644) throws {
        try write(path, Data(text.utf8), mode: mode)
    }

    func write(_ path: String, _ data: Data, mode: Int = 0o644) throws {
        let url = URL(fileURLWithPath: folder + "/" + path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
    }

    func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: folder + "/" + path, withDestinationPath: target)
    }

    func load(_ environment: [String: String] = [:], allowMissing: Bool = false) throws(Faults) -> Directory {
        try ContactTree.load(
            from: root,
            secrets: SecretSource(environment: environment, allowMissing: allowMissing)
        )
    }

    /// The faults as the command prints them, with paths below the folder.
    func faults(_ environment: [String: String] = [:], allowMissing: Bool = false) -> [String] {
        do throws(Faults) {
            _ = try load(environment, allowMissing: allowMissing)
            return []
        } catch {
            return error.faults.map { $0.description.replacingOccurrences(of: folder + "/", with: "") }
        }
    }

    /// What the command warns of, with paths below the folder.
    func warnings() throws(Faults) -> [String] {
        let secrets = SecretSource(environment: [:])
        let read = try ContactTree.read(from: root, secrets: secrets, presets: nil, senders: SenderChecks())
        return read.warnings.map { $0.description.replacingOccurrences(of: folder + "/", with: "") }
    }

    /// The same on a machine with other zones; `isKept` for the set that was last in force.
    func faults(zones: Zones, isKept: Bool) -> [String] {
        do throws(Faults) {
            let secrets = SecretSource(environment: [:], makesUnusable: isKept)
            _ = try ContactTree.load(from: root, secrets: secrets, zones: zones)
            return []
        } catch {
            return error.faults.map { $0.description.replacingOccurrences(of: folder + "/", with: "") }
        }
    }

    /// The tree of a person with one more address.
    static func withAddress(_ address: String) throws -> SmallTree {
        try SmallTree(["town/unit.yaml": unit.replacingOccurrences(of: "{log: duty-desk}", with: address)])
    }
}
