import Foundation
import Settings
import Testing

@Suite struct `Where settings come from` {
    /// A file that is removed with its test.
    final class File {
        let path = NSTemporaryDirectory() + "tocsin-settings-\(UUID().uuidString).yaml"

        init(_ text: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }

        init(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    static func source(
        _ flags: [Setting: [String]] = [:],
        _ environment: [String: String] = [:],
        file: String? = nil
    ) throws -> SettingsSource {
        let written = try file.map { try File($0) }
        return try SettingsSource(flags: flags, environment: environment, file: written?.path)
    }

    /// The fault of a settings file, with `settings.yaml` in place of its path.
    static func fault(_ text: String) throws -> String {
        try fault(bytes: Array(text.utf8))
    }

    static func fault(bytes: [UInt8]) throws -> String {
        let file = try File(bytes)
        do throws(SettingsFault) {
            _ = try SettingsSource(flags: [:], environment: [:], file: file.path)
            return ""
        } catch {
            return error.text.replacing(file.path, with: "settings.yaml")
        }
    }

    @Test func `flags come before variables, variables before the file, the file before what holds otherwise`() throws {
        let text = "data: /file\nlisten: 127.0.0.1:1\ncontacts: /file\n"
        let variables = ["TOCSIN_DATA": "/variable", "TOCSIN_LISTEN": "127.0.0.1:2"]
        let source = try Self.source([.data: ["/flag"]], variables, file: text)
        #expect(source.one(.data)?.text == "/flag")
        #expect(source.one(.listen)?.text == "127.0.0.1:2")
        #expect(source.one(.contacts)?.text == "/file")
        #expect(source.one(.templates, or: "Templates").text == "Templates")
    }

    @Test func `what a nearer source overrides is known with its place`() throws {
        let text = "data: /file\nlisten: 127.0.0.1:1\noperators: [/a/b, /c/d]\n"
        let variables = ["TOCSIN_DATA": "/variable", "TOCSIN_LISTEN": "127.0.0.1:2"]
        let source = try Self.source([.data: ["/flag"], .operators: ["/e/f"]], variables, file: text)
        let overridden = source.overridden.map {
            "\($0.setting.rawValue)=\($0.values.map(\.text).joined(separator: " "))"
        }
        #expect(overridden == ["data=/variable", "data=/file", "listen=127.0.0.1:1", "operators=/a/b /c/d"])
        #expect(try Self.source([.data: ["/flag"]], file: "listen: 127.0.0.1:1\n").overridden.isEmpty)
    }

    @Test(arguments: [
        (Setting.smtpUser, "du\u{200B}ty", "a zero-width space (U+200B)"),
        (.smtpUser, "duty\u{A0}x", "a no-break space (U+00A0)"),
        (.smtpFrom, "a@b.ex\u{2060}ample", "an invisible character (U+2060)"),
        (.smtpURL, "smtp://relay\u{AD}.example", "an invisible character (U+00AD)"),
        (.smtpPasswordFile, "/etc/pass\u{200B}word", "a zero-width space (U+200B)"),
        (.listen, "127.0.0.1:\u{200B}8080", "a zero-width space (U+200B)"),
        (.operators, "/a/b\u{200E}", "an invisible character (U+200E)"),
    ])
    func `a character that nobody sees is refused where it stands, with its number`(
        _ setting: Setting,
        _ text: String,
        _ what: String
    ) throws {
        let fault = try Self.fault("\(setting.rawValue): \"\(text)\"\n")
        #expect(
            fault.contains(":1:") && fault.contains("`\(setting.rawValue)` holds \(what); type it anew"),
            "\(fault)"
        )
        for (flags, variables) in [([setting: [text]], [:]), ([:], [setting.variable: text])] {
            do throws(SettingsFault) {
                _ = try SettingsSource(flags: flags, environment: variables, file: nil)
                Issue.record("it was taken")
            } catch {
                #expect(
                    error.text.contains("holds \(what); type it anew") && error.text.contains("\\u{"),
                    "\(error.text)"
                )
            }
        }
    }

    @Test(arguments: [
        (Setting.smtpFrom, "Tocsin\u{3000}\u{8B66}\u{949F} <a@b.example>"),
        (.smtpFrom, "\u{1F469}\u{200D}\u{1F692} <a@b.example>"),
        (.data, "/srv/\u{8B66}\u{3000}\u{949F}"), (.contacts, "/srv/a\u{A0}b"),
    ])
    func `spaces of all kinds have their place in names and paths`(_ setting: Setting, _ text: String) throws {
        #expect(try Self.source([setting: [text]]).one(setting)?.text == text)
    }

