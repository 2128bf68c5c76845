import ConfigFiles

@testable import Text

extension Fuzzer {
    /// Compiled rules of time zones: whatever is taken for rules answers for every moment, and the same way each time.
    static let zones = Fuzzer("zones", longest: 4_096, examples: examples) { bytes in
        guard let rules = try? TZif.rules(of: bytes) else { return }
        let changes = rules.changes.prefix(20).flatMap { [$0, $0 > .min ? $0 - 1 : $0] }
        for moment in changes + [.min, -62_167_219_200, -1, 0, 1_795_201_500, 253_402_300_800, .max] {
            let span = rules.span(at: moment)
            demand(abs(span.secondsFromUTC) <= TZif.greatestOffset, "\(span.secondsFromUTC) seconds from UTC")
            // Beyond what can be counted a span is that of the last moment that can.
            guard abs(moment / 2) < 1_000_000_000_000_000 else { continue }
            demand(span.contains(moment), "\(moment) is outside of its span \(span)")
            demand(rules.secondsFromUTC(at: span.start) == span.secondsFromUTC, "\(span) begins otherwise")
            let shown = moment + span.secondsFromUTC
            let moments = rules.moments(showing: shown)
            demand(moments.contains(moment), "\(moment) is not among \(moments)")
            demand(moments == moments.sorted(), "\(moments)")
        }
    }

    @Sendable
    private static func examples() -> [[UInt8]] {
        ["Europe/London", "Africa/Casablanca", "Asia/Shanghai", "America/Nuuk", "Etc/GMT+8"].compactMap { name in
            guard case .bytes(let bytes, _) = FileBytes.read("\(Zones.system.folder)/\(name)", atMost: 65_536) else {
                return nil
            }
            return bytes
        }
    }
}
