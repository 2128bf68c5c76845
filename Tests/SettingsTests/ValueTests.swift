import ConfigFiles
import Escalation
import Foundation
import Settings
import Testing

@Suite struct `Values of settings` {
    private static func written(_ text: String, _ setting: Setting) -> Written {
        Written(setting: setting, text: text, origin: .file(Place(file: "settings.yaml", line: 3, column: 9)))
    }

    private static func fault(_ read: () throws -> Void) -> String {
        do {
            try read()
            return ""
        } catch {
            return (error as? SettingsFault)?.text ?? "\(error)"
        }
    }

    @Test(arguments: [
        ("https://tocsin.town.example", "https://tocsin.town.example"),
        ("https://tocsin.town.example/", "https://tocsin.town.example"),
        ("HTTPS://Tocsin.Town.Example:443/", "https://tocsin.town.example"),
        ("http://a.example:80", "http://a.example"),
        ("http://a.example:443", "http://a.example:443"), ("https://[::1]:443/x", "https://[::1]/x"),
        ("https://Bücher.example:8443", "https://xn--bcher-kva.example:8443"),
        ("https://值班.example/a", "https://xn--hxqz38f.example/a"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://town.example/alarm/", "https://town.example/alarm"),
        ("https://town.example/al%20arm", "https://town.example/al%20arm"),
        ("http://10.1.0.7", "http://10.1.0.7"), ("https://b\u{FC}rger.example", "https://xn--brger-kva.example"),
        ("http://127.0.0.1:1/a", "http://127.0.0.1:1/a"),
        ("https://bu\u{308}rger.example", "https://xn--brger-kva.example"),
        ("https://B\u{DC}RGER.example/x", "https://xn--brger-kva.example/x"),
        ("https://\u{8B66}\u{62A5}\u{3002}\u{4F8B}\u{5B50}", "https://xn--4ru102g.xn--fsqu00a"),
        ("https://\u{FF54}own.example", "https://town.example"),
        (
            "https://\u{939}\u{93F}\u{928}\u{94D}\u{926}\u{940}.example",
            "https://xn--j2bd4cyah0f.example"
        ),
        (
            "https://\(String(repeating: "a", count: 63)).example.",
            "https://\(String(repeating: "a", count: 63)).example."
        ),
    ])
    func `a public URL that can stand before a link`(text: String, url: String) throws {
        #expect(try Self.written(text, .publicURL).publicURL() == url)
    }

    @Test(arguments: [
        ("https://t.example?x=1", "has a query (?)"), ("https://t.example/#top", "has a fragment (#)"),
        ("https://t.example#", "has a fragment (#)"), ("https://t.example/?", "has a query (?)"),
        ("https://kim@t.example", "has a user in it"), ("https://kim:pw@t.example", "has a user in it"),
        ("https://t.example/al arm", "has a blank in it"), (" https://t.example", "is not an address"),
        ("https://t.example//", "has two slashes in a row"), ("https://t.example/a//b", "has two slashes in a row"),
        ("https://t.example/a/../b", "has a part . or .."), ("https://t.example/%2e%2e/b", "has a part . or .."),
        ("https://t.example/a/.%2E", "has a part . or .."), ("https://t.example/%2E/b", "has a part . or .."),
        ("https://t.example/a/%2e./b/", "has a part . or .."), ("https://t.example:70000", "has a port that none is"),
        ("https://t.example:x", "has a port that none is"),
        ("https://t.example:", "has a colon and no port behind it; write the port, or leave out the colon"),
        ("https://t.example:/a", "has a colon and no port"),
        ("https://t.example:443,", "has `,` behind its port; leave it out"),
        ("https://t.example:443.", "has `.` behind its port"),
        ("https://t.example:443\u{FF0C}", "has `\u{FF0C}` behind its port"),
        ("https://t.example\u{FF1A}443", "has a full-width colon"),
        ("https://t.example,", "has `,` in the name of its host"),
        ("https://t.example\u{FF0F}a", "has `/` in the name of its host"),
        ("https://t.ex\u{2603}:-1", "has a port that none is"),
        ("https://t.example:443\u{200B}", "has a zero-width space (U+200B)"),
        ("https://t\u{AD}.example", "has an invisible character (U+00AD)"),
        ("\u{FEFF}https://t.example", "a byte order mark (U+FEFF)"),
        ("https://t.example\u{A0}", "has a no-break space (U+00A0)"),
        ("https://\(String(repeating: "a", count: 64)).example", "has a part of more than 63 letters"),
        ("https://x.\(String(repeating: "\u{FC}", count: 60))", "has a part of more than 63 letters"),
        ("https://\(Array(repeating: "abc", count: 70).joined(separator: "."))", "a host of more than 253 letters"),
        ("https://", "names no host"), ("https:///a", "names no host"), ("https://t..example", "names no host"),
        ("https://300.1.1.1", "names no host"), ("https://[::g]", "no IPv6 address"),
        ("https://::1", "an IPv6 address stands in brackets"), ("https://2001:db8::25:8443/a", "stands in brackets"),
        ("ftp://t.example", "not an address of the web"),
        ("t.example", "is not an address"), ("https://t.example/\u{E9}", "no address has"),
        ("https://t.example/%zz", "no address has"),
        ("https://t.example\\a", "has `\\` in the name"), ("javascript://t.example", "not an address of the web"),
        ("https://t.example/<b>", "no address has"),
    ])
    func `one that cannot is refused with what is wrong`(text: String, what: String) {
        let fault = Self.fault { _ = try Self.written(text, .publicURL).publicURL() }
        #expect(fault.hasPrefix("settings.yaml:3:9: `public-url` ") && fault.contains("; "), "\(fault)")
        #expect(fault.contains(what), "\(fault)")
    }

    @Test(arguments: [
        ("127.0.0.1:8080", "127.0.0.1:8080"), ("[::1]:8080", "[::1]:8080"), ("localhost:0", "localhost:0"),
        ("tocsin.town.example:65535", "tocsin.town.example:65535"), ("[2001:db8::7]:80", "[2001:db8::7]:80"),
    ])
    func `a place to listen at`(text: String, shown: String) throws {
        let address = try Self.written(text, .listen).listenAddress()
        #expect(address.text == shown)
        #expect(!address.host.contains("["))
    }

    @Test(arguments: [
        ("8080", "is not HOST:PORT"), (":8080", "is not HOST:PORT"), ("127.0.0.1", "is not HOST:PORT"),
        ("::1:8080", "[::1]:8080"),
        ("[::1]", "is not HOST:PORT"), ("127.0.0.1:70000", "has a port above 65535"), ("127.0.0.1:-1", "has no port"),
        ("127.0.0.1:+1", "has no port"), ("127.0.0.1:", "has no port"),
        ("127.0.0.1:99999999999999999999", "above 65535"), ("127.0.0.1:00070000", "above 65535"),
        ("[127.0.0.1]:80", "is not HOST:PORT"), ("[::g]:80", "names no host"), ("256.0.0.1:80", "names no host"),
        ("a b:80", "has ` ` in the name"), ("127.0.0.1:8080,", "has `,` behind its port"),
        ("\(String(repeating: "a", count: 64)):1", "more than 63"),
        ("127.0.0.1:80\u{200B}", "a zero-width space (U+200B)"), ("http://127.0.0.1:80", "HOST:PORT"),
        ("127.0.0.1:0x50", "has `x` behind its port"),
        ("127.0.0.1:\u{661}", "an Arabic-indic digit one"),
    ])
    func `what is none is refused`(text: String, what: String) {
        let fault = Self.fault { _ = try Self.written(text, .listen).listenAddress() }
        #expect(fault.contains(what) && fault.contains("; "), "\(text): \(fault)")
    }

    @Test(arguments: [
        ("400", "is a time without a unit"), ("400D", "is not a time"), ("400 days", "is not a time"),
        ("1e3d", "is not a time"),
        ("-8d", "is not a time"), ("7d", "is too short"), ("08:30", "is not a time"), ("99999999d", "is too long"),
    ])
    func `a time needs its unit and its measure`(text: String, what: String) {
        let fault = Self.fault {
            _ = try Self.written(text, .keepClosed).span(in: .days(8) ... .days(36_500), "write 400d")
        }
        #expect(fault.contains(what), "\(fault)")
    }

    @Test(arguments: ["0", "-1", "1e3", "1.5", "fifty", "50/s", "0x10", "", "99999999999999999999", "\u{661}"])
    func `a number is whole, decimal and above zero`(text: String) {
        #expect(Self.fault { _ = try Self.written(text, .reportRate).count(atMost: 1_000_000, "write 50") } != "")
    }

    @Test func `a secret is in no fault`() {
        #expect(!Self.written("https://canary", .heartbeatURL).fault("is wrong", "mend it").text.contains("canary"))
    }

    @Test func `what a server writes for commands beside it says the same, without secrets`() throws {
        let flags: [Setting: [String]] = [
            .contacts: ["Contacts"], .data: ["/var/lib/tocsin"], .operators: ["/a/b", "/a/'c'"],
            .heartbeatURL: ["https://m.example/canary"],
            .smtpFrom: ["Tocsin: 'x' #1 <a@b.example>"], .allowRoot: ["true"],
        ]
        let source = try SettingsSource(flags: flags, environment: [:], file: nil)
        let listen = ListenAddress(host: "::1", port: 8_081)
        let text = RunningSettings.text(of: source, process: 4_711, listen: listen, folder: "/srv/tocsin")
        #expect(RunningSettings.process(of: text) == 4_711 && RunningSettings.process(of: "x") == nil)
        #expect(!text.contains("canary"))
        let path = NSTemporaryDirectory() + "tocsin-running-\(UUID().uuidString)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        var beside = try SettingsSource(flags: [.smtpFrom: ["own@b.example"]], environment: [:], file: nil)
        try beside.add(running: path)
        #expect(
            beside.one(.contacts)?.text == "/srv/tocsin/Contacts"
                && beside.one(.templates)?.text == "/srv/tocsin/Templates"
        )
        #expect(beside.several(.operators).map(\.text) == ["/a/b", "/a/'c'"])
        #expect(beside.one(.smtpFrom)?.text == "own@b.example" && !beside.isFromRunningServer(.smtpFrom))
        #expect(beside.one(.listen)?.text == "[::1]:8081" && beside.isFromRunningServer(.listen))
        #expect(try beside.flag(.allowRoot))
    }

    @Test func `the table in the documents is the table of settings`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/command.md"), encoding: .utf8)
        #expect(page.contains("\n\n" + Setting.documented + "\n"), "docs/command.md should hold\n\(Setting.documented)")
    }
}
