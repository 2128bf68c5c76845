import Escalation
import Foundation
import Testing

/// Files that lie beside ours because editors, systems and people put them there.
@Suite struct `Files beside files` {
    @Test(arguments: [
        ".#unit.yaml", "._unit.yaml", ".unit.yaml.swp", ".unit.yaml", "unit.yaml~", "#unit.yaml#", "unit.yaml.swo",
        "4913",
        "unit.yaml.bak", "unit.yaml.orig", "unit.yaml.rej", "unit.yaml.tmp", "unit.yaml.part", "unit.yaml.dpkg-dist",
        ".DS_Store",
        "Thumbs.db", "desktop.ini", ".git", ".gitlab-ci.yml", ".yamllint.yaml", ".nfs00000001", "README.md", "readme",
        "LICENSE",
        "Makefile", "notes.md", ".~lock.unit.yaml#", ".goutputstream-1", ".stfolder", ".unit.yaml.k3Xw1",
        ".syncthing.unit.yaml.tmp",
        "~syncthing~unit.yaml.tmp", "Icon\r", "unit.yaml___jb_tmp___", "unit.yaml___jb_old___", "sedAbC123",
        "~$unit.yaml",
        "unit.yaml.LOCAL.1234", "unit.yaml.mine", "unit.yaml.r12", "unit.yaml,v", "unit.yaml.bak1", "unit.yaml.1",
        "unit.yaml.tmp.1234", "unit.yaml.2026-11-28", "unit.yaml.swpx", "unit.yaml:Zone.Identifier",
    ])
    func `what others leave there is passed over, in units, plans and at the top`(name: String) throws {
        #expect(try SmallTree([name: "x", "town/" + name: "\0", "town/plans/" + name: ": ["]).faults() == [])
    }

    @Test(arguments: [
        ".git", "lost+found", "@eaDir", "__MACOSX", ".svn", ".Trash-1000", "town.bak", "$RECYCLE.BIN",
    ])
    func `so is a folder of theirs`(name: String) throws {
        #expect(try SmallTree([name + "/unit.yaml": ": [", "town/" + name + "/x": ": ["]).faults() == [])
    }

    @Test(
        arguments: ["data/", "backup-2026/", "Copy_1/", "town/data/", "town/plans/data/", "town/harbour/data/", ""],
        ["tocsin.db", "tocsin.copy", "tokens.json", "answer.key"]
    )
    func `a server's data directory in the tree is named once, and nobody is told to delete it`(
        folder: String,
        file: String
    )
        throws
    {
        let rest = ["log/duty.jsonl": "{}", "kept/1/Contacts/a/unit.yaml": "name: A\n", "tocsin.lock": ""]
        var files = [folder + file: "x"]
        if folder.contains("harbour") { files["town/harbour/unit.yaml"] = "name: Harbour\n" }
        for (name, text) in rest { files[folder + name] = text }
        let faults = try SmallTree(files).faults()
        #expect(faults.count == 1, "\(faults)")
        #expect(faults.first?.contains("data directory") == true && faults.first?.contains("do not delete it") == true)
        #expect(!faults.joined().contains("remove"), "\(faults)")
    }

