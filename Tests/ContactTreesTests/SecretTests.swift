import ConfigFiles
import ContactTrees
import Escalation
import Foundation
import Testing

@Suite struct `Secrets of addresses` {
    private func address(_ tree: SmallTree, _ environment: [String: String] = [:]) throws -> Address {
        try #require(try tree.load(environment).people["lin-yue"]?.addresses.first)
    }

    @Test func `a webhook takes its URL and key from the environment`() throws {
        let tree = try SmallTree.withAddress("{webhook: {env: HOOK}, preset: wecom, secret: {env: KEY}}")
        let address = try address(tree, ["HOOK": "https://hooks.example/1", "KEY": "k"])
        #expect(address.channel == "webhook" && address.name == "webhook")
        #expect(address.destination == "https://hooks.example/1")
        #expect(address.settings == ["url": "https://hooks.example/1", "preset": "wecom", "secret": "k"])
    }

    @Test func `a secret file lies beside the tree and loses its last line end`() throws {
        let tree = try SmallTree.withAddress("{webhook: {file: secrets/hook}}")
        try tree.write("secrets/hook", "https://hooks.example/2\n", mode: 0o600)
        #expect(try address(tree).destination == "https://hooks.example/2")
        #expect(try address(tree).settings["preset"] == "generic")
    }

    @Test(arguments: [0o644, 0o604, 0o660, 0o700, 0o666])
    func `a secret file that others may read or change is refused`(mode: Int) throws {
        let tree = try SmallTree.withAddress("{webhook: {file: secrets/hook}}")
        try tree.write("secrets/hook", "https://hooks.example/canary", mode: mode)
        let faults = tree.faults()
        #expect(faults.count == 1)
        #expect(faults.first?.contains("the secret file `secrets/hook` has mode \(String(mode, radix: 8))") == true)
        #expect(faults.first?.contains("canary") == false)
    }

    @Test(arguments: [0o640, 0o600, 0o440, 0o400])
    func `a secret file of mode 0640 or less is read`(mode: Int) throws {
        let tree = try SmallTree.withAddress("{webhook: {file: secrets/hook}}")
        try tree.write("secrets/hook", "https://hooks.example/3", mode: mode)
        #expect(tree.faults().isEmpty)
    }

    @Test func `a link to a secret stays in its folder`() throws {
        let tree = try SmallTree.withAddress("{webhook: {file: secrets/hook}}")
        try tree.write("secrets/data/real", "https://hooks.example/4", mode: 0o600)
        try tree.write("elsewhere/real", "https://hooks.example/5", mode: 0o600)
        try tree.link("secrets/hook", to: "data/real")
        #expect(tree.faults().isEmpty)
        try FileManager.default.removeItem(atPath: tree.folder + "/secrets/hook")
        try tree.link("secrets/hook", to: "../elsewhere/real")
        #expect(tree.faults().first?.contains("is a link that leaves its folder") == true)
    }

    @Test func `a missing variable is a fault that names it, or a placeholder when a check allows that`() throws {
        let tree = try SmallTree.withAddress("{webhook: {env: HOOK}, secret: {file: /nowhere/key}}")
        #expect(tree.faults().count == 2)
        #expect(tree.faults().contains { $0.contains("set `HOOK` for the service") })
        let directory = try tree.load(allowMissing: true)
        #expect(directory.people["lin-yue"]?.addresses.first?.settings["url"] == "missing:HOOK")
    }