    @Test(arguments: Setting.allCases) func `every setting has its flag, its variable and its key`(setting: Setting)
        throws
    {
        let value = setting.row.kind == .flag ? "true" : "x"
        for source in [
            try Self.source([setting: [value]]), try Self.source([:], [setting.variable: value]),
            try Self.source(file: "\(setting.rawValue): \(value)\n"),
        ] {
            #expect(source.one(setting)?.text == value)
        }
        #expect(setting.row.what.hasSuffix(".") && setting.help.hasSuffix("."))
    }

    @Test func `a list is replaced as a whole by the nearest source that has one`() throws {
        let text = "allow-address: [a.example:1, b.example:2]\n"
        #expect(try Self.source(file: text).several(.allowAddress).map(\.text) == ["a.example:1", "b.example:2"])
        let variables = ["TOCSIN_ALLOW_ADDRESS": "c.example:3, d.example:4,"]
        #expect(
            try Self.source([:], variables, file: text).several(.allowAddress).map(\.text) == [
                "c.example:3", "d.example:4",
            ]
        )
        let flags: [Setting: [String]] = [.allowAddress: ["e.example:5"]]
        #expect(try Self.source(flags, variables, file: text).several(.allowAddress).map(\.text) == ["e.example:5"])
        #expect(try Self.source(file: "operators: []\n").several(.operators).isEmpty)
    }

    @Test(arguments: Setting.allCases.filter { $0.row.kind == .several })
    func `one text where a list is taken counts`(setting: Setting) throws {
        #expect(try Self.source(file: "\(setting.rawValue): 10.0.0.7\n").several(setting).map(\.text) == ["10.0.0.7"])
    }

    @Test func `an empty variable is not set`() throws {
        let source = try Self.source([:], ["TOCSIN_DATA": "", "TOCSIN_OPERATORS": " "], file: "data: /file\n")
        #expect(source.one(.data)?.text == "/file")
        #expect(source.several(.operators).isEmpty)
    }

    @Test(arguments: [
        ("true", true), ("True", true), ("yes", true), ("on", true), ("1", true), ("'true'", true), ("false", false),
        ("no", false), ("off", false), ("0", false), ("FALSE", false),
    ])
    func `yes and no are written in several ways`(text: String, value: Bool) throws {
        #expect(try Self.source(file: "allow-root: \(text)\n").flag(.allowRoot) == value)
        let bare = text.filter { $0 != "'" }
        #expect(try Self.source([:], ["TOCSIN_ALLOW_ROOT": bare]).flag(.allowRoot) == value)
    }

    @Test func `what is neither yes nor no is refused with its place`() throws {
        let source = try Self.source([:], ["TOCSIN_ALLOW_ROOT": "maybe"])
        #expect(throws: SettingsFault.self) { try source.flag(.allowRoot) }
        let file = try Self.source(file: "data: /x\nallow-root: maybe\n")
        do throws(SettingsFault) {
            _ = try file.flag(.allowRoot)
            Issue.record("maybe was taken")
        } catch {
            #expect(
                error.text.contains(".yaml:2:13: `allow-root` maybe is neither yes nor no; write `true` or `false`")
            )
        }
    }

    @Test(arguments: [
        ("data: [a, b]", "1:1: `data` is a list, and takes one value; write `data: FOLDER`"),
        ("data: {a: b}", "1:1: `data` is a map; write `data: FOLDER`, or remove the line"),
        ("data:", "1:1: `data` is empty; write `data: FOLDER`, or remove the line"),
        ("data: ~", "1:1: `data` is empty"),
        ("data: ''", "1:1: `data` is empty"),
        ("allow-root: [true]", "1:1: `allow-root` is a list, and takes one value"),
        ("operators: {a: b}", "1:1: `operators` is a map; write `operators: [NAME, …]`"),
        ("operators: [/a/b, [c]]", "1:19: `operators` is a list"), ("operators:\n- /a/b\n-\n", "`operators` is empty"),
        ("public_url: x", "1:1: `public_url` is not a setting; write it `public-url`"),
        ("Public-URL: x", "write it `public-url`"), ("publicUrl: x", "write it `public-url`"),
        ("--data: x", "write it `data`"), ("TOCSIN_DATA: x", "write it `data`"),
        ("pubic-url: x", "did you mean `public-url`?"),
        ("smtp-password: x", "`smtp-password-file` names a file that holds it"),
        ("settings: x", "a settings file names no other"),
        ("nonsense: x", "the settings are contacts, templates, templates-overlay, data"),
        ("data: a\ndata: b", "2:1: the key `data` stands here for the second time"), ("- data", "is a list, not a map"),
        ("data /x", "is a text, not a map"), ("", "1:1: the file is empty"), ("\n\n", "1:1: the file is empty"),
        ("data: \"a\\nb\"", "holds a control character"),
    ])
    func `a wrong file is refused with line and remedy`(text: String, part: String) throws {
        let fault = try Self.fault(text)
        #expect(fault.contains("settings.yaml:"), "\(fault)")
        #expect(fault.contains(part), "\(fault)")
    }

    @Test(arguments: [
        "# public-url: https://tocsin.town.example\n", "---\n# nothing yet\n", "\u{FEFF}# a mark\r\n", "# a\n---\n",
        "--- # a\n...\n", "{}\n", "--- {}\n",
    ])
    func `a file of comments alone says nothing, and is right`(text: String) throws {
        #expect(try Self.fault(text) == "")
    }

    @Test(arguments: [
        ("", "1:1: the file is empty"), (" \n\n", "1:1: the file is empty"), ("---\n", ": the file is empty"),
        ("---\n...\n", ": the file is empty"), ("null\n", "1:1: the file is `null`, not a map"),
        ("~", "1:1: the file is `null`, not a map"), ("--- ~ # nothing\n", "1:5: the file is `null`, not a map"),
        ("# nothing\nNULL\n", "2:1: the file is `null`, not a map"), ("data\n", "1:1: the file is a text, not a map"),
        ("5", "1:1: the file is a text, not a map"), ("''\n", "1:1: the file is a text, not a map"),
        ("[]\n", "1:1: the file is a list, not a map"), ("- data: x\n", "1:1: the file is a list, not a map"),
        ("listen: [\n", "1:9: the `[` that opens here is not closed"),
    ])
    func `a file that is no map is refused, and one without anything`(text: String, part: String) throws {
        let fault = try Self.fault(text)
        #expect(fault.contains("settings.yaml:") && fault.contains(part), "\(fault)")
    }

    @Test func `a mark of UTF-8 is read over, UTF-16 is called by its name`() throws {
        #expect(try Self.source(file: "\u{FEFF}data: /x\r\n").one(.data)?.text == "/x")
        let wide: [UInt8] = [0xFF, 0xFE] + "data: /x".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try Self.fault(bytes: wide).contains("1:1: the file is UTF-16, not UTF-8; save it as UTF-8"))
    }

    @Test func `what is no file is refused, and never waited for`() throws {
        for (path, what) in [
            ("/nowhere/x.yaml", "is not there"), ("/tmp", "is not a file"), ("/dev/null", "is not a file"),
        ] {
            do throws(SettingsFault) {
                _ = try SettingsSource(flags: [:], environment: [:], file: path)
                Issue.record("\(path) was taken")
            } catch {
                #expect(error.text.contains(what), "\(error.text)")
            }
        }
    }

    @Test func `a flag for one value is not written twice, nor empty`() throws {
        #expect(throws: SettingsFault.self) { try Self.source([.data: ["a", "b"]]) }
        #expect(throws: SettingsFault.self) { try Self.source([.data: [""]]) }
    }

    @Test func `a variable near a setting's name is named, others are left alone`() {
        let found = UnknownVariables.among([
            "TOCSIN_PUBLICURL": "x", "TOCSIN_DATA": "x", "tocsin_data": "x", "TOCSIN_GATE_HOOK": "x", "PATH": "x",
            "TOCSIN_TOKEN": "x", "TOCSIN_SMTP_PASSWORD": "x",
            // Set by Kubernetes for a service of that name.
            "TOCSIN_PORT": "tcp://10.0.0.1:80", "TOCSIN_SERVICE_HOST": "10.0.0.1",
            "TOCSIN_PORT_80_TCP_ADDR": "10.0.0.1",
            "TOCSIN_SERVICE_PORT_HTTP": "80",
        ])
        #expect(found.map(\.name) == ["TOCSIN_PUBLICURL", "tocsin_data"])
        #expect(found.first?.remedy == "; did you mean TOCSIN_PUBLIC_URL?")
    }
}
