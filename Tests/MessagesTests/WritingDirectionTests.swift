import Escalation
import Foundation
import Messages
import Testing
import Text

@Suite struct WritingDirectionTests {
    @Test(arguments: ["en", "zh-Hans", "zh-Hant"], ["حريق في المخزن 3", "שריפה (3)", "Fire حريق", "\u{10D00}x", "ﻻ"])
    func `a value that runs from right to left turns no word around it`(language: String, title: String) throws {
        let incident = Example.incident(title: title, place: title)
        let message = try Example.render(Example.material(language: language, incident: incident))
        for text in [message.title, message.text] {
            #expect(text.contains("\u{2068}\(title)\u{2069}"), "\(text)")
            #expect(text.replacing("\u{2068}\(title)\u{2069}", with: "").contains(title) == false, "\(text)")
        }
        #expect(message.link.map { message.text.contains($0) } == true)
    }

    @Test(arguments: ["山火，北坡", "Fire", "Ünal–Büro", "Пожар", "火🔥", "가스 누출", "ไฟไหม้", "a\nb"])
    func `every other value stands as it is`(title: String) throws {
        let message = try Example.render(Example.material(incident: Example.incident(title: title)))
        #expect(!message.title.contains("\u{2068}") && !message.text.contains("\u{2068}"))
    }

    @Test func `in HTML title and lines have their own writing direction`() throws {
        let html = try Example.render(Example.material()).html
        #expect(html.contains("<h1 dir=\"auto\" "))
        let paragraphs = html.components(separatedBy: "<p dir=\"auto\" ").dropFirst()
        #expect(!paragraphs.isEmpty)
        #expect(paragraphs.allSatisfy { $0.prefix { $0 != ">" }.contains("unicode-bidi:plaintext") })
    }
}
