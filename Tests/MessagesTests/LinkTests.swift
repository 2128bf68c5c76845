import ConfigFiles
import Testing

@testable import Messages

/// Whoever is asked has a link, in every message and every shape of it.
@Suite struct LinkTests {
    private static func gap(_ text: String, where known: [TemplateVariable: Bool] = [:]) -> LinkGap? {
        let log = FaultLog()
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let tokens = TemplateScanner(file: "x", log: log).tokens(of: lines[...], first: 1)
        let scope = text.contains("incidents") ? TemplateScope.digest : .message
        let pieces = TemplateCompiler(partials: [:], language: .english, log: log).pieces(of: tokens, scope: scope)
        #expect(log.faults == [])
        return LinkGap(in: pieces, where: known)
    }

    @Test(arguments: [
        ("{{title}}", ""), ("{{#drill}}{{link}}{{/drill}}", " without `drill`"),
        ("{{^deadline}}{{link}}{{/deadline}}", " with `deadline`"),
        ("{{#place}}{{#note}}{{link}}{{/note}}{{/place}}", " without `place`"),
        ("{{#place}}{{link}}{{/place}}{{#note}}{{link}}{{/note}}", " without `note` and without `place`"),
        (
            "{{#place}}{{link}}{{/place}}{{^place}}{{#note}}{{link}}{{/note}}{{/place}}",
            " without `note` and without `place`"
        ),
        ("{{^title}}{{link}}{{/title}}", ""), ("{{#incidents}}{{title}}{{/incidents}}", ""),
        ("{{#incidents}}{{#owed}}{{link}}{{/owed}}{{/incidents}}", " without `owed`"),
        ("{{^facts}}{{link}}{{/facts}}", " with `facts`"),
    ])
    func `a link that is not there under some circumstances is found`(_ text: String, _ words: String) throws {
        #expect(try #require(Self.gap(text)).words == words)
    }

    @Test(arguments: [
        "{{link}}", "{{#place}}x{{/place}}{{link}}", "{{#link}}{{link}}{{/link}}", "{{#rank}}{{link}}{{/rank}}",
        "{{#place}}{{link}}{{/place}}{{^place}}{{link}}{{/place}}", "{{#incidents}}{{title}} {{link}}{{/incidents}}",
    ])
    func `a link that is always there is no gap`(_ text: String) {
        #expect(Self.gap(text) == nil)
    }

    @Test func `what is known to be there is not tried otherwise`() {
        let text = "{{#deadline}}{{link}}{{/deadline}}"
        #expect(Self.gap(text) != nil)
        #expect(Self.gap(text, where: [.deadline: true]) == nil)
    }

    @Test(arguments: [
        ("body: {text: \"{text}\"}\nbody_when_asking: {text: \"{title} {text_without_link}\"}", 2),
        ("body: {text: \"{title}\"}", 1),
        ("body: {text: \"{text_without_link}\", a: [\"{answer}\"]}", 1),
    ])
    func `a preset in which a message that asks has no link is refused`(_ lines: String, _ line: Int) throws {
        let faults = try Self.faults(lines)
        #expect(faults.map(\.line) == [line] && faults[0].what.contains("has no link"), "\(faults)")
    }

    @Test(arguments: [
        "body: {text: \"{title}\"}\nbody_when_asking: {a: [{b: \"{link}\"}]}", "body: {text: \"{text}\"}",
        "body: {text: \"{title}\", url: \"see {link}\"}",
        "body: {text: \"{title}\"}\nbody_when_asking: {text: \"# {text}\"}",
    ])
    func `a preset that holds the link has no fault`(_ lines: String) throws {
        #expect(try Self.faults(lines) == [])
    }

    private static func faults(_ lines: String) throws -> [Fault] {
        let log = FaultLog()
        let content = Array((lines + "\nsuccess: {status: 2xx}").utf8)
        let root = try #require(YAMLDocument.root(of: "x.yaml", content: content, log: log))
        _ = PresetReader(name: "x", log: log).preset(root)
        return log.faults
    }
}