    @Test func `nor where a link leads to one`() throws {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("tocsin-data-\(UUID().uuidString)")
            .path
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: place) }
        try Data().write(to: URL(fileURLWithPath: place + "/tocsin.db"))
        let tree = try SmallTree([:])
        try tree.link("Contacts/town/data", to: place)
        let faults = tree.faults()
        #expect(faults.count == 1 && faults[0].contains("do not delete it"), "\(faults)")
    }

    @Test(arguments: ["CVS", "RCS", "recycler"])
    func `a folder of theirs whose name a unit may have is one when it holds a unit`(name: String) throws {
        #expect(try SmallTree(["town/\(name)/Entries": ": ["]).faults() == [])
        let faults = try SmallTree(["town/\(name.lowercased())/unit.yaml": ": ["]).faults()
        #expect(faults.contains { $0.contains("\(name.lowercased())/unit.yaml:1") }, "\(faults)")
    }

    @Test(arguments: [
        "unit (conflicted copy).yaml", "unit (Kim's conflicted copy 2026-11-28).yaml", "unit (1).yaml",
        "unit - Copy.yaml",
        "unit.sync-conflict-20261128-101500-ABCDEFG.yaml", "Copy of unit.yaml", "unit copy.yaml", "unit (copy).yaml",
        "unit - \u{526F}\u{672C}.yaml", "unit (case conflict).yaml", "unit 2.yaml", "unit(2).yaml",
        "unit \u{62F7}\u{8D1D}.yaml", "unit \u{7684}\u{526F}\u{672C}.yaml", "unit copy 2.yaml",
        "unit (case clash from ada).yaml", "unit_LOCAL_1234.yaml", "unit_BACKUP_1.yaml", "unit.old.yaml",
        "unit.bak.yaml",
        "unit.BASE.yaml", "unit_REMOTE.yaml", "unit.yaml.LOCAL.77.yaml", "unit.yaml.BACKUP.123.yaml",
        "unit.LOCAL.77.yaml",
        "unit.yaml~HEAD", "unit.yaml~harbour_quay-2", "unit~other.x1.yaml", "unit.yaml~local.yaml",
    ])
    func `a copy that somebody's changes may be in is named, with its original`(name: String) throws {
        let faults = try SmallTree(["town/" + name: SmallTree.unit]).faults()
        #expect(faults.count == 1)
        #expect(faults.first?.contains("compare it with `unit.yaml`") == true, "\(faults)")
        let alone = try SmallTree(["town/plans/" + name: SmallTree.unit]).faults()
        #expect(alone.count == 1)
        #expect(alone.first?.contains("what it is a copy of does not lie here") == true, "\(alone)")
    }

    @Test func `a machine's name behind a plan's tells of a copy, and a folder is copied too`() throws {
        let plan = SmallTree.plan
        let faults = try SmallTree([
            "town/plans/flood.yaml": plan, "town/plans/flood-DESKTOP-AB12.yaml": plan,
            "town/quay/unit.yaml": "name: Q\n",
            "town/quay 2/unit.yaml": "name: Q\n",
        ]).faults()
        #expect(faults.count == 2)
        #expect(faults.contains { $0.contains("compare it with `flood.yaml`") }, "\(faults)")
        #expect(faults.contains { $0.contains("compare it with `quay`") }, "\(faults)")
    }

    @Test(arguments: ["flood.LOCAL.yaml", "flood.BACKUP.1234.yaml", "flood.yaml~HEAD", "flood_REMOTE_7.yaml"])
    func `a plan that a merge put aside is never to be renamed into force`(name: String) throws {
        let plan = SmallTree.plan
        let faults = try SmallTree(["town/plans/flood.yaml": plan, "town/plans/" + name: plan]).faults()
        #expect(faults.count == 1 && faults[0].contains("compare it with `flood.yaml`"), "\(faults)")
        #expect(!faults.joined().contains("lower-case"), "\(faults)")
    }

    @Test func `no unit is called changes, at the top or below`() throws {
        for folder in ["changes", "town/changes"] {
            let faults = try SmallTree([folder + "/unit.yaml": "name: C\n"]).faults()
            #expect(faults.count == 1 && faults[0].contains("a unit needs another name"), "\(faults)")
        }
    }

    @Test(arguments: ["Unit.yaml", "unit.yml", "UNIT.YAML", "unit.yaml.txt", "plans/fire.yml", "plans/FIRE.yaml.txt"])
    func `no file is renamed over the one that is in force`(name: String) throws {
        let right = name.hasPrefix("plans") ? "fire.yaml" : "unit.yaml"
        let faults = try SmallTree(["town/plans/fire.yaml": SmallTree.plan, "town/" + name: "x: 1\n"]).faults()
        #expect(faults.count == 1)
        #expect(faults.first?.contains("compare it with `\(right)`") == true, "\(faults)")
        #expect(faults.first?.contains("rename it") == false)
    }

    @Test func `a link that nobody reads may lead anywhere`() throws {
        let tree = try SmallTree()
        try tree.link("Contacts/town/README.md", to: "/etc/hostname")
        #expect(tree.faults() == [])
    }

    @Test func `a volume whose link leads nowhere is named once`() throws {
        let tree = try SmallTree()
        try tree.link("Contacts/..data", to: "..gone")
        #expect(tree.faults().filter { $0.contains("changed while") } == [])
        #expect(tree.faults().contains { $0.contains("does not lead to a folder inside") })
    }

    @Test(arguments: [
        ("town/plans/flood.yml", "rename it to `flood.yaml`"), ("town/plans/flood.YAML", "rename it to `flood.yaml`"),
        ("town/plans/flood.yaml.txt", "rename it to `flood.yaml`"),
        ("town/plans/FLOOD.yml", "rename it to `flood.yaml`"),
        ("town/unti.yaml", "nothing reads this file"), ("town/notes.txt", "move it to another folder"),
        ("town/readme.yaml", "move a plan into `plans/`"),
    ])
    func `a slip of the pen in a name is named with the name to give it`(path: String, remedy: String) throws {
        let faults = try SmallTree([path: SmallTree.plan]).faults()
        #expect(faults.count == 1)
        #expect(faults.first?.contains(remedy) == true, "\(faults)")
    }

    @Test func `a lock that leads nowhere is passed over, any other such link is named`() throws {
        let tree = try SmallTree()
        try tree.link("Contacts/town/.#unit.yaml", to: "kim@desk7.4711:1795800000")
        #expect(tree.faults() == [])
        try tree.link("Contacts/town/plans/flood.yaml", to: "gone.yaml")
        try tree.link("Contacts/town/plans/round.yaml", to: "round.yaml")
        #expect(tree.faults().count == 2)
        #expect(tree.faults().allSatisfy { $0.contains("a link that leads to no file or folder; mend the link") })
    }

    @Test func `links to folders are followed where they stand for a set, and refused where they would read twice`()
        throws
    {
        let tree = try SmallTree()
        try tree.write("Contacts/.sets/7/unit.yaml", "name: Harbour\n")
        try tree.link("Contacts/town/harbour", to: "../.sets/7")
        #expect(try tree.load().units.keys.sorted() == ["/town", "/town/harbour"])
        try tree.link("Contacts/town/quay", to: "../.sets/7")
        try tree.link("Contacts/town/self", to: ".")
        try tree.link("Contacts/town/top", to: "..")
        let faults = tree.faults()
        #expect(faults.contains { $0.contains("quay:1:1: a link to what was read as") })
        #expect(faults.contains { $0.contains("self:1:1: a link to a folder that is read in its own place") })
        #expect(faults.contains { $0.contains("top:1:1: ") })
    }

    @Test func `a pipe with a plan's name is named and never waited for`() throws {
        let tree = try SmallTree()
        #expect(unsafe mkfifo(tree.root + "/town/plans/flood.yaml", 0o600) == 0)
        #expect(unsafe mkfifo(tree.root + "/town/.lock.yaml", 0o600) == 0)
        #expect(tree.faults() == ["Contacts/town/plans/flood.yaml:1:1: neither a file nor a folder; remove it"])
    }

    @Test func `a pipe in place of a secret is named and never waited for`() throws {
        let tree = try SmallTree.withAddress("{webhook: {file: secrets/hook}}")
        try tree.write("secrets/x", "x")
        #expect(unsafe mkfifo(tree.folder + "/secrets/hook", 0o600) == 0)
        #expect(tree.faults().first?.contains("the secret file `secrets/hook` is not a file") == true)
    }

    @Test(arguments: [
        ("", "is empty"), ("\n", "is empty"), (" \n\n", "is empty"), ("a\nb\n", "holds more than one line"),
        ("\u{FF}\u{FE}h\0t\0", "is not"), (String(repeating: "x", count: 5_000), "is larger than"),
    ])
    func `a secret file without one line of text is named with its remedy`(text: String, what: String) throws {
        let tree = try SmallTree.withAddress("{webhook: {file: secrets/hook}}")
        let bytes = text.hasPrefix("\u{FF}") ? Data([0xFF, 0xFE, 0x68, 0, 0x74, 0]) : Data(text.utf8)
        try tree.write("secrets/hook", bytes, mode: 0o600)
        let isWide = text.hasPrefix("\u{FF}")
        #expect(tree.faults().first?.contains(isWide ? "is UTF-16, not UTF-8; save it as UTF-8" : what) == true)
    }

    @Test func `names that are not UTF-8 are shown as a shell takes them, each of them`() throws {
        let tree = try SmallTree()
        for name in [
            "fl\u{F6}d.yaml", "a'\\\u{FF}.yaml", "a'\\\u{FE}.yaml", ".hidden\u{FF}", "old\u{FF}.bak", "\u{FF}folder/",
        ] {
            // Each letter as the one byte that Latin 1 has for it.
            var bytes = Array((tree.root + "/town/plans/").utf8) + name.unicodeScalars.map { UInt8($0.value) } + [0]
            if name.hasSuffix("/") {
                bytes.remove(at: bytes.count - 2)
                #expect(unsafe mkdir(bytes.map { CChar(bitPattern: $0) }, 0o755) == 0)
            } else {
                #expect(unsafe close(creat(bytes.map { CChar(bitPattern: $0) }, 0o644)) == 0)
            }
        }
        let what = "a name that is not UTF-8; rename it (a shell finds it as $'"
        #expect(
            tree.faults()
                == [#"a\'\\\xfe.yaml"#, #"a\'\\\xff.yaml"#, #"fl\xf6d.yaml"#, #"\xfffolder"#].sorted().map {
                    "Contacts/town/plans/\($0):1:1: \(what)\($0)'), or move it to another folder"
                }
        )
        try tree.write("Contacts/town/plans/\u{FFFD}.yaml", SmallTree.plan)
        #expect(
            tree.faults().contains { $0.contains("`\u{FFFD}` is not an id") },
            "a true replacement character is a letter"
        )
    }

    @Test func `a secret file may begin with a byte order mark and end in several line ends`() throws {
        let tree = try SmallTree.withAddress("{webhook: {file: secrets/hook}}")
        try tree.write("secrets/hook", "\u{FEFF}https://hooks.example/1\r\n\n", mode: 0o600)
        #expect(try tree.load().people["lin-yue"]?.addresses.first?.destination == "https://hooks.example/1")
    }

    @Test(arguments: [[0xFF, 0xFE], [0xFE, 0xFF], []] as [[UInt8]])
    func `a file in UTF-16 is called so`(mark: [UInt8]) throws {
        let tree = try SmallTree()
        let isBig = mark.first == 0xFE
        let wide = SmallTree.unit.utf16.flatMap { unit in
            let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isBig ? bytes : bytes.reversed()
        }
        try tree.write("Contacts/town/unit.yaml", Data(mark + wide))
        #expect(tree.faults().first?.contains("unit.yaml:1:1: the file is UTF-16, not UTF-8; save it as UTF-8") == true)
    }

    @Test(arguments: [
        ("", "is empty"), (" \n\n", "is empty"), ("# nothing\n", "holds comments alone"), ("\u{FEFF}", "is empty"),
    ])
    func `a file without content is named`(text: String, what: String) throws {
        for file in ["town/unit.yaml", "town/plans/fire.yaml"] {
            let faults = try SmallTree([file: text]).faults()
            #expect(faults.first?.contains("\(file):1:1: the file \(what); fill it or delete it") == true, "\(faults)")
        }
    }
}
