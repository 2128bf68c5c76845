import ConfigFiles
import Foundation
import Testing

@testable import Messages

@Suite struct TemplateLoadingTests {
    @Test func `the repository's own templates have no fault`() throws {
        #expect(try Set(Example.templates.get().presets.keys) == ["generic", "slack", "wecom", "dingtalk"])
    }

    /// The faults of a copy of the templates with some files changed; `nil` removes a file.
    private static func faults(_ changes: [String: String?]) throws -> [Fault] {
        let manager = FileManager.default
        let copy = manager.temporaryDirectory.appending(path: "templates-\(UUID().uuidString)")
        let source = URL(filePath: Example.folder).resolvingSymlinksInPath()
        try manager.copyItem(at: source, to: copy)
        defer { try? manager.removeItem(at: copy) }
        for (file, content) in changes {
            let url = copy.appending(path: file)
            if let content { try Data(content.utf8).write(to: url) } else { try manager.removeItem(at: url) }
        }
        do throws(Faults) {
            _ = try Templates.load(from: copy.path)
            return []
        } catch {
            return error.faults.map { fault in
                var fault = fault
                fault.file = fault.file.replacing(copy.path + "/", with: "")
                return fault
            }
        }
    }

    @Test func `an unknown word is found at its line and column, with the known ones`() throws {
        let text = "{{>head}} {{title}} · {{unit}} #{{number}}\n\n{{>drill}}\n  在 {{palce}} {{link}}\n"
        let faults = try Self.faults(["messages/alert.en.mustache": text])
        let fault = try #require(faults.first)
        #expect(faults.count == 1)
        #expect(
            "\(fault)".hasPrefix(
                "messages/alert.en.mustache:4:5: `palce` is not a word that messages know; did you mean `place`?"
            )
        )
        #expect(fault.remedy.contains("only_you"))
    }

    @Test(arguments: [
        ("{{title", 4, "not closed"), ("{{#place}}x", 4, "never closed"), ("{{/place}}", 4, "not open here"),
        ("{{#place}}{{#unit}}{{/place}}{{/unit}}", 4, "not open here"), ("{{{title}}}", 4, "not a tag"),
        ("{{&title}}", 4, "not a tag"), ("{{=<% %>=}}", 4, "not a tag"), ("{{uppercased(title)}}", 4, "not a tag"),
        ("{{label}}", 4, "not known at this place"), ("{{#facts}}{{title}}{{/facts}}", 4, "not known at this place"),
        ("{{facts}}", 4, "a list"), ("{{>nothing}}", 4, "no partial"), ("{{}}", 4, "empty"),
        ("{{age}}", 4, "not known"),
        ("a\tb", 1, "control character"), ("a\u{202E}b", 1, "control character"),
    ])
    func `a broken tag is found at its line`(tag: String, line: Int, what: String) throws {
        let text = "{{>head}} {{title}}\n\n{{>drill}}\n\(tag)\n{{link}}\n"
        let faults = try Self.faults(["messages/alert.en.mustache": text])
        #expect(
            faults.contains { $0.line == line && $0.what.contains(what) && $0.file == "messages/alert.en.mustache" }
        )
    }

    @Test func `a missing message is a fault, and all faults are found at once`() throws {
        let faults = try Self.faults([
            "messages/owed.zh-Hant.mustache": nil, "messages/digest.en.mustache": nil,
            "messages/copy.en.mustache": "{{nope}}\n\nx\n", "messages/alrt.en.mustache": "x\n\ny\n",
            "messages/alert.en.mustache": "no empty line\nx\n",
        ])
        let places = faults.map { "\($0.file):\($0.line)" }
        #expect(places.contains("messages/owed.zh-Hant.mustache:1"))
        #expect(places.contains("messages/digest.en.mustache:1"))
        #expect(places.contains("messages/copy.en.mustache:1"))
        #expect(places.contains("messages/alrt.en.mustache:1"))
        #expect(places.contains("messages/alert.en.mustache:2"))
        #expect(faults == faults.sorted())
    }

    @Test func `a fault in a partial is named once, in the partial`() throws {
        let faults = try Self.faults(["messages/partials/link.en.mustache": "{{lnik}}\n"])
        #expect(faults.count == 1)
        #expect(faults.first?.file == "messages/partials/link.en.mustache")
    }

    @Test func `a partial that leads back to itself is a fault`() throws {
        let faults = try Self.faults([
            "messages/partials/link.en.mustache": "{{>people}}", "messages/partials/people.en.mustache": "{{>link}}",
        ])
        #expect(faults.contains { $0.what.contains("leads back to itself") })
    }

    @Test(arguments: [
        ("{{title}} {{rank}}\n\n{{>drill}}\n{{link}}\n", "title of a drill"),
        ("{{drill}} {{title}} {{rank}}\n\n{{title}} {{link}}\n", "text of a drill"),
        ("{{drill}} {{title}} {{rank}}\n\n{{>drill}}\n{{title}}\n", "has no link"),
        ("{{drill}} {{title}}\n\n{{>drill}}\n{{link}}\n", "say the rank"),
        ("{{drill}} {{rank}}\n\n{{>drill}}\n{{link}}\n", "say what happened"),
    ])
    func `a message that could not say what it must is refused`(text: String, what: String) throws {
        let faults = try Self.faults(["messages/alert.zh-Hans.mustache": text])
        #expect(faults.contains { $0.what.contains(what) && $0.file == "messages/alert.zh-Hans.mustache" })
    }

    @Test func `a folder that does not exist lacks every message`() {
        #expect(throws: Faults.self) { try Templates.load(from: "/nonexistent") }
    }

    @Test func `what others leave beside templates is passed over`() throws {
        var files: [String: String?] = [:]
        for name in [
            ".#alert.en.mustache", "._alert.en.mustache", "alert.en.mustache~", "alert.en.mustache.orig", "README.md",
        ] {
            for folder in ["", "messages/", "messages/partials/", "webhooks/"] { files[folder + name] = "{{" }
        }
        #expect(try Self.faults(files) == [])
    }

    @Test(arguments: [
        ("messages/alert.en (conflicted copy).mustache", "a copy of `alert.en.mustache`"),
        ("messages/partials/head (1).en.mustache.txt", "no message can share this"),
        ("messages/partials/head.fr.mustache", "no message can share this"),
        ("messages/alert.en.html", "no message has this name"),
        ("webhooks/wecom.yml", "nothing reads this"), ("webhooks/wecom.sync-conflict-1.yaml", "a copy of `wecom.yaml`"),
        ("mesages.txt", "nothing reads this"),
    ])
    func `what looks like a template and would not be read is named`(file: String, what: String) throws {
        let faults = try Self.faults([file: "{{title}}\n"])
        #expect(faults.count == 1)
        #expect(faults.first?.what.contains(what) == true && faults.first?.file == file, "\(faults)")
    }

    @Test func `a byte order mark is read over, and an empty file named`() throws {
        let head = try String(contentsOfFile: Example.folder + "/messages/partials/head.en.mustache", encoding: .utf8)
        #expect(try Self.faults(["messages/partials/head.en.mustache": "\u{FEFF}" + head]) == [])
        for file in ["messages/alert.en.mustache", "messages/partials/head.en.mustache", "webhooks/wecom.yaml"] {
            let faults = try Self.faults([file: " \n"])
            #expect(faults.map(\.what) == ["the file is empty"] && faults.first?.file == file, "\(faults)")
        }
    }
}
