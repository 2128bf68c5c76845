import ContactTrees
import Escalation
import Foundation

@testable import ConfigFiles

extension Fuzzer {
    /// Whole contact trees of one unit and one plan, each a part of the input.
    static let tree = Fuzzer("tree", longest: 4_096) { bytes in
        var parts = Parts(bytes, atMost: 2)
        let files = TreeFolder.shared
        files.write(unit: parts.bytes(), plan: parts.bytes())
        do throws(Faults) {
            let directory = try files.load()
            let again = try files.load()
            demand(directory.version == again.version && !directory.version.isEmpty, "another version the second time")
            check(directory)
        } catch {
            demand(!error.faults.isEmpty, "refused without a reason")
            demand(
                error.faults.allSatisfy { Checks.isHarmless($0.description) },
                "a fault that is not one line: \(error)"
            )
        }
    }

    private static func check(_ directory: Directory) {
        for unit in directory.units.values {
            for plan in unit.plans.values {
                let references = plan.fallback + [plan.commander].compactMap { $0 }
                for reference in references {
                    demand(
                        directory.candidates(for: reference, in: unit.path) != nil,
                        "\(reference.name) leads nowhere"
                    )
                }
                demand(!plan.version.isEmpty, "a plan without a version")
                _ = plan.grading.severity(of: ["people": .number(3)])
            }
        }
        for person in directory.people.values {
            demand(!person.addresses.isEmpty, "\(person.id) cannot be reached")
            demand(Spelling.isID(person.id), "the id \(person.id)")
        }
    }
}

/// A folder with one contact tree, written anew for each input.
private struct TreeFolder: Sendable {
    static let shared = TreeFolder()

    let root: String

    private init() {
        root = Scratch.folder("tree") + "/Contacts"
        try? FileManager.default.createDirectory(atPath: root + "/town/plans", withIntermediateDirectories: true)
    }

    func write(unit: [UInt8], plan: [UInt8]) {
        for (name, bytes) in [("unit", unit), ("plans/fire", plan)] {
            let path = "\(root)/town/\(name).yaml"
            demand(FileManager.default.createFile(atPath: path, contents: Data(bytes)), "\(path) cannot be written")
        }
    }

    func load() throws(Faults) -> Directory {
        let secrets = SecretSource(environment: ["URL": "https://example.org/hook", "KEY": "whsec_AAAA"])
        return try ContactTree.load(from: root, secrets: secrets, presets: ["generic", "slack"])
    }
}
