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
                for response in plan.responses.values { check(response, of: plan, directory, unit.path) }
                _ = plan.grading.severity(of: ["people": .number(3)])
            }
        }
        for person in directory.people.values {
            demand(!person.addresses.isEmpty, "\(person.id) cannot be reached")
            demand(Spelling.isID(person.id), "the id \(person.id)")
        }
    }

    /// What a plan that was accepted promises: somebody is asked before whoever waits for a yes, and every need can be met.
    private static func check(_ response: Response, of plan: Plan, _ directory: Directory, _ unit: UnitPath) {
        demand(!response.steps.isEmpty, "a response without steps")
        demand(response.steps.contains { $0.start != .accepted }, "a relay without a first")
        for step in response.steps {
            let seats = step.ask.compactMap { directory.candidates(for: $0, in: unit) }.joined()
            switch step.need {
            case .each: demand(step.ask.count > 1, "each of one name")
            case .count(let need): demand(need <= seats.count, "\(need) of \(seats.count) seats")
            case .any, .all: break
            }
            let fields = Set(plan.fields.map(\.name))
            demand(step.conditions.allSatisfy { fields.contains($0.field) }, "a condition on no field")
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
