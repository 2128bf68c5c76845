import Escalation

/// Plan versions that need not be read again: all that are in force, and those that incidents used last.
struct KnownPlans {
    /// Versions beside those in force; an incident that is not closed names one, and few differ.
    static let others = 1_000

    private var inForce: [String: Plan] = [:]
    private var used = RecentlyUsed<String, Plan>(capacity: others)

    subscript(version: String) -> Plan? {
        mutating get { inForce[version] ?? used[version] }
    }

    /// Takes on one that was read for an incident.
    mutating func note(_ plan: Plan) {
        used.put(plan, for: plan.version)
    }

    /// These are in force from now on; those that were before may still be used by incidents.
    mutating func install(_ plans: [Plan]) {
        for former in inForce.values { used.put(former, for: former.version) }
        inForce = Dictionary(plans.map { ($0.version, $0) }) { first, _ in first }
    }
}
