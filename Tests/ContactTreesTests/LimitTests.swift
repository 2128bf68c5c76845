import ConfigFiles
import ContactTrees
import Escalation
import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Limits of the contact tree` {
    @Test func `a billion laughs end at once`() throws {
        var text = "a0: &a0 [lol]\n"
        for level in 1...30 {
            text += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", "))]\n"
        }
        // Followed to their ends, the aliases would take longer than the suite's limit, and more memory than there is.
        let tree = try SmallTree(["town/unit.yaml": text + "? *a30\n: x\n"])
        #expect(tree.faults().count == ConfigLimits.refusalsInFile)
    }

    @Test(arguments: ["[", "{a: ", "- ", "a:\n"])
    func `deep nesting is refused at the level that is too deep`(opening: String) throws {
        var text = "name:\n"
        for level in 1...500 {
            let indent = opening.hasSuffix("\n") ? level : level == 1 ? 1 : 0
            text += String(repeating: " ", count: indent) + opening
        }
        let faults = try SmallTree(["town/unit.yaml": text]).faults()
        #expect(faults.count == 1)
        #expect(faults.first?.contains("more than 32 deep") == true)
    }

    @Test func `a file over 1 MiB is refused`() throws {
        let text = SmallTree.plan + String(repeating: "# filler\n", count: 120_000)
        let faults = try SmallTree(["town/plans/fire.yaml": text]).faults()
        #expect(faults.count == 1)
        #expect(faults.first?.contains("fire.yaml:1:1: the file is larger than 1 MiB") == true)
    }

    @Test func `more than 50,000 values are refused`() throws {
        let text = "name: [" + String(repeating: "a, ", count: 60_000) + "a]\n"
        let faults = try SmallTree(["town/plans/fire.yaml": text]).faults()
        #expect(faults.count == 1)
        #expect(faults.first?.contains("the file holds more than 50000 values") == true)
    }

    @Test func `many duplicate keys are reported up to a limit`() throws {
        let text = SmallTree.unit + String(repeating: "language: en\n", count: 100)
        #expect(try SmallTree(["town/unit.yaml": text]).faults().count == ConfigLimits.refusalsInFile)
    }

    @Test func `units nest sixteen deep`() throws {
        var path = "town"
        var files: [String: String] = [:]
        for _ in 2...ConfigLimits.depthOfUnits {
            path += "/deeper"
            files[path + "/unit.yaml"] = "name: Deeper\n"
        }
        #expect(try SmallTree(files).faults() == [])
        files[path + "/deeper/unit.yaml"] = "name: Too deep\n"
        #expect(try SmallTree(files).faults().count == 1)
    }

    @Test func `an empty folder is no contact tree`() throws {
        let tree = try SmallTree()
        try FileManager.default.removeItem(atPath: tree.root + "/town")
        #expect(tree.faults().first?.contains("Contacts:1:1: the contact tree holds no unit") == true)
        try FileManager.default.removeItem(atPath: tree.root)
        #expect(tree.faults().first?.contains("the folder cannot be read") == true)
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything"))
    func `a file that this user may not read is named`() throws {
        let tree = try SmallTree()
        try tree.write("Contacts/town/plans/fire.yaml", SmallTree.plan, mode: 0)
        #expect(tree.faults().first?.contains("fire.yaml:1:1: the file cannot be read") == true)
    }

    @Test func `files of version control are passed over`() throws {
        #expect(try SmallTree([".gitignore": "*", ".git/HEAD": "ref", "town/.gitkeep": ""]).faults() == [])
    }

    @Test func `a file with a byte order mark and Windows line ends is read`() throws {
        let text = "\u{FEFF}" + SmallTree.unit.replacing("\n", with: "\r\n")
        #expect(try SmallTree(["town/unit.yaml": text]).faults() == [])
    }

    @Test func `a link to a file in the tree is read`() throws {
        let tree = try SmallTree()
        try tree.link("Contacts/town/plans/flood.yaml", to: "fire.yaml")
        #expect(try tree.load().units["/town"]?.plans.count == 2)
    }

    @Test func `texts with marks of YAML in them are texts`() throws {
        let guidance = """
            guidance: |
              Call & wait: *everybody* leaves!
                - first & foremost
              !important

            reopen_within: 1h30m
            """
        let plan = SmallTree.plan.replacing("name: Fire", with: "name: Fire & smoke *2 - now!") + guidance
        let tree = try SmallTree(["town/plans/fire.yaml": plan])
        let fire = try #require(try tree.load().plan("fire", in: "/town"))
        #expect(fire.title.text(in: "en") == "Fire & smoke *2 - now!")
        #expect(fire.guidance?.text(in: "en").hasSuffix("!important") == true)
        #expect(fire.reopenWithin == .minutes(90))
    }

    @Test(
        arguments: zip(
            ["90s", "5m", "1h30m", "1h 30m", "3d", "1d2h3m4s"],
            [90, 300, 5_400, 5_400, 259_200, 93_784]
        )
    )
    func `durations are read`(text: String, seconds: Int64) {
        #expect(TimeSpan(written: text) == .seconds(seconds))
    }

    @Test(arguments: [
        "", "5", "m", "5 m", "-5m", "1.5h", "30m1h", "5m5m", "5M", "9999999999d", "1h ", " 1h", "五m", "٥m",
    ])
    func `what is no duration is not`(text: String) {
        #expect(TimeSpan(written: text) == nil)
    }
}
