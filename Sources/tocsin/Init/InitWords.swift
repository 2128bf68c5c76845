import Messages

/// What `tocsin init` asks and says, by language.
struct InitWords: Worded {
    var language: Language

    /// Asked before the language is known.
    static let whichLanguage = "Language / 语言 / 語言 (en, zh-Hans, zh-Hant)"

    var unit: String { pick("Name of the unit", "单位名称", "單位名稱") }
    var zone: String { pick("Time zone", "时区", "時區") }

    var notAName: String {
        pick(
            "Write a name of up to 200 characters, such as Harbour Office.",
            "请填写不超过200字的名称，如“河畔镇政府”。",
            "請填寫不超過200字的名稱，如「河畔鎮公所」。"
        )
    }

    func notAZone(_ version: String) -> String {
        pick(
            "tzdata \(version) has no zone of that name; write one such as Europe/London.",
            "tzdata \(version) 中没有该时区，请填写如 Asia/Shanghai。",
            "tzdata \(version) 中沒有該時區，請填寫如 Asia/Taipei。"
        )
    }

    func made(_ files: [String]) -> String {
        pick("Made: ", "已创建：", "已建立：") + files.joined(separator: pick(", ", "、", "、"))
    }

    func token(_ name: String, in file: String, isNew: Bool) -> String {
        guard isNew else {
            return pick(
                "The access token in \(file) is good, and stays.",
                "\(file) 中的访问令牌有效，予以保留。",
                "\(file) 中的存取權杖有效，予以保留。"
            )
        }
        return pick(
            "Made an access token, \(name) (admin), in \(file): only the server's account and root may read it, and the commands here use it.",
            "已创建访问令牌\(name)（admin），存于 \(file)：仅服务账号和root可读，本机命令会自动使用。",
            "已建立存取權杖\(name)（admin），存於 \(file)：僅服務帳號與root可讀，本機命令會自動使用。"
        )
    }

    /// What to do now, a line each.
    ///
    /// - Parameters:
    ///   - unit: the file that names the people.
    ///   - check: the command that looks for mistakes.
    ///   - start: the command that starts the server.
    ///   - report: the command that files a first report.
    ///   - log: where its message can be read.
    /// - Returns: numbered lines below a head.
    func next(unit: String, check: String, start: String, report: String, log: String) -> String {
        let lines = [
            pick(
                "Write who is told into \(unit), then look for mistakes: \(check)",
                "在 \(unit) 中填写通知对象，然后检查：\(check)",
                "在 \(unit) 中填寫通知對象，然後檢查：\(check)"
            ),
            pick("Start the server: \(start)", "启动服务：\(start)", "啟動服務：\(start)"),
            pick("File a first report: \(report)", "试报一起事件：\(report)", "試報一起事件：\(report)"),
            pick("Read what was sent in \(log)", "在 \(log) 中查看已发通知", "在 \(log) 中查看已發通知"),
        ]
        let numbered = lines.enumerated().map { "  \($0 + 1). \($1)" }
        return ([pick("What to do next:", "后续步骤：", "後續步驟：")] + numbered).joined(separator: "\n")
    }

    /// The title of the first report.
    var title: String { pick("A first try", "首次试报", "首次試報") }
}
