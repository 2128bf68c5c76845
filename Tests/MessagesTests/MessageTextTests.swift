import ConfigFiles
import Testing
import Text

@testable import Escalation
@testable import Messages

@Suite struct MessageTextTests {
    static let languages = Language.allCases

    @Test(arguments: MessageKind.allCases, languages)
    func `every kind says rank, what, where, number and link in every language`(
        kind: MessageKind,
        language: Language
    ) throws {
        let message = try Example.render(Example.material(kind, language: language.rawValue))
        #expect(message.templateFault == nil)
        #expect(message.language == language)
        #expect(message.title.contains("II"))
        #expect(message.title.contains("补偿款未到账，大厅聚集"))
        #expect(message.title.contains(message.unitName))
        #expect(message.title.contains("#7"))
        #expect(message.text.contains(message.planTitle))
        #expect(message.text.split(separator: "\n").contains { $0 == Example.link })
        #expect(!message.text.contains("{{"))
        #expect(!message.text.contains("\n\n\n"))
        #expect(!message.textWithoutLink.contains(Example.link))
        #expect(message.asks == kind.asks)
    }

    @Test(arguments: MessageKind.allCases, languages)
    func `every kind begins title and text with the mark of a drill`(kind: MessageKind, language: Language) throws {
        let marks: [Language: String] = [.english: "DRILL", .simplifiedChinese: "演练", .traditionalChinese: "演練"]
        let mark = try #require(marks[language])
        let drill = Example.incident(for: kind, isDrill: true)
        let message = try Example.render(Example.material(kind, language: language.rawValue, incident: drill))
        #expect(message.title.hasPrefix(mark))
        #expect(message.text.hasPrefix(mark))
        #expect(message.isDrill)
        let real = try Example.render(Example.material(kind, language: language.rawValue))
        #expect(!real.title.contains(mark))
        #expect(!real.text.contains(mark))
    }

