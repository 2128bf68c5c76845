import ConfigFiles
import Foundation
import Testing

@testable import Messages

/// A second folder of templates over the usual one.
@Suite struct OverlayTests {
    private final class Overlay {
        let path = FileManager.default.temporaryDirectory.appending(path: "overlay-\(UUID().uuidString)").path

        init(_ files: [String: String]) throws {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            for (name, text) in files { try write(text, to: name) }
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        func write(_ text: String, to name: String) throws {
            let url = URL(filePath: path + "/" + name)
            let folder = url.deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }

        /// The faults, with paths in this folder.
        func faults() -> [Fault] {
            do throws(Faults) {
                _ = try Templates.load(from: Example.folder, overlay: path)
                return []
            } catch {
                return error.faults
            }
        }
    }

    private static let alert = "{{>head}} OWN {{title}} {{rank}}\n\n{{>drill}}\n{{link}}\n"

    private static func title(_ templates: Templates, _ name: String) throws -> String {
        let (template, _) = try #require(templates.template(name, in: .english))
        return "\(template.title)"
    }

    @Test func `a file there stands in the place of the usual one, and every other file stays`() throws {
        let overlay = try Overlay(["messages/alert.en.mustache": Self.alert])
        let templates = try Templates.load(from: Example.folder, overlay: overlay.path)
        #expect(try Self.title(templates, "alert").contains("OWN"))
        #expect(try Self.title(templates, "reminder") == Self.title(Example.templates.get(), "reminder"))
        let own = overlay.path + "/messages/alert.en.mustache"
        #expect(templates.own.map(\.path) == [own])
        #expect(templates.own.map(\.insteadOf) == [Example.folder + "/messages/alert.en.mustache"])
    }

    @Test func `a partial there is taken by the usual messages`() throws {
        let overlay = try Overlay(["messages/partials/head.en.mustache": "{{drill}} OWN {{rank}}\n"])
        let templates = try Templates.load(from: Example.folder, overlay: overlay.path)
        #expect(try Self.title(templates, "alert").contains("OWN"))
        #expect(templates.own.count == 1)
    }

    @Test func `a preset there is added, or stands in place of the usual one`() throws {
        let slack = try String(contentsOfFile: Example.folder + "/webhooks/slack.yaml", encoding: .utf8)
        let overlay = try Overlay(["webhooks/ours.yaml": slack, "webhooks/slack.yaml": slack])
        let templates = try Templates.load(from: Example.folder, overlay: overlay.path)
        #expect(Set(templates.presets.keys) == ["generic", "slack", "wecom", "dingtalk", "ours"])
        #expect(templates.own.map { $0.insteadOf == nil } == [true, false])
    }

    @Test func `an empty folder changes nothing`() throws {
        let overlay = try Overlay([:])
        let templates = try Templates.load(from: Example.folder, overlay: overlay.path)
        #expect(templates.own.isEmpty)
        #expect(try Self.title(templates, "alert") == Self.title(Example.templates.get(), "alert"))
    }

    @Test(arguments: [
        ("messages/alert.en.mustache", "{{nothing}} {{rank}}\n\n{{link}}\n", "is not a word"),
        ("messages/alert.en.mustache", "{{>head}} {{title}}\n\n{{>drill}}\n{{title}}\n", "has no link"),
        ("messages/alert.fr.mustache", "x\n", "no message has this name"), ("message.txt", "x\n", "nothing reads this"),
        ("messages/partials", "x\n", "is a folder"), ("webhooks/slack.yaml/x.yaml", "x\n", "is a file"),
    ])
    func `a fault there is told with its own place`(file: String, text: String, what: String) throws {
        let overlay = try Overlay([file: text])
        let faults = overlay.faults()
        #expect(faults.contains { $0.file.hasPrefix(overlay.path) && $0.what.contains(what) }, "\(faults)")
        #expect(!faults.contains { $0.file.hasPrefix(Example.folder) }, "\(faults)")
    }

    @Test func `a broken file that another stands in place of is not read`() throws {
        let lower = try Overlay([:])
        try FileManager.default.removeItem(atPath: lower.path)
        try FileManager.default.copyItem(
            at: URL(filePath: Example.folder).resolvingSymlinksInPath(),
            to: URL(filePath: lower.path)
        )
        try lower.write("{{", to: "messages/alert.en.mustache")
        let overlay = try Overlay(["messages/alert.en.mustache": Self.alert])
        #expect(throws: Faults.self) { try Templates.load(from: lower.path) }
        #expect(try Templates.load(from: lower.path, overlay: overlay.path).own.count == 1)
    }
}
