import ConfigFiles
import ContactTrees
import Testing

/// Signs that Chinese keyboards, word processors and other alphabets put where ASCII is meant.
@Suite struct `A sign from another keyboard` {
    private static func faults(unit: String) throws -> [String] {
        try SmallTree(["town/sub/unit.yaml": unit]).faults().map {
            $0.replacing("Contacts/town/sub/unit.yaml:", with: "")
        }
    }

    private static func faults(plan: String) throws -> [String] {
        try SmallTree(["town/plans/fire.yaml": plan]).faults().map {
            $0.replacing("Contacts/town/plans/fire.yaml:", with: "")
        }
    }

    private static let start = "name: Town\ntime_zone: Asia/Shanghai\nlanguage: en\n"

    /// A unit with `text` behind its first three lines: it begins in line 4.
    @Test(arguments: [
        ("people：\n  anna: {name: A, addresses: []}\n", "4:7: a full-width colon `：` (U+FF1A)"),
        ("people:\n  anna：\n    name: A\n    addresses: []\n", "5:7: a full-width colon `：` (U+FF1A)"),
        ("people:\n  anna:\n    name：A\n    addresses: []\n", "6:9: a full-width colon `：` (U+FF1A)"),
        ("people:\n  anna: ｛name: A, addresses: []｝\n", "5:9: a full-width left curly bracket `｛` (U+FF5B)"),
        ("people:\n  anna: {name: A, addresses: []｝\n", "5:32: a full-width right curly bracket `｝` (U+FF5D)"),
        ("people:\n  anna: {name: A， addresses: []}\n", "5:17: a full-width comma `，` (U+FF0C)"),
        ("people:\n  anna: {name: A，addresses：[]}\n", "5:17: a full-width comma `，` (U+FF0C)"),
        ("people:\n  anna: {name: A, addresses: [｛log：x｝]}\n", "5:31: a full-width left curly bracket `｛` (U+FF5B)"),
        ("people:\n  anna: {name: A, addresses: [{log：x}]}\n", "5:35: a full-width colon `：` (U+FF1A)"),
        ("people:\n  anna: {name: A, addresses: ［］}\n", "5:30: a full-width left square bracket `［` (U+FF3B)"),
        ("people:\n  anna: {name: “A”, addresses: []}\n", "5:16: a left double quotation mark `“` (U+201C)"),
        ("people:\n  anna:\n    name: “Anna”\n    addresses: []\n", "6:11: a left double quotation mark `“` (U+201C)"),
        (
            "people:\n  anna:\n    name: \"Anna”\n    addresses: []\n",
            "6:16: a right double quotation mark `”` (U+201D)"
        ),
        ("people:\n　　anna: {name: A, addresses: []}\n", "5:1: a full-width space (U+3000)"),
        ("people:\n\u{A0}\u{A0}anna: {name: A, addresses: []}\n", "5:1: a no-break space (U+00A0)"),
        ("people:\n  anna:\n    name:\u{3000}A\n    addresses: []\n", "6:10: a full-width space (U+3000)"),
        ("people:\n  an\u{200B}na: {name: A, addresses: []}\n", "5:5: a zero-width space (U+200B)"),
        ("people:\n  anna: {name: A\u{200B}b, addresses: []}\n", "5:17: a zero-width space (U+200B)"),
        ("people:\n  \u{FEFF}anna: {name: A, addresses: []}\n", "5:3: a byte order mark (U+FEFF)"),
        ("people:\n  аnna: {name: A, addresses: []}\n", "5:3: a Cyrillic small letter a `а` (U+0430)"),
        ("people:\n  ann\u{3B1}: {name: A, addresses: []}\n", "5:6: a Greek small letter alpha `α` (U+03B1)"),
        ("people:\n  ａnna: {name: A, addresses: []}\n", "5:3: a full-width Latin small letter a `ａ` (U+FF41)"),
        ("people:\n  anna１: {name: A, addresses: []}\n", "5:7: a full-width digit one `１` (U+FF11)"),
        ("people:\n  anna—b: {name: A, addresses: []}\n", "5:7: an em dash `—` (U+2014)"),
        ("groups:\n  duty:\n    members:\n      – anna\n      – ben\n", "7:7: an en dash `–` (U+2013)"),
        ("groups:\n  duty:\n    members: [anna，ben]\n", "6:19: a full-width comma `，` (U+FF0C)"),
        ("groups:\n  duty:\n    members: [anna、ben]\n", "6:19: an ideographic comma `、` (U+3001)"),
        ("groups:\n  duty:\n    seats:\n      – role: head\n        holder: anna\n", "7:7: an en dash `–` (U+2013)"),
        ("groups:\n  duty:\n    seats:\n      • holder: anna\n", "7:7: a bullet `•` (U+2022)"),
        ("people:\n\tanna: {name: A, addresses: []}\n", "5:1: a tab stands at the beginning of the line"),
        ("people:\n  anna:\n\t\tname: A\n", "6:1: a tab stands at the beginning of the line"),
    ])
    func `is named at its place, and nothing else is said`(text: String, fault: String) throws {
        let faults = try Self.faults(unit: Self.start + text)
        #expect(faults.count == 1 && faults.first?.hasPrefix(fault) == true, "\(faults)")
        #expect(faults.allSatisfy { $0.contains("; write ") || $0.contains("; type it anew") }, "\(faults)")
    }

