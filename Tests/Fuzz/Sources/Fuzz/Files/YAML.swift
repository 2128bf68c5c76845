import Escalation

@testable import ConfigFiles

extension Fuzzer {
    /// YAML files: refused with places and reasons in one line each, or read within every limit.
    static let yaml = Fuzzer("yaml", longest: 4_096) { bytes in
        let log = FaultLog()
        let root = YAMLDocument.root(of: "unit.yaml", content: bytes, log: log)
        demand(root != nil || !log.faults.isEmpty, "refused without a reason")
        check(log)
        guard let root, log.faults.isEmpty else { return }
        check(root, depth: 0)
    }

    static func check(_ log: FaultLog) {
        for fault in log.faults {
            demand(fault.line >= 1 && fault.column >= 1, "at \(fault.line):\(fault.column)")
            demand(
                Checks.isHarmless(fault.description),
                "a fault that is not one line: \(fault.description.debugDescription)"
            )
        }
    }

    private static func check(_ value: YAMLValue, depth: Int) {
        demand(depth <= ConfigLimits.depthOfYAML, "deeper than allowed")
        switch value.content {
        case .nothing, .text: break
        case .list(let values): for value in values { check(value, depth: depth + 1) }
        case .map(let pairs):
            demand(Set(pairs.map(\.key)).count == pairs.count, "a key twice: \(pairs.map(\.key))")
            for pair in pairs { check(pair.value, depth: depth + 1) }
        }
    }
}
