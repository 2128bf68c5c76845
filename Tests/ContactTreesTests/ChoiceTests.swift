import ContactTrees
import Escalation
import Testing

@Suite struct `Choices of a report` {
    private static func plan(_ choices: String) -> String {
        "name: Fire\nreport:\n  what: {type: choice, choices: \(choices)}\n"
            + "severity: {rules: [{severity: II, when: {what: gas}}]}\n"
            + "responses:\n  IV: {steps: [{ask: [duty], within: 5m}]}\n  II: {steps: [{ask: [duty], within: 5m}]}\nfallback: [duty]\n"
    }

    private static func field(_ choices: String) throws -> ReportField? {
        try SmallTree(["town/plans/fire.yaml": plan(choices)]).load().units["/town"]?.plans["fire"]?.fields.first
    }

    @Test func `are words, or words with what people read in their place`() throws {
        let plain = try Self.field("[gas, oil]")
        #expect(plain?.kind == .choice(["gas", "oil"]) && plain?.choiceLabels.isEmpty == true)
        let field = try Self.field("{gas: {en: Gas, zh-Hans: 燃气, zh-Hant: 瓦斯}, oil: Oil}")
        #expect(field?.kind == .choice(["gas", "oil"]))
        #expect(
            field?.label(of: .text("gas"), in: "zh-Hans") == "燃气" && field?.label(of: .text("gas"), in: "en") == "Gas"
        )
        #expect(field?.label(of: .text("oil"), in: "zh-Hant") == "Oil")
        #expect(field?.label(of: .text("wood"), in: "en") == nil && field?.label(of: .flag(true), in: "en") == nil)
        #expect(field?.accepts(.text("gas")) == true && field?.accepts(.text("燃气")) == false)
    }

    @Test(arguments: [
        ("{}", "3:33: `choices` is an empty map"), ("{gas: }", "3:34: `gas` is empty"),
        ("[]", "3:33: `choices` is an empty list"),
        ("{gas: {de: Gas}}", "3:40: `de` is not a language"), ("gas", "3:33: `choices` is a text, not a list"),
        ("{gas: [a]}", "3:39: `gas` is a list"),
        ("{gas: Gas, gas: G}", "the key `gas` stands here for the second time"),
        ("[gas, \"oi\u{200B}l\"]", "a zero-width space (U+200B) stands here"),
        ("{gas: Gas, \"oi\u{200B}l\": Oil}", "a zero-width space (U+200B) stands here"),
    ])
    func `are refused where they are none`(choices: String, fault: String) throws {
        let faults = try SmallTree(["town/plans/fire.yaml": Self.plan(choices)]).faults()
        #expect(faults.contains { $0.contains(fault) }, "\(faults)")
    }
}