    @Test(arguments: [
        ("name：Town\ntime_zone: Asia/Shanghai\nlanguage: en\n", "1:5: a full-width colon `：` (U+FF1A)"),
        ("name: Town\ntime_zone: Asia／Shanghai\nlanguage: en\n", "2:16: a full-width solidus `／` (U+FF0F)"),
        ("name: Town\ntime_zone: ＵＴＣ＋８\nlanguage: en\n", "2:12: a full-width Latin capital letter u `Ｕ` (U+FF35)"),
        ("name: Town\ntime_zone: \"Asia/Shanghаi\"\nlanguage: en\n", "2:24: a Cyrillic small letter a `а` (U+0430)"),
        (
            "name: Town\ntime_zone: Asia/Shanghai\nlanguage: ｅｎ\n",
            "3:11: a full-width Latin small letter e `ｅ` (U+FF45)"
        ),
        ("name: Town\ntime_zone: Asia/Shanghai\nlanguage: zh—Hans\n", "3:13: an em dash `—` (U+2014)"),
        ("name:\n  en：Town\ntime_zone: Asia/Shanghai\nlanguage: en\n", "2:5: a full-width colon `：` (U+FF1A)"),
        ("name: ｛en：Town，zh-Hans：镇｝\ntime_zone: UTC\nlanguage: en\n", "1:7: a full-width left curly bracket"),
        ("name: {en: Town， zh-Hans：镇}\ntime_zone: UTC\nlanguage: en\n", "1:16: a full-width comma"),
        ("name: 镇\n  language：en\ntime_zone: UTC\n", "2:11: a full-width colon"),
        ("name: Town ＃ ours\ntime_zone: UTC\nlanguage: en\n", "1:12: a full-width number sign"),
        ("name: Town\nｌanguage: en\ntime_zone: UTC\n", "2:1: a full-width Latin small letter l"),
    ])
    func `is named in a unit's own lines`(text: String, fault: String) throws {
        let faults = try Self.faults(unit: text)
        #expect(faults.count == 1 && faults.first?.hasPrefix(fault) == true, "\(faults)")
    }

