import Messages

/// The smallest contact tree that a server can work with: one unit, one person whose messages go to a log, and one plan.
struct FirstTree: Worded {
    /// The plan's id.
    static let plan = "incident"
    /// The log that its messages go to.
    static let log = "duty"

    var id: String
    var name: String
    var zone: String
    var language: Language

    /// The files of the unit's folder, by name.
    var files: [String: String] { ["unit.yaml": unit, "plans/\(Self.plan).yaml": response] }

    private var unit: String {
        let duty = pick("Duty officer", "值班员", "值班人員")
        let about = pick(
            "Who belongs here, and how each is told. `tocsin check` names every mistake with its line.",
            "本单位人员及其联系方式。`tocsin check` 会逐行指出每处错误。",
            "本單位人員及其聯絡方式。`tocsin check` 會逐行指出每處錯誤。"
        )
        let people = pick(
            "Write your people here; an id is lower-case words with hyphens.",
            "在此填写人员；编号用小写英文单词和连字符。",
            "在此填寫人員；代號用小寫英文單字與連字號。"
        )
        let log = pick(
            "what would be sent can be read in log/\(Self.log).jsonl of the data directory",
            "发出的通知可在数据目录的 log/\(Self.log).jsonl 中查看",
            "發出的通知可在資料目錄的 log/\(Self.log).jsonl 中查看"
        )
        let robot = pick(
            "a chat robot's address is a secret, and stands in a variable or a file",
            "聊天机器人的网址是机密，写在变量或文件中",
            "聊天機器人的網址是機密，寫在變數或檔案中"
        )
        return """
            # \(about)
            name: \(Self.quoted(name))
            time_zone: \(zone)
            language: \(language.rawValue)
            # \(people)
            people:
              duty-officer:
                name: \(duty)
                addresses:
                  - {log: \(Self.log)}   # \(log)
                  # - {email: name@example.org}
                  # - {webhook: {env: DUTY_ROBOT}, preset: wecom}   # \(robot)
            groups:
              duty:
                seats:
                  - {role: \(duty), holder: duty-officer}

            """
    }

    private var response: String {
        let about = pick(
            "What is to be done: who is asked, by when, and who is asked next.",
            "处置办法：通知谁、何时前答复、其后通知谁。",
            "處理方式：通知誰、何時前答覆、其後通知誰。"
        )
        let last = pick(
            "told, and told again, when everybody else is silent",
            "其他人员均未答复时反复告知",
            "其他人員均未答覆時反覆告知"
        )
        return """
            # \(about)
            name: \(pick("Incident", "一般事件", "一般事件"))
            severity:
              default: IV
              labels: {IV: \(pick("Minor", "一般", "一般"))}
            responses:
              IV:
                steps:
                  - {ask: [duty], within: 10m}
                repeat: {times: 2, every: 15m}
            fallback: [duty]   # \(last)

            """
    }

    /// Any text as YAML.
    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
}
