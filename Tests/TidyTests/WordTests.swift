import Foundation
import Testing

/// One word for one thing: what an editor who knows the desks has ruled out of messages, pages and the timeline.
///
/// A word that is right in another sense elsewhere (地址 is a street, a case is a case) is looked for only in what people
/// are sent and shown, never in prose or in the source's own names.
@Suite struct WordTests {
    enum Tongue: String, CaseIterable { case en, hans = "zh-Hans", hant = "zh-Hant" }

    static let notUsed: [Tongue: [String]] = [
        .en: [
            "ticket", "priority", "escalate", "escalated", "acknowledged", "NOBODY ANSWERS", "All clear",
            "answers for", "answering for", "owed", "stood down", "auditor", "no-show", "failed to", "remark",
            "nobody answers", "The dispatcher", "resolved", "Stood down", "P1",
        ],
        .hans: [
            "事故", "工单", "案件", "用户", "地址", "通道", "信息", "席位", "座席", "持有人", "持有者", "代理人", "花名册",
            "轮次", "在岗", "脱岗", "离岗", "调度", "缺勤", "缺席", "旷工", "敏感时期", "严重度", "优先级", "升级", "降级",
            "回合", "举报人", "投诉人", "报案人", "尚不清楚", "检讨", "漏报", "瞒报", "拒报", "迟报", "迟到", "催办", "催报",
            "督办", "回复本事件", "接单", "认领", "负责人", "签到", "打卡", "到位", "不能到场", "不能处置", "拒绝处置", "已阅",
            "已读", "司令", "总负责人", "耗尽", "用尽", "无人确认", "已确认", "未确认", "抄告", "失联", "险情解除", "虚警",
            "重开", "授权", "并入汇总", "演习", "心跳", "控制台", "台账", "你",
        ],
        .hant: [
            "事故", "工單", "案件", "用戶", "地址", "渠道", "信息", "消息", "席位", "座席", "持有人", "花名冊", "輪次", "帶班領導",
            "響應", "預案", "級別", "嚴重度", "升級", "降級", "接報", "初報中", "尚不清楚", "待核實", "遲到", "催辦", "催報",
            "回覆本事件", "負責人", "到位", "不能到場", "已閱", "聯繫", "無人確認", "已確認", "未確認", "警報解除", "處理要點",
            "仍在處置", "併入彙整", "心跳", "你",
        ],
    ]

    /// A piece of text that somebody may read, and where it stands.
    struct Piece: CustomStringConvertible {
        var place: String
        var text: String
        var description: String { "\(place): \(text)" }
    }

    @Test(arguments: Tongue.allCases)
    func `messages, pages and timeline use one word for one thing`(tongue: Tongue) throws {
        let pieces = Self.templates(tongue) + Self.strings(tongue)
        #expect(pieces.count > 150, "where are the texts?")
        for piece in pieces {
            for word in Self.words(of: tongue, in: piece.text) {
                Issue.record("\(piece): “\(word)” is not used; see how the other texts say it")
            }
        }
    }

    @Test func `a word that is not used is found, as a word of its own where words have ends`() {
        #expect(Self.words(of: .en, in: "Nothing is owed by a ticketing office") == ["owed"])
        #expect(Self.words(of: .en, in: "allowed, unresolved") == [])
        #expect(Self.words(of: .hans, in: "将升级通知其他人员") == ["升级"])
        #expect(Self.words(of: .hant, in: "請向負責人回報") == ["負責人"])
    }

    private static func words(of tongue: Tongue, in text: String) -> [String] {
        (notUsed[tongue] ?? []).filter { tongue == .en ? text.hasPhrase($0) : text.contains($0) }
    }

    /// The lines of all templates in that language, without their tags.
    private static func templates(_ tongue: Tongue) -> [Piece] {
        let folder = SourceTree.root.appendingPathComponent("Templates/messages")
        var pieces: [Piece] = []
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        for case let url as URL in files ?? .init()
        where url.lastPathComponent.hasSuffix("\(tongue.rawValue).mustache") {
            let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
            for (number, line) in text.components(separatedBy: "\n").enumerated() {
                let words = line.replacing(/\{\{[^}]*\}\}/, with: " ")
                pieces.append(Piece(place: "\(url.lastPathComponent):\(number + 1)", text: words))
            }
        }
        return pieces
    }

    /// Files whose texts come by language, as `pick(English, 简体, 繁體)`.
    private static let worded = [
        "Sources/HTTPAPI/Answers/", "Sources/Pages/", "Sources/HTTPAPI/Incidents/TimelineWriter",
        "Sources/Messages/Rendering/Phrases",
        "Sources/Messages/SelfAlerts/", "Sources/tocsin/Client/IncidentWords", "Sources/tocsin/Init/",
    ]

    private static func strings(_ tongue: Tongue) -> [Piece] {
        let files = SourceTree.shared.sources.filter { file in worded.contains { file.path.hasPrefix($0) } }
        return files.flatMap { file in
            Calls.ofPick(in: file.lines.joined(separator: "\n")).compactMap { texts in
                let position = Tongue.allCases.firstIndex(of: tongue) ?? 0
                guard texts.count > position else { return nil }
                return Piece(place: file.path, text: texts[position])
            }
        }
    }
}

/// Reads the arguments of calls from source text.
enum Calls {
    /// The three arguments of each `pick(…)`, as they are written.
    static func ofPick(in source: String) -> [[String]] {
        var found: [[String]] = []
        var rest = source[...]
        while let start = rest.firstRange(of: "pick(") {
            rest = rest[start.upperBound...]
            guard let arguments = arguments(in: rest) else { continue }
            found.append(arguments)
        }
        return found
    }

    /// What stands up to the parenthesis that closes, parted at the commas outside of texts and parentheses.
    private static func arguments(in text: Substring) -> [String]? {
        var parts = [""]
        var depth = 0
        var isInText = false
        var nested: [Int] = []
        var previous: Character = " "
        for character in text {
            if isInText {
                if previous == "\\", character == "(" {
                    nested.append(depth)
                    depth += 1
                    isInText = false
                } else if character == "\"", previous != "\\" {
                    isInText = false
                }
            } else if character == "\"" {
                isInText = true
            } else if character == "(" {
                depth += 1
            } else if character == ")" {
                if depth == 0 { return parts.count == 3 ? parts : nil }
                depth -= 1
                if nested.last == depth {
                    nested.removeLast()
                    isInText = true
                }
            } else if character == ",", depth == 0 {
                parts.append("")
                previous = character
                continue
            }
            parts[parts.count - 1].append(character)
            previous = character
        }
        return nil
    }
}

extension String {
    /// Whether the phrase stands there with no letter or digit beside it.
    fileprivate func hasPhrase(_ phrase: String) -> Bool {
        var rest = self[...]
        while let range = rest.firstRange(of: phrase) {
            let before = range.lowerBound == startIndex ? " " : self[index(before: range.lowerBound)]
            let after = range.upperBound == endIndex ? " " : self[range.upperBound]
            if !before.isLetter, !before.isNumber, !after.isLetter, !after.isNumber { return true }
            rest = rest[range.upperBound...]
        }
        return false
    }
}