    @Test(arguments: [
        ("IV: {steps: [{ask: [duty], within: ５m}]}", "3:38: a full-width digit five"),
        ("IV: {steps: [{ask: [duty], within: 5 m}]}".replacing(" m", with: "\u{3000}m"), "3:39: a full-width space"),
        ("IV: {steps: [{ask: [duty], within: 1：30}]}", "3:39: a full-width colon"),
        ("Ⅳ: {steps: [{ask: [duty], within: 5m}]}", "3:3: a Roman numeral four `Ⅳ` (U+2163)"),
        ("IV: {steps: [{ask: [duty], within: 5m, need: ２}]}", "3:48: a full-width digit two"),
        ("IV: {steps: [{ask: [dutу], within: 5m}]}", "3:26: a Cyrillic small letter u"),
        ("IV: {steps: [{ask: [．．/duty], within: 5m}]}", "3:23: a full-width full stop"),
        ("IV: {steps: [{ask: duty，office, within: 5m}]}", "3:26: a full-width comma"),
        ("IV: {steps: [{ask: [duty]，within: 5m}]}", "3:28: a full-width comma"),
        ("IV: {steps: [{ask： [duty], within: 5m}]}", "3:20: a full-width colon"),
        ("IV: {steps: [{ask: [duty], within: 5m}], ask_again: ｔｒｕｅ}", "3:55: a full-width Latin small letter t"),
        ("IV: {steps: [{ask: [duty], within: 5m}], repeat: {times: ٢, every: 5m}}", "3:60: an Arabic-indic digit two"),
    ])
    func `is named in a plan`(response: String, fault: String) throws {
        let faults = try Self.faults(plan: "name: Fire\nresponses:\n  \(response)\nfallback: [duty]\n")
        #expect(faults.count == 1 && faults.first?.hasPrefix(fault) == true, "\(faults)")
    }

    @Test(arguments: ["ｄuty", "dutу", "du—ty"])
    func `is named in the name of a file and of a folder`(name: String) throws {
        let plan = try SmallTree(["town/plans/\(name).yaml": SmallTree.plan]).faults()
        #expect(plan.count == 1 && plan.first?.contains("(U+") == true, "\(plan)")
        let unit = try SmallTree(["town/\(name)/unit.yaml": "name: X\n"]).faults()
        #expect(unit.count == 1 && unit.first?.contains("(U+") == true, "\(unit)")
    }

    @Test(arguments: [
        "火灾：请处置", "“安全第一”演习", "（演练）停电、停水，请答复。", "【紧急】泄漏", "王　明", "「安全」", "救援—东区", "3号楼＃5", "A：B", "Ünal — Büro",
        "\"“全部”\"", "'{｛x｝}'", "｢半角｣", "He said “no” and “yes”", "“甲”和“乙”", "Дежурный пост", "«Север» пост", "火、水，土",
        "–20°C", "℃ Ⅱ级",
        "👩\u{200D}🚒", "می\u{200C}خواهم", "\u{200F}حريق",
    ])
    func `is at home in a text that people read`(text: String) throws {
        #expect(try Self.faults(unit: "name: \(text)\ntime_zone: UTC\nlanguage: en\n") == [])
        let flow = "name: {en: \(text), zh-Hans: \(text)， \(text), zh-Hant: x}\n"
        if !["\"", "'", "A："].contains(where: { text.contains($0) }) {
            #expect(try Self.faults(unit: flow + "time_zone: UTC\nlanguage: en\n") == [])
        }
    }

    @Test func `over several lines is at home in a text that people read`() throws {
        let text = "name: Fire\nguidance: 请注意：\n  – 疏散人员\n  – 报警：119，并说明地点\n  • 关闭阀门 – 见“手册”\n"
        let rest = "responses:\n  IV: {steps: [{ask: [duty], within: 5m}]}\nfallback: [duty]\n"
        #expect(try Self.faults(plan: text + rest) == [])
        let block = "name: Fire\nguidance: |\n  ask：x\n  ｛y｝\nreport:\n  kind: {type: choice, choices: [\"火，水\", 气]}\n"
        #expect(try Self.faults(plan: block + rest) == [])
    }

    @Test func `is not looked for in what is wrong in another way`() throws {
        let faults = try Self.faults(unit: "name: 火灾：处置\nlanguage: en\ntime_zone: a: b\n")
        #expect(
            faults == [
                "3:13: a colon stands where no value can follow; put a text with a colon in quotes, or mend the indentation"
            ]
        )
        let word = try Self.faults(unit: Self.start + "people:\n  дежурный: {name: A, addresses: []}\n")
        #expect(word.count == 1 && word.first?.contains("is not an id of a person") == true, "\(word)")
    }
}
