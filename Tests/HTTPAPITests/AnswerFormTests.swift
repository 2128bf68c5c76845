import Testing

@testable import HTTPAPI

@Suite struct `What a pressed button sends` {
    @Test(arguments: [
        ("a%0D%0Ab", "a\nb"), ("a%0Db", "a\nb"), ("a%0Ab", "a\nb"), ("a%0D%0D%0Ab", "a\n\nb"), ("%0D%0A%0D%0A", "\n\n"),
    ])
    func `a note has one kind of line end, whatever the browser sent`(written: String, read: String) throws {
        let form = try #require(AnswerForm(Array("answer=note&mark=m&note=\(written)".utf8)))
        #expect(Array(form.note.utf8) == Array(read.utf8))
        #expect(form.csrfToken == "m")
    }
}
