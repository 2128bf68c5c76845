import Foundation
import Testing

/// The first run: an empty machine becomes a server that tells somebody.
@Suite(.timeLimit(.minutes(10))) struct InitTests {
    private struct Site {
        let folder: Folder
        var data: String { folder.path + "/site/data" }
        var contacts: String { folder.path + "/site/tree" }
        var places: [String] { ["--contacts", contacts, "--templates", Place.templates, "--data", data] }

        init() throws {
            folder = try Folder()
            try FileManager.default.createDirectory(atPath: folder.path + "/site", withIntermediateDirectories: true)
        }

        /// What lies below the site, sorted.
        var files: [String] {
            ((try? FileManager.default.subpathsOfDirectory(atPath: folder.path + "/site")) ?? []).sorted()
        }

        func initialize(
            _ words: [String] = ["--unit", "Harbour Office", "--zone", "Europe/London", "--language", "en"],
            environment: [String: String] = [:],
            script: String? = nil
        ) async throws -> Output {
            try await EndToEndTests.run(["init"] + places + words, environment: environment, script: script)
        }

        func check() async throws -> Output {
            try await EndToEndTests.run(["check"] + places.dropLast(2))
        }
    }

    @Test func `after it a report reaches the log, without any token or address named`() async throws {
        let site = try Site()
        let made = try await site.initialize()
        #expect(made.code == 0 && made.text.contains("/site/tree/harbour-office/unit.yaml"), "\(made)")
        #expect(made.text.contains("tocsin serve") && !made.text.contains("tcs_"), "\(made)")
        let port = try Receivers.freePort()
        let server = try Child(
            ["serve", "--listen", "127.0.0.1:\(port)"] + site.places,
            environment: [:],
            output: site.folder.path + "/out",
            errors: site.folder.path + "/log"
        )
        defer { server.signal(SIGTERM) }
        let beside = ["TOCSIN_DATA": site.data]
        let report = ["report", "--unit", "/harbour-office", "--plan", "incident", "--title", "Water"]
        try await eventually("a report is taken") {
            try await EndToEndTests.run(report, environment: beside).code == 0 ? true : nil
        }
        try await eventually("it is told") {
            site.folder.read("site/data/log/duty.jsonl").contains("Water") ? true : nil
        }
        // The token that lies here goes to no server but the one that runs here.
        let elsewhere = try await EndToEndTests.run(
            ["incidents", "list"],
            environment: beside.merging(["TOCSIN_URL": "http://127.0.0.1:\(port)"]) { $1 }
        )
        #expect(elsewhere.code == 2 && elsewhere.errors.contains("TOCSIN_TOKEN"), "\(elsewhere)")
    }

    @Test(arguments: [
        ("河畔镇政府", "Asia/Shanghai", "zh-Hans", "he-pan-zhen-zheng-fu", "后续步骤："),
        ("河畔鎮公所", "Asia/Taipei", "zh-Hant", "he-pan-zhen-gong-suo", "後續步驟："),
        ("It's: #1 'Öl' & Gas", "UTC", "en", "it-s-1-ol-gas", "What to do next:"),
        ("112", "Europe/Berlin", "en", "office", "What to do next:"),
    ])
    func `any name in any language makes a tree that checks`(
        _ name: String,
        _ zone: String,
        _ language: String,
        _ id: String,
        _ next: String
    ) async throws {
        let site = try Site()
        let made = try await site.initialize(["--unit", name, "--zone", zone, "--language", language])
        #expect(made.code == 0 && made.text.contains(next) && made.text.contains("/tree/\(id)/"), "\(made)")
        let checked = try await site.check()
        #expect(checked.code == 0 && checked.text.hasPrefix("no fault: 1 unit, 1 person, 1 plan"), "\(checked)")
    }

    @Test func `on a terminal it asks, again where an answer makes no sense`() async throws {
        let site = try Site()
        let answers = #"printf 'fr\nen\n\nHarbour Office\nLondon\nEurope/London\n'"#
        let made = try await site.initialize(
            [],
            script: answers + #" | script --quiet --return --command "$(printf '%q ' "$@")" /dev/null"#
        )
        #expect(made.code == 0 && made.text.contains("has no zone of that name"), "\(made)")
        #expect(site.folder.read("site/tree/harbour-office/unit.yaml").contains("time_zone: Europe/London"), "\(made)")
    }

    @Test func `without a terminal it names the flags that are missing, and makes nothing`() async throws {
        let site = try Site()
        let output = try await site.initialize(["--unit", "Harbour"])
        #expect(output.code == 2 && output.errors.contains("--zone, --language"), "\(output)")
        #expect(site.files.isEmpty, "\(site.files)")
    }

    @Test(arguments: [
        ["--unit", " ", "--zone", "UTC", "--language", "en"], ["--unit", "A\nB", "--zone", "UTC", "--language", "en"],
        ["--unit", "A", "--zone", "Europe/Nowhere", "--language", "en"],
        ["--unit", "A", "--zone", "../UTC", "--language", "en"], ["--unit", "A", "--zone", "UTC", "--language", "fr"],
        ["--unit", "A", "--zone", "UTC", "--language", "en", "--id", "Not an id"],
    ])
    func `a flag that makes no sense is wrong use, and nothing is made`(_ words: [String]) async throws {
        let site = try Site()
        let output = try await site.initialize(words)
        #expect(output.code == 2, "\(output)")
        #expect(site.files.isEmpty, "\(site.files)")
    }

    @Test(arguments: [
        (
            ["--unit", "", "--zone", "UTC", "--language", "zh-Hans"],
            "--unit is empty; write a name of up to 200 characters"
        ),
        (
            ["--unit", "A\nB", "--zone", "UTC", "--language", "zh-Hant"],
            "is no name; write a name of up to 200 characters"
        ),
        (["--unit", "A", "--zone", "Nowhere", "--language", "zh-Hans"], "--zone Nowhere is none that tzdata"),
        (["--unit", "A", "--zone", "UTC", "--language", "zh-Hans", "--id", "A B"], "is no id; "),
    ])
    func `what a flag says wrong is refused in one language, in one line`(_ words: [String], _ what: String)
        async throws
    {
        let output = try await Site().initialize(words)
        #expect(output.code == 2 && output.errorLines.count == 1 && output.errors.contains(what), "\(output)")
        #expect(output.errors.allSatisfy { $0.isASCII }, "\(output)")
        #expect(output.errors.firstMatch(of: /; [A-Z]/) == nil, "\(output)")
    }

    @Test(arguments: ["missing", "empty"])
    func `where there are no templates one line says where to get them`(folder: String) async throws {
        let site = try Site()
        let path = site.folder.path + "/empty"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let templates = ["--templates", site.folder.path + "/" + folder]
        let words = ["init", "--unit", "U", "--zone", "UTC", "--language", "en"] + templates
        let output = try await EndToEndTests.run(words + ["--contacts", site.contacts, "--data", site.data])
        #expect(output.code == 1 && output.text.isEmpty && output.errorLines.count == 1, "\(output)")
        #expect(output.errors.contains("copy the folder `Templates`"), "\(output)")
        #expect(site.files.isEmpty)
        for command in ["check", "serve"] {
            let flags = [command, "--contacts", Place.contacts] + templates
            let said = try await EndToEndTests.run(flags, environment: ["TOCSIN_DATA": site.data])
            #expect(said.code == 1 && said.text.split(separator: "\n").count == 1, "\(said)")
        }
    }

    @Test(arguments: ["missing", "empty"])
    func `where there is no contact tree a start names the command that makes one`(folder: String) async throws {
        let site = try Site()
        let path = site.folder.path + "/empty"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let flags = [
            "--contacts", site.folder.path + "/" + folder, "--templates", Place.templates, "--data", site.data,
        ]
        let output = try await EndToEndTests.run(["serve"] + flags)
        #expect(output.code == 1 && output.text.contains("`tocsin init`"), "\(output)")
        #expect(output.text.split(separator: "\n").count == 1, "\(output)")
    }

    @Test(arguments: ["other/unit.yaml", "unit.yaml", "notes.txt"])
    func `a tree that is there is refused and stays as it is`(_ file: String) async throws {
        let site = try Site()
        try site.folder.write("name: Other\n", to: "site/tree/" + file)
        let before = site.files
        let output = try await site.initialize()
        #expect(output.code == 1 && output.errors.contains("there is a contact tree already"), "\(output)")
        #expect(site.files == before, "\(site.files)")
    }

    @Test func `a second time it is refused, and the token of the first stays`() async throws {
        let site = try Site()
        let first = try await site.initialize()
        let (before, token) = (site.files, site.folder.read("site/data/admin.token"))
        let second = try await site.initialize()
        #expect(first.code == 0 && second.code == 1, "\(second)")
        #expect(site.files == before && site.folder.read("site/data/admin.token") == token)
    }

    @Test func `a clone of a repository without a tree gets one`() async throws {
        let site = try Site()
        try site.folder.write("ref: refs/heads/main\n", to: "site/tree/.git/HEAD")
        try site.folder.write("Ours\n", to: "site/tree/README.md")
        let output = try await site.initialize()
        #expect(output.code == 0, "\(output)")
        let checked = try await site.check()
        #expect(checked.code == 0, "\(checked)")
    }

    @Test func `of several at once one makes the tree, and the others leave it alone`() async throws {
        let site = try Site()
        let codes = try await withThrowingTaskGroup(of: Int32.self) { group in
            for _ in 0..<5 { group.addTask { try await site.initialize().code } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes.sorted() == [0, 1, 1, 1, 1])
        let checked = try await site.check()
        #expect(checked.code == 0, "\(checked)")
        let tokens = try await EndToEndTests.run(["token", "list", "--json", "--data", site.data])
        #expect(tokens.json.list.count == 1, "\(tokens)")
        #expect(!site.files.contains { $0.contains(".init-") }, "\(site.files)")
    }

    @Test func `what a killed one left is no obstacle, and a token that does not count is made anew`() async throws {
        let site = try Site()
        try site.folder.write("name: half", to: "site/tree/.init-99/harbour-office/unit.yaml")
        try site.folder.write("tcs_nobody-knows-it\n", to: "site/data/admin.token")
        for (name, mode) in [("", 0o700), ("/admin.token", 0o600)] {
            let attributes = [FileAttributeKey.posixPermissions: NSNumber(value: mode)]
            try FileManager.default.setAttributes(attributes, ofItemAtPath: site.data + name)
        }
        let made = try await site.initialize()
        #expect(made.code == 0 && made.text.contains("Made an access token"), "\(made)")
        #expect(!site.files.contains { $0.contains(".init-") }, "\(site.files)")
        #expect(!site.folder.read("site/data/admin.token").contains("nobody-knows-it"))
    }

    @Test func `a unit whose id would mean something else gets another`() async throws {
        for name in ["Plans", "Changes", "Templates"] {
            let site = try Site()
            let made = try await site.initialize(["--unit", name, "--zone", "UTC", "--language", "en"])
            #expect(made.code == 0 && site.files.contains("tree/office/unit.yaml"), "\(made)")
        }
        let site = try Site()
        let asked = try await site.initialize(["--unit", "A", "--id", "plans", "--zone", "UTC", "--language", "en"])
        #expect(asked.code == 2 && asked.errors.contains("such as plans-office"), "\(asked)")
    }

    @Test func `where the token cannot be kept nothing is left`() async throws {
        let site = try Site()
        try site.folder.write("[]", to: "site/data/tokens.json")
        try FileManager.default.createDirectory(
            atPath: site.data + "/admin.token/x",
            withIntermediateDirectories: true
        )
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: site.data)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: site.data + "/tokens.json")
        let output = try await site.initialize()
        #expect(output.code == 1, "\(output)")
        #expect(!site.files.contains { $0.hasPrefix("tree") }, "\(site.files)")
    }

    @Test func `templates with a fault are told, and nothing is made`() async throws {
        let site = try Site()
        let places = ["--contacts", site.contacts, "--templates", "/nonexistent", "--data", site.data]
        let words = ["--unit", "A", "--zone", "UTC", "--language", "en"]
        let output = try await EndToEndTests.run(["init"] + places + words)
        #expect(output.code == 1 && output.errors.contains("/nonexistent"), "\(output)")
        #expect(site.files.isEmpty, "\(site.files)")
    }

    @Test(.enabled(if: geteuid() == 0)) func `root makes files of the user to whom the place belongs`() async throws {
        let site = try Site()
        let rootsOwn = try await site.initialize(environment: ["TOCSIN_ALLOW_ROOT": "false"])
        #expect(rootsOwn.code == 1 && rootsOwn.errors.contains("belongs to root"), "\(rootsOwn)")
        let nobody: UInt32 = 65_534
        let owner = [FileAttributeKey.ownerAccountID, .groupOwnerAccountID].map { ($0, NSNumber(value: nobody)) }
        let attributes = Dictionary(uniqueKeysWithValues: owner)
        try FileManager.default.setAttributes(attributes, ofItemAtPath: site.folder.path + "/site")
        let output = try await site.initialize(environment: ["TOCSIN_ALLOW_ROOT": "false"])
        #expect(output.code == 0, "\(output)")
        for file in site.files {
            let found = try FileManager.default.attributesOfItem(atPath: site.folder.path + "/site/" + file)
            #expect((found[.ownerAccountID] as? NSNumber)?.uint32Value == nobody, "\(file)")
        }
        let token = try FileManager.default.attributesOfItem(atPath: site.data + "/admin.token")
        #expect((token[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }
}
