import ConfigFiles
import Foundation
import Testing

@testable import Messages

@Suite struct PresetLoadingTests {
    private static func faults(_ lines: [String]) -> [Fault] {
        let log = FaultLog()
        let content = Array(lines.joined(separator: "\n").utf8)
        if let root = YAMLDocument.root(of: "x.yaml", content: content, log: log) {
            _ = PresetReader(name: "x", log: log).preset(root)
        }
        return log.faults
    }

    private static let base = ["body: {text: \"{text}\"}", "success: {status: 2xx}"]

    @Test func `the least preset is a body and a success`() {
        #expect(Self.faults(Self.base) == [])
    }

    @Test(arguments: [
        ("metod: POST", "not a key"), ("method: GET", "GET"), ("signing: hmac", "hmac"), ("escape: html", "html"),
        ("url: \"https://x.example\"", "`url`"), ("url: \"{url}{url}\"", "`url`"), ("url: \"{url}/{token}\"", "`url`"),
        ("headers: {Host: x}", "set by the sender"), ("headers: {Webhook-Id: x}", "set by the sender"),
        ("headers: {Content-Length: \"3\"}", "set by the sender"),
        ("headers: {X-A: \"a\\r\\nB: c\"}", "control character"),
        ("headers: {X-A: 值}", "ASCII"), ("headers: {\"X A\": x}", "name of a header"),
        ("limits: {/texxt: {bytes: 100}}", "no text"), ("limits: {/text: {bytes: 100, characters: 100}}", "one unit"),
        ("limits: {/text: {}}", "one unit"), ("limits: {/text: {bytes: 100}}", "no room for the link"),
        ("body_when_asking: {text: \"{tekst}\"}", "`{tekst}`"),
        ("body_when_asking: {text: {text}}", "not in quotes"), ("throttled: {status: 99}", "not an HTTP status"),
        ("throttled: {status: 6xx}", "not an HTTP status"), ("throttled: {pointer: /a}", "belong together"),
        ("throttled: {pointer: a, equals: 1}", "`pointer`"), ("permanent: {wait: /a}", "asks for nothing"),
        ("permanent: []", "empty list"), ("x: &a 1", "anchor"), ("body_when_asking: !!binary aGk=", "tag"),
        ("signing: none\nsigning: none", "second time"),
    ])
    func `a fault in a preset is found at its line`(line: String, what: String) {
        let faults = Self.faults(Self.base + [line])
        #expect(faults.contains { $0.line >= 3 && $0.what.contains(what) }, "\(faults)")
    }

    @Test func `a preset without a body or a success is refused`() {
        #expect(Self.faults(["method: POST"]).count == 2)
    }

    @Test(
        arguments: ["{text}", "{title}: {text}", "{text}{link}", "{place} {link} {title}", "{note}{text}"],
        ["bytes", "characters"]
    )
    func `a text that is cut keeps its link whole`(text: String, unit: String) throws {
        let text = text.replacing("{note}", with: String(repeating: "x", count: 400))
        for escape in ["none", "markdown"] {
            let log = FaultLog()
            let yaml = """
                body: {text: "\(text)"}
                escape: \(escape)
                limits: {/text: {\(unit): 512}}
                success: {status: 2xx}
                """
            let root = try #require(YAMLDocument.root(of: "x.yaml", content: Array(yaml.utf8), log: log))
            let preset = try #require(PresetReader(name: "x", log: log).preset(root))
            #expect(log.faults == [])
            let note = String(repeating: "言*\\", count: 1_000)
            let incident = Example.incident(title: note, place: note, note: note)
            let message = try Example.render(Example.material(incident: incident))
            let json = try JSONSerialization.jsonObject(with: Data(preset.payload(for: message))) as? [String: String]
            let cut = try #require(json?["text"])
            #expect(cut.contains(Example.link) && (unit == "bytes" ? cut.utf8.count : cut.utf16.count) <= 512, "\(cut)")
        }
    }

    @Test func `a body keeps numbers, flags, nothing and braces`() throws {
        let log = FaultLog()
        let yaml =
            "body: {a: 1, b: true, c: null, d: \"1\", e: [\"{incident}\", \"#{incident}\"], f: \"{{x}}\"}\nsuccess: {status: 200}"
        let root = try #require(YAMLDocument.root(of: "x.yaml", content: Array(yaml.utf8), log: log))
        let preset = try #require(PresetReader(name: "x", log: log).preset(root))
        let payload = try preset.payload(for: Example.render(Example.material()))
        #expect(
            String(decoding: payload, as: UTF8.self) == ##"{"a":1,"b":true,"c":null,"d":"1","e":[7,"#7"],"f":"{x}"}"##
        )
    }
}