    @Test func `in the tree that was last in force an address without its secret cannot be used, and is no fault`()
        throws
    {
        let tree = try SmallTree.withAddress(
            "{webhook: {env: HOOK}}, {webhook: {env: OTHER}, secret: {file: secrets/key}}, {webhook: {file: secrets/open}}, "
                + "{webhook: {env: WRONG}}, {webhook: {env: GOOD}, secret: {file: secrets/empty}}, {webhook: {env: GOOD}}"
        )
        try tree.write("secrets/open", "https://hooks.example/canary", mode: 0o644)
        try tree.write("secrets/empty", "\n", mode: 0o600)
        let environment = ["OTHER": "https://hooks.example/1", "WRONG": "canary", "GOOD": "https://hooks.example/2"]
        var source = SecretSource(environment: environment, folder: tree.folder, makesUnusable: true)
        let addresses = try #require(try ContactTree.load(from: tree.root, secrets: source).people["lin-yue"]).addresses
        #expect(
            addresses.map { $0.settings["unusable"] } == [
                "the environment variable `HOOK` is not set", "there is no secret file `secrets/key`",
                "the secret file `secrets/open` has mode 644, so others may read or change it",
                "the URL it stands for does not begin with `https://`", "the secret file `secrets/empty` is empty", nil,
            ]
        )
        for address in addresses.dropLast() {
            #expect(address.settings["url"] == nil && address.settings["secret"] == nil, "\(address.name)")
            #expect(!"\(address)".contains("canary") && !address.destination.contains("canary"))
        }
        #expect(Set(addresses.map(\.destination)).count == 6)
        #expect(addresses.last?.settings["url"] == "https://hooks.example/2")
        source.makesUnusable = false
        #expect(throws: Faults.self) { try ContactTree.load(from: tree.root, secrets: source) }
    }

    @Test(arguments: [
        ("\u{200B}", "a zero-width space (U+200B)"), ("\u{A0}", "a no-break space (U+00A0)"),
        ("\u{2060}", "an invisible character (U+2060)"), ("\u{3000}", "a full-width space (U+3000)"),
        ("\u{FEFF}", "a byte order mark (U+FEFF)"), ("\u{E0041}", "an invisible character (U+E0041)"),
    ])
    func `a secret with a character that nobody sees is refused, wherever in it, and never shown`(
        _ unseen: String,
        _ what: String
    ) throws {
        for text in ["https://hooks.ex\(unseen)ample/canary", "https://hooks.example/canary\(unseen)\n"] {
            let tree = try SmallTree.withAddress("{webhook: {file: secrets/hook}}, {webhook: {env: HOOK}}")
            try tree.write("secrets/hook", text, mode: 0o600)
            let faults = tree.faults(["HOOK": text])
            #expect(faults.count == 2 && faults.allSatisfy { $0.contains("holds \(what); type it anew") }, "\(faults)")
            #expect(!faults.joined().contains("canary"))
        }
        let blank = try SmallTree.withAddress("{webhook: {file: secrets/hook}}, {webhook: {env: HOOK}}")
        try blank.write("secrets/hook", "\(unseen)\(unseen)\n", mode: 0o600)
        #expect(blank.faults(["HOOK": unseen]).allSatisfy { $0.contains("is empty") })
    }

    @Test func `a variable may end in the line end of the file that it was read from`() throws {
        let tree = try SmallTree.withAddress("{webhook: {env: HOOK}}")
        #expect(try address(tree, ["HOOK": "https://hooks.example/1\r\n"]).destination == "https://hooks.example/1")
    }

    @Test func `a host with a part that no name has is refused`() throws {
        let tree = try SmallTree.withAddress("{webhook: {env: HOOK}}")
        let faults = tree.faults(["HOOK": "https://\(String(repeating: "a", count: 64)).example/x"])
        #expect(faults.first?.contains("has a part of more than 63 letters") == true, "\(faults)")
    }

    @Test(arguments: ["ftp://hooks.example", "https:///x", "https://user@hooks.example", "https://a b", "nonsense"])
    func `a URL that no webhook can have is refused without being shown`(url: String) throws {
        let tree = try SmallTree.withAddress("{webhook: {env: HOOK}}")
        let faults = tree.faults(["HOOK": url])
        #expect(faults.count == 1)
        #expect(faults.first?.contains(url) == false)
    }

    @Test(arguments: ["http://127.0.0.1:9000/x", "http://localhost/x", "http://[::1]:8080/"])
    func `only a URL of this machine may be written out`(url: String) throws {
        #expect(try SmallTree.withAddress("{webhook: \"\(url)\"}").faults().isEmpty)
    }

    @Test(arguments: [
        "https://127.0.0.1.evil.example", "http://localhost.evil.example", "http://localhost@evil.example/",
        "http://127.0.0.1:80@evil.example/", "https://hooks.example",
    ])
    func `a URL that only looks like this machine's may not`(url: String) throws {
        #expect(try SmallTree.withAddress("{webhook: \"\(url)\"}").faults().count == 1)
    }

    @Test func `secrets are in no description of what was read`() throws {
        let tree = try SmallTree.withAddress("{webhook: {env: HOOK}, secret: {env: KEY}}")
        let environment = ["HOOK": "https://hooks.example/canary", "KEY": "canary"]
        let directory = try tree.load(environment)
        let source = SecretSource(environment: environment)
        var dumped = ""
        dump(source, to: &dumped)
        for text in ["\(directory)", String(reflecting: directory), "\(source)", String(reflecting: source), dumped] {
            #expect(!text.contains("canary"))
        }
    }

    @Test func `a secret changes no version`() throws {
        let tree = try SmallTree.withAddress("{webhook: {env: HOOK}}")
        let first = try tree.load(["HOOK": "https://hooks.example/1"])
        #expect(try tree.load(["HOOK": "https://hooks.example/2"]).version == first.version)
    }
}
