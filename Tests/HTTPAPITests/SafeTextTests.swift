import Testing

@testable import HTTPAPI

@Suite struct SafeTextTests {
    @Test(arguments: ["/a/a1.k.x", "/x/a1.\u{31A}k", "/a/\u{301}k", "/a/a1.k?x=1"])
    func `no part of an answer link goes into a log`(path: String) {
        #expect(SafeText.path(path) == "/a/…")
        #expect(SafeText.holdsLink(path))
    }

    @Test(arguments: ["/health/live?token=secret", "/health/live?\u{301}token=secret", "/health/live#\u{301}secret"])
    func `nor does a query, whatever follows its mark`(path: String) {
        #expect(SafeText.path(path) == "/health/live")
    }
}
