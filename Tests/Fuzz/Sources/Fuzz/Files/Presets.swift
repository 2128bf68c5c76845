import Escalation

@testable import ConfigFiles
@testable import Messages

extension Fuzzer {
    /// Webhook presets: a file and hostile values.
    ///
    /// What is taken makes JSON, clean headers and a judgement of every answer.
    static let presets = Fuzzer("presets", longest: 4_096) { bytes in
        var parts = Parts(bytes, atMost: 2)
        let log = FaultLog()
        guard let root = YAMLDocument.root(of: "generic.yaml", content: parts.bytes(), log: log) else {
            return check(log)
        }
        let preset = PresetReader(name: "generic", log: log).preset(root)
        check(log)
        guard let preset, log.faults.isEmpty else { return }
        let message = Town.templates.render(Town(parts.bytes()).material)
        let payload = preset.payload(for: message)
        Checks.json(payload, "a payload")
        demand(!payload.contains(UInt8(ascii: "<")), "a payload with a <")
        for (name, value) in preset.headers {
            demand((name + value).utf8.allSatisfy { (0x20...0x7E).contains($0) }, "the header \(name): \(value)")
        }
        demand(preset.url(for: "https://example.org/").contains("https://example.org/"), "the address is lost")
        for status in [100, 200, 204, 301, 404, 410, 429, 500, 599] {
            check(preset.judge(status: status, body: Array("{\"errcode\":0}".utf8), retryAfter: .seconds(5)))
        }
    }
}