    @Test(arguments: languages)
    func `a choice is read in the reader's language`(language: Language) throws {
        let incident = Example.incident(facts: ["mood": .text("tense")])
        let message = try Example.render(Example.material(language: language.rawValue, incident: incident))
        let words: [Language: String] = [.english: "Tense", .simplifiedChinese: "紧张", .traditionalChinese: "緊張"]
        #expect(message.text.contains(words[language] ?? "-") && !message.text.contains("tense"), "\(message.text)")
        #expect(message.facts == ["mood": .text("tense")])
        let other = Example.incident(facts: ["mood": .text("calm")])
        #expect(
            try Example.render(Example.material(language: language.rawValue, incident: other)).text.contains("calm")
        )
    }

    @Test(arguments: languages)
    func `a drill that was called off is nowhere a false alarm`(language: Language) throws {
        let words: [Language: (off: String, falsely: String)] = [
            .english: ("alled off", "alse alarm"), .simplifiedChinese: ("取消", "误报"), .traditionalChinese: ("取消", "誤報"),
        ]
        let (off, falsely) = try #require(words[language])
        for isDrill in [true, false] {
            let incident = Example.incident(for: .correction, isDrill: isDrill)
            let message = try Example.render(
                Example.material(.correction, language: language.rawValue, incident: incident)
            )
            for text in [message.title, message.text] {
                #expect(text.contains(off) == isDrill && text.contains(falsely) != isDrill, "\(text)")
            }
            let phrases = Phrases(language: language)
            for text in [
                phrases.kind(.correction, isDrill: isDrill), phrases.status(.closed(.cancelled), isDrill: isDrill),
            ] {
                #expect(text.contains(off) == isDrill && text.contains(falsely) != isDrill, "\(text)")
            }
        }
    }

    @Test(arguments: languages)
    func `no two kinds say the same`(language: Language) throws {
        let messages = try MessageKind.allCases.map {
            try Example.render(Example.material($0, language: language.rawValue, incident: Example.incident()))
        }
        #expect(Set(messages.map(\.title)).count == messages.count)
        #expect(Set(messages.map(\.text)).count == messages.count)
    }

    @Test func `the alert reads as a duty officer needs it`() throws {
        let message = try Example.render(Example.material())
        #expect(message.title == "【II 重大】便民服务中心：补偿款未到账，大厅聚集 #7")
        #expect(
            message.text == """
                请于03:10前点开下方链接答复：能否由您负责处置？

                公共服务场所人群聚集：补偿款未到账，大厅聚集
                级别：II级（重大）
                地点：便民服务中心，一楼大厅
                时间：11月21日（周六）02:46（18分钟后接报）
                现场人数：25
                诉求：当日答复补偿款发放时间
                已报警：是
                待核实：受伤人数

                处置要点：先救人；代表不超过5名；听完诉求。

                \(Example.link)
                """
        )
        #expect(message.answerLabel == "答复")
    }

    @Test func `a deputy reads for whom they are asked`() throws {
        var incident = Example.incident()
        incident.contacts.update("lin-yue", reason: .named) { $0.standsFor = "wu-min" }
        incident.contacts.update("he-an", reason: .named) { contact in
            contact.state = .waiting
            contact.round = 1
        }
        let message = try Example.render(Example.material(language: "en", incident: incident))
        #expect(message.text.contains("You are asked in place of Wu Min."))
        #expect(message.text.contains("Also asked: He An\n"))
    }

    @Test func `a responder is asked whether they are still on it, since when and until when`() throws {
        var incident = Example.incident(for: .stillOnIt)
        incident.responders[0].person = "lin-yue"
        let message = try Example.render(Example.material(.stillOnIt, language: "en", incident: incident))
        #expect(message.text.contains("You have been handling this since 02:03. Please confirm by 03:15"))
    }

    @Test func `those reached read who answers, and for whom`() throws {
        let message = try Example.render(Example.material(.takenOver))
        #expect(message.text.hasPrefix("现由何安（代吴敏）负责处置。"))
    }

    @Test(arguments: languages)
    func `a drill tells nobody to dial, and asks for answers only where one is wanted`(language: Language) throws {
        let calls = ["Do not call the emergency services", "请勿拨打报警、急救电话", "請勿撥打報案、救護電話"]
        let practice = ["Answer as you would if it were real.", "请按实战要求答复。", "請比照實際狀況答覆。"]
        let position = try #require(Self.languages.firstIndex(of: language))
        for kind in MessageKind.allCases {
            let drill = Example.incident(for: kind, isDrill: true)
            let message = try Example.render(Example.material(kind, language: language.rawValue, incident: drill))
            #expect(message.text.contains(calls[position]))
            #expect(message.text.contains(practice[position]) == kind.asks, "\(kind): \(message.text)")
        }
    }

    @Test func `the reminder and the last call say who took it, where somebody did and more are needed`() throws {
        var incident = Example.incident(for: .takenOver)
        incident.obligations = []
        let reminder = try Example.render(Example.material(.reminder, language: "en", incident: incident))
        #expect(reminder.text.contains("Handling it: He An (for Wu Min). You are still needed."))
        #expect(!reminder.text.contains("nobody"))
        let last = try Example.render(Example.material(.unanswered, language: "en", incident: incident))
        #expect(last.title.contains("Still missing") && !last.title.contains("No answer"))
        #expect(last.text.contains("more people are needed") && !last.text.contains("nobody"))
        let alone = try Example.render(Example.material(.unanswered, language: "en"))
        #expect(alone.title.contains("No answer") && alone.text.contains("nobody is handling it"))
    }

    @Test func `where no step asked anybody, nobody is said to have had their time`() throws {
        var incident = Example.incident(for: .unanswered)
        #expect(incident.round.hasAskedAnybody)
        incident.round.stages = []
        let wrong = ["en": "had their time", "zh-Hans": "已全部通知", "zh-Hant": "已全部通知"]
        for (language, untrue) in wrong {
            let message = try Example.render(Example.material(.unanswered, language: language, incident: incident))
            #expect(!message.text.contains(untrue), "\(message.text)")
        }
    }

    @Test func `the reporter, who cannot take it, is asked to telephone`() throws {
        var incident = Example.incident(for: .unanswered)
        incident.report.reporter = "lin-yue"
        let message = try Example.render(Example.material(.unanswered, language: "en", incident: incident))
        #expect(message.text.contains("Please telephone the leader on duty now; the system goes on telling people."))
        #expect(!message.text.contains("Please take it"))
    }

    @Test(arguments: [(Severity.three, "Raised to II"), (.one, "Lowered to II")])
    func `a changed rank is told with the one before and the reason`(before: Severity, title: String) throws {
        var incident = Example.incident()
        incident.regrading = Regrading(from: before, reason: .written("Two are hurt"))
        let message = try Example.render(Example.material(.severity, language: "en", incident: incident))
        #expect(message.title.contains(title + " ·"))
        #expect(message.text.contains("It was \(before.numeral). Reason: Two are hurt"))
        incident.regrading = Regrading(from: before, reason: .byRules)
        let ruled = try Example.render(Example.material(.severity, incident: incident))
        #expect(ruled.text.contains("原为\(before.numeral)级。原因：按预案规则"))
    }

    @Test func `a raised rank asks whoever the new round waits for, with the time, and nobody else`() throws {
        var incident = Example.incident()
        incident.regrading = Regrading(from: .four, reason: .written("Two are hurt"))
        incident.contacts.update("lin-yue", reason: .named) { contact in
            contact.round = 1
            contact.state = .waiting
            contact.firstReachedAt = Example.now - .minutes(9)
        }
        let asking = [
            ("en", "Please answer by 03:10 with the link below: can you take it?"),
            ("zh-Hans", "请于03:10前点开下方链接答复：能否由您负责处置？"),
            ("zh-Hant", "請於03:10前點開下方連結答覆：能否由您負責處理？"),
        ]
        for (language, sentence) in asking {
            let message = try Example.render(Example.material(.severity, language: language, incident: incident))
            #expect(message.asks && message.text.contains(sentence), "\(message.text)")
            #expect(!message.text.contains("still stands") && !message.text.contains("仍然有效"), "\(message.text)")
            let alert = try Example.render(Example.material(.alert, language: language, incident: incident))
            #expect(alert.text.contains("IV") && alert.text.contains("II"), "\(alert.text)")
        }
        incident.report.isDrill = true
        let drill = try Example.render(Example.material(.severity, language: "en", incident: incident))
        #expect(drill.text.contains("Answer as you would if it were real."))
        for standing in [Contact.State.told, .accepted, .out(.cannot)] {
            var other = incident
            other.contacts.update("lin-yue", reason: .named) { $0.state = standing }
            let message = try Example.render(Example.material(.severity, language: "en", incident: other))
            let stands = message.text.contains("still stands")
            #expect(!message.asks && stands == (standing != .told) && !message.text.contains("Please answer"))
        }
        incident.contacts.update("lin-yue", reason: .named) { $0.round = 0 }
        let dropped = try Example.render(Example.material(.severity, language: "en", incident: incident))
        #expect(!dropped.asks && !dropped.text.contains("Please answer"))
    }

    @Test func `the end names what is still due, and promises nothing more only where nothing is`() throws {
        var incident = Example.incident(for: .allClear)
        let free = try Example.render(Example.material(.allClear, language: "en", incident: incident))
        #expect(free.text.contains("Nothing more is needed from you."))
        incident.obligations = [Obligation(kind: .finalReport, due: Example.now + .hours(72), isReminded: false)]
        incident.responders = [Responder(person: "lin-yue", at: Example.now, round: 1)]
        let owing = try Example.render(Example.material(.allClear, language: "en", incident: incident))
        #expect(!owing.text.contains("Nothing more"))
        #expect(owing.text.contains("Still to come: final report, due Tue 24 Nov 03:05."), "\(owing.text)")
    }

    @Test(arguments: languages)
    func `a test message says that it is one and asks nothing`(language: Language) {
        var person = Example.person("ada", "Ada Byrne", "艾达", language: language.rawValue)
        person.timeZone = "Asia/Shanghai"
        let message = TestMessage.message(to: person, by: "email", id: "test-1", at: Example.now, zones: .system)
        #expect(message.kindName == "test" && message.isDrill && !message.asks)
        #expect(message.text.contains("email") && message.text.contains("03:05"))
        #expect(!message.html.contains("IV"))
    }

    @Test func `a reader in another zone is told the zone`() throws {
        let message = try Example.render(Example.material(language: "en", zone: "Asia/Kathmandu"))
        #expect(message.text.contains("When: Sat 21 Nov 00:31 (UTC+5:45), reported 18 min later"))
        #expect(message.text.contains("by 00:55 (UTC+5:45)"))
        let same = try Example.render(Example.material(language: "en", zone: "Asia/Hong_Kong"))
        #expect(!same.text.contains("UTC"))
    }

    @Test func `without the rules of a zone every time says that it is in UTC`() throws {
        let message = try Example.render(Example.material(language: "en", zone: "Asia/Nowhere"))
        #expect(message.text.contains("When: Fri 20 Nov 18:46 (UTC+0), reported 18 min later"), "\(message.text)")
        var person = Example.person("ada", "Ada Byrne", "艾达", language: "en")
        person.timeZone = "Asia/Nowhere"
        let test = TestMessage.message(to: person, by: "email", id: "test-1", at: Example.now, zones: .system)
        #expect(test.text.contains("19:05 (UTC+0)"), "\(test.text)")
    }

    @Test(arguments: [
        ("zh-CN", Language.simplifiedChinese), ("zh", .simplifiedChinese), ("zh-TW", .traditionalChinese),
        ("zh-Hant-HK", .traditionalChinese), ("en-GB", .english), ("de", .english), ("", .english),
    ])
    func `a reader of another language gets the nearest one`(tag: String, language: Language) throws {
        #expect(try Example.render(Example.material(language: tag)).language == language)
    }
}
