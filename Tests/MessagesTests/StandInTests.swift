import Testing

@testable import Escalation
@testable import Messages

/// What goes out in place of a template that is missing or gives too little.
@Suite struct StandInTests {
    @Test func `a template missing in a language is taken from its sibling`() throws {
        let title = [Piece.word(.rank), .word(.title)]
        let templates = Templates(
            messages: [.traditionalChinese: ["alert": CompiledTemplate(title: title, text: [.word(.unit)])]],
            presets: [:]
        )
        let message = templates.render(Example.material())
        #expect(message.language == .traditionalChinese)
        #expect(message.text.hasPrefix("便民服務中心\n\nhttps://"), "a message that asks gets its link in any case")
        #expect(message.templateFault == nil)
    }

    @Test(arguments: [
        CompiledTemplate(title: [], text: [.word(.title)]), CompiledTemplate(title: [.word(.title)], text: []),
        CompiledTemplate(title: [.word(.title)], text: [.word(.title)]),
    ])
    func `a template that gives too little is replaced by the plain message`(template: CompiledTemplate) {
        let templates = Templates(messages: [.simplifiedChinese: ["alert": template]], presets: [:])
        let message = templates.render(Example.material(incident: Example.incident(isDrill: true)))
        #expect(message.templateFault != nil)
        #expect(message.title == "演练 [II] 请答复： 补偿款未到账，大厅聚集 · 便民服务中心 #7")
        #expect(message.text.hasPrefix(message.title))
        #expect(message.text.hasSuffix("\n" + Example.link))
        #expect(!message.textWithoutLink.contains("http"))
    }

    @Test func `without any template there is still a message`() {
        let templates = Templates(messages: [:], presets: [:])
        for kind in MessageKind.allCases {
            let message = templates.render(Example.material(kind))
            #expect(message.text.contains(Example.link))
            #expect(message.templateFault != nil)
        }
        let digest = templates.renderDigest([Example.material()], wireID: "d", rule: .perAddress)
        #expect(digest.text.contains(Example.link))
        #expect(digest.templateFault != nil)
    }
}
