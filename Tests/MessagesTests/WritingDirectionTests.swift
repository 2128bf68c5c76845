import Escalation
import Foundation
import Messages
import Testing

@Suite struct WritingDirectionTests {
    @Test func `in HTML title and lines have their own writing direction`() throws {
        let html = try Example.render(Example.material()).html
        #expect(html.contains("<h1 dir=\"auto\" "))
        let paragraphs = html.components(separatedBy: "<p dir=\"auto\" ").dropFirst()
        #expect(!paragraphs.isEmpty)
        #expect(paragraphs.allSatisfy { $0.prefix { $0 != ">" }.contains("unicode-bidi:plaintext") })
    }
}
