import Testing
import Text

@Suite struct EmailAddressTests {
    @Test(arguments: [
        "lin.yue@town.example", "a@localhost", "o'brien+duty@xn--fiq228c.example", "x_y@1.example",
    ])
    func `an ordinary address is one`(_ text: String) {
        #expect(EmailAddress(text)?.description == text)
    }

    @Test(arguments: [
        "", "a", "@b.example", "a@", "a@b@c.example", "a b@c.example", ".a@b.example", "a..b@c.example", "a@b..example",
        "a@-b.example",
        "a@b.example>\r\nRCPT TO:<c@d.example", "a@b.example\u{0}", "林@b.example", "a@[127.0.0.1]", "\"a\"@b.example",
        "<a@b.example>",
        "a@b.example,c@d.example", "a@10.0.0.1", String(repeating: "a", count: 65) + "@b.example",
    ])
    func `anything else is no address`(_ text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test(arguments: [("a@b.example", true), ("a@localhost", true), ("a@b", false)])
    func `a whole domain has a dot or is this machine`(_ text: String, isComplete: Bool) {
        #expect(EmailAddress(text)?.isComplete == isComplete)
    }

    @Test func `nothing longer than the protocol takes`() {
        let domain = Array(repeating: String(repeating: "b", count: 47), count: 4).joined(separator: ".")
        let local = String(repeating: "a", count: 254 - 1 - domain.utf8.count)
        #expect(EmailAddress("\(local)@\(domain)") != nil)
        #expect(EmailAddress("\(local)@\(domain)b") == nil)
    }
}
