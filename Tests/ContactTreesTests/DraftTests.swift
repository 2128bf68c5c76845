import ConfigFiles
import ContactTrees
import Escalation
import Testing

/// A file that is looked at with the whole tree before anything is written.
@Suite struct `A file as it would be` {
    private static let absence = "absence: {person: lin-yue, from: 2026-12-01, to: 2026-12-07}\n"

    private static func load(_ tree: SmallTree, _ path: String, _ text: String?) throws(Faults) -> Directory {
        try ContactTree.read(
            from: tree.root,
            secrets: SecretSource(environment: [:]),
            presets: nil,
            senders: SenderChecks(),
            draft: FileDraft(path: path, content: text.map { Array($0.utf8) })
        ).directory
    }

    private static func isAway(_ directory: Directory) -> Bool {
        directory.duty.absence(of: "lin-yue", at: Timestamp(milliseconds: 1_796_212_800_000)) != nil
    }

    @Test func `it counts as if it lay there, in a folder that is not there yet or among others`() throws {
        let tree = try SmallTree()
        let before = try tree.load()
        #expect(!Self.isAway(before))
        #expect(Self.isAway(try Self.load(tree, "town/changes/a.yaml", Self.absence)))
        try tree.write("Contacts/town/changes/b.yaml", "absence: {person: lin-yue, from: 2026-11-01, to: 2026-11-02}\n")
        #expect(Self.isAway(try Self.load(tree, "town/changes/a.yaml", Self.absence)))
        #expect(try Self.load(tree, "town/changes/b.yaml", nil).version == before.version)
    }

    @Test func `it stands in the place of the one that lies there, or takes it away`() throws {
        let tree = try SmallTree(["town/changes/a.yaml": Self.absence])
        #expect(Self.isAway(try tree.load()))
        #expect(!Self.isAway(try Self.load(tree, "town/changes/a.yaml", nil)))
        let renamed = SmallTree.unit.replacing("name: Town", with: "name: City")
        let directory = try Self.load(tree, "town/unit.yaml", renamed)
        #expect(directory.units["/town"]?.name.text(in: "en") == "City")
        #expect(try tree.load().units["/town"]?.name.text(in: "en") == "Town")
    }

    @Test(arguments: [
        (
            "town/changes/a.yaml", "absence: {person: nobody, from: 2026-12-01, to: 2026-12-07}\n",
            "town/changes/a.yaml:1:"
        ),
        ("town/unit.yaml", nil, "the folder has no `unit.yaml`"),
        ("town/plans/fire.yaml", "name: Fire\nresponses: {}\n", "town/plans/fire.yaml:"),
    ])
    func `what is wrong with it is told with its place, or that of what it would break`(
        path: String,
        text: String?,
        fault: String
    ) throws {
        let tree = try SmallTree()
        do {
            _ = try Self.load(tree, path, text)
            Issue.record("it has no fault")
        } catch {
            #expect(error.faults.contains { $0.description.contains(fault) }, "\(error.faults)")
        }
        _ = try tree.load()
    }
}
