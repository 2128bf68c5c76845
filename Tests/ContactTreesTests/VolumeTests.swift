import ContactTrees
import Escalation
import Foundation
import Synchronization
import Testing
import TestSupport

/// A tree as Kubernetes mounts volumes, and sets that are exchanged while they are read.
@Suite struct `Volumes that are exchanged` {
    private static func load(_ root: String) -> Directory? {
        try? ContactTree.load(from: root, secrets: SecretSource(environment: [:]))
    }

    @Test func `a folder is read through its set, and its stale links are left alone`() throws {
        let tree = try SmallTree()
        try FileManager.default.removeItem(atPath: tree.root + "/town/unit.yaml")
        try tree.write("Contacts/town/..2026_11_28/unit.yaml", SmallTree.unit)
        try tree.link("Contacts/town/..data", to: "..2026_11_28")
        try tree.link("Contacts/town/unit.yaml", to: "..data/unit.yaml")
        try tree.link("Contacts/town/removed.yaml", to: "..data/removed.yaml")
        #expect(tree.faults() == [])
    }

    @Test func `a set with folders is read at the top`() throws {
        let tree = try SmallTree()
        try FileManager.default.createDirectory(atPath: tree.root + "/..2026_11_28", withIntermediateDirectories: false)
        try FileManager.default.moveItem(atPath: tree.root + "/town", toPath: tree.root + "/..2026_11_28/town")
        try tree.link("Contacts/..data", to: "..2026_11_28")
        try tree.link("Contacts/town", to: "..data/town")
        #expect(tree.faults() == [])
        #expect(try tree.load().units["/town"]?.plans.keys.sorted() == ["fire"])
    }

    @Test func `a set that leads out of the tree or nowhere is named`() throws {
        let tree = try SmallTree()
        try tree.write("elsewhere/x.yaml", "x: 1")
        try tree.link("Contacts/town/..data", to: "../../elsewhere")
        #expect(tree.faults().contains { $0.contains("..data:1:1: does not lead to a folder inside the contact tree") })
    }

    @Test func `a set exchanged and removed under the reading never gives half of each`() throws {
        let tree = try SmallTree()
        try FileManager.default.removeItem(atPath: tree.root + "/town/unit.yaml")
        try FileManager.default.removeItem(atPath: tree.root + "/town/plans")
        let town = tree.root + "/town"
        func set(_ number: Int) throws {
            let folder = "Contacts/town/..set_\(number)"
            try tree.write(folder + "/unit.yaml", SmallTree.unit.replacing("name: Town", with: "name: Town \(number)"))
            try tree.write(
                folder + "/plans/fire.yaml",
                SmallTree.plan.replacing("name: Fire", with: "name: Fire \(number)")
            )
            try? FileManager.default.removeItem(atPath: town + "/..data_tmp")
            try FileManager.default.createSymbolicLink(
                atPath: town + "/..data_tmp",
                withDestinationPath: "..set_\(number)"
            )
            #expect(unsafe rename(town + "/..data_tmp", town + "/..data") == 0)
            try? FileManager.default.removeItem(atPath: town + "/..set_\(number - 1)")
        }
        try set(0)
        try tree.link("Contacts/town/unit.yaml", to: "..data/unit.yaml")
        try tree.link("Contacts/town/plans", to: "..data/plans")
        let isDone = Atomic(false)
        let root = tree.root
        let reader = Thread {
            for _ in 0..<60 {
                guard let directory = Self.load(root), let unit = directory.units["/town"] else { continue }
                let names = [unit.name.text(in: "en"), unit.plans["fire"]?.title.text(in: "en") ?? ""]
                let numbers = names.map { $0.split(separator: " ").last ?? "" }
                #expect(numbers[0] == numbers[1], "half of each: \(names)")
            }
            isDone.store(true, ordering: .releasing)
        }
        reader.start()
        var number = 1
        while !isDone.load(ordering: .acquiring) {
            try set(number)
            number += 1
            usleep(5_000)
        }
        #expect(tree.faults() == [], "once nothing moves, it is read")
    }
}
