import Dispatching
import Escalation
import Server

/// The facts that `--set FIELD=VALUE` states.
enum FactFlags {
    /// Reads a value as its field wants it; a field that the plan does not know is refused by the plan.
    ///
    /// - Throws: ``CommandError`` with exit code 2.
    static func read(_ flags: [String], for plan: Plan) throws -> [String: FactValue] {
        var facts: [String: FactValue] = [:]
        for flag in flags {
            let parts = flag.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw CommandError.wrongUse("--set \(flag) is not FIELD=VALUE") }
            guard facts[parts[0]] == nil else {
                throw CommandError.wrongUse("--set \(parts[0]) is given twice; keep one")
            }
            facts[parts[0]] = WrittenFact.read(parts[1], for: plan.fields.first { $0.name == parts[0] })
        }
        let faults = plan.faults(in: facts)
        guard faults.isEmpty else {
            throw CommandError.wrongUse(faults.map { "--set \($0.field): \($0.what)" }.joined(separator: "; "))
        }
        return facts
    }
}
