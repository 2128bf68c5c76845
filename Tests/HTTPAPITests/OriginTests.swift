import HTTPTypes
import Testing

@testable import HTTPAPI

@Suite struct `One origin in many spellings` {
    @Test(arguments: [
        ("https://tocsin.example", "HTTPS://Tocsin.EXAMPLE"), ("https://tocsin.example", "https://tocsin.example:443"),
        ("http://tocsin.example:80", "http://tocsin.example"), ("https://tocsin.example", "https://tocsin.example."),
        ("https://städte.example", "https://xn--stdte-hra.example"),
        ("https://STÄDTE.example", "https://städte.example"),
        ("https://sta\u{308}dte.example", "https://xn--stdte-hra.example"),
        ("https://例え.テスト", "https://xn--r8jz45g.xn--zckzah"),
        ("http://[::1]:8080", "http://[0:0:0:0:0:0:0:1]:8080"), ("http://[2001:DB8::A]", "http://[2001:db8:0::a]:80"),
        ("http://10.0.0.5:8080", "http://10.0.0.5:8080"),
    ])
    func `is one`(_ one: String, _ other: String) throws {
        let origin = try #require(WebOrigin(one))
        #expect(WebOrigin(other) == origin)
    }

    @Test(arguments: [
        "http://tocsin.example", "https://tocsin.example:8443", "https://tocsin.example.evil", "https://tocsin",
        "https://a.tocsin.example", "https://tocsin.example..", "https://xn--tocsin-.example",
    ])
    func `is not another`(_ other: String) {
        #expect(WebOrigin(other) != WebOrigin("https://tocsin.example"))
    }

    @Test(arguments: [
        "", "null", "https://.", "https://..", "https://.a", "https://a..b", "https:", "https://", "https://:443",
        "https://tocsin.example/", "https://tocsin.example/a",
        "https://tocsin.example?x", "https://tocsin.example#x", "https://kim@tocsin.example", "ftp://tocsin.example",
        "https://tocsin.example:0", "https://tocsin.example:65536", "https://tocsin.example:x", "https://[::1",
        "https://[::x]", "https://::1", "https://tocsin.example https://evil.example", " https://tocsin.example",
        "https://tocsin.example:+443", "https://tocsin example", "https://tocsin.example\u{0}",
        "https://%74ocsin.example",
    ])
    func `and these are none`(_ text: String) {
        #expect(WebOrigin(text) == nil)
    }

    @Test(arguments: [
        ("https://tocsin.example", "https://tocsin.example", ""),
        ("https://Tocsin.Example:443", "https://tocsin.example", ""),
        ("https://tocsin.example/alarm", "https://tocsin.example", "/alarm"),
        ("http://[0::1]:8080/a/b/", "http://[::1]:8080", "/a/b"),
        ("https://tocsin.example/报警", "https://tocsin.example", "/%E6%8A%A5%E8%AD%A6"),
    ])
    func `a public address is an origin and a path`(_ url: String, _ origin: String, _ prefix: String) {
        let address = PublicAddress(url)
        #expect(address.origin?.description == origin)
        #expect(address.prefix == prefix)
    }

    @Test(arguments: [
        ("/alarm/a/x", "/a/x"), ("/alarm/", "/"), ("/alarm", nil), ("/alarms/a/x", nil), ("/a/x", nil),
        ("/ALARM/a/x", nil),
        ("/alarm/alarm/a/x", "/alarm/a/x"), ("//alarm/a/x", nil), ("/alarm//a/x", "//a/x"), ("", nil),
    ])
    func `a path is under the prefix or it is not`(_ path: String, _ inner: String?) {
        #expect(PublicAddress("https://tocsin.example/alarm").inside(path) == inner)
        #expect(PublicAddress("https://tocsin.example").inside(path) == nil)
    }

    // MARK: Forms

    private static func form(_ fields: [(String, String)]) -> FormOrigin {
        var headers = HTTPFields()
        for (name, value) in fields {
            if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
        }
        return FormOrigin(headers, own: WebOrigin("https://tocsin.example"))
    }

    @Test func `a form of our own page is ours, as far as a browser tells`() {
        for fields in [
            [], [("Origin", "null")], [("Origin", "https://TOCSIN.example:443")], [("Sec-Fetch-Site", "same-origin")],
            [("Sec-Fetch-Site", "none"), ("Origin", "null")], [("Referer", "https://tocsin.example/a/x")],
            [("Origin", "null"), ("Referer", "https://evil.example/")],
            // Emptied by a tool for privacy.
            [("Referer", "")],
            // The page was reached under another name: the browser says that it was one and the same.
            [("Sec-Fetch-Site", "same-origin"), ("Origin", "https://10.0.0.5")],
        ] { #expect(Self.form(fields) == .ours, "\(fields)") }
    }

    @Test func `a form from elsewhere is told from where`() throws {
        let evil = FormOrigin.other(try #require(WebOrigin("https://evil.example")))
        #expect(Self.form([("Origin", "https://evil.example")]) == evil)
        #expect(Self.form([("Referer", "https://evil.example/tocsin.example")]) == evil)
        #expect(Self.form([("Origin", "http://tocsin.example")]) != .ours)
        for fields in [
            [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://tocsin.example")],
            [("Sec-Fetch-Site", "same-site"), ("Origin", "https://a.tocsin.example")],
            [("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "")],
            [("Sec-Fetch-Site", "Same-Origin")], [("Origin", "<b>")], [("Origin", "")], [("Referer", "about:blank")],
        ] { #expect(Self.form(fields) == .foreign, "\(fields)") }
    }
}
