package import Escalation
package import Text

/// Reads what `--answers` and `--then` of a rehearsal say (DESIGN.md §3), and refuses what is not there or not built yet before
/// anything is played.
package struct ScriptReader {
    let directory: Directory
    let unit: UnitPath
    let plan: Plan
    let start: Timestamp
    private let limit: TimeSpan
    private let zones: Zones

    /// - Parameters:
    ///   - directory: the people and groups that may be named.
    ///   - unit: of the incident; wall times are by its clocks.
    ///   - plan: whose fields may be reported.
    ///   - start: when the report comes in.
    ///   - limit: how long is played; nothing comes after it.
    ///   - zones: by whose rules wall times are read.
    package init(
        directory: Directory,
        unit: UnitPath,
        plan: Plan,
        start: Timestamp,
        limit: TimeSpan,
        zones: Zones
    ) {
        self.directory = directory
        self.unit = unit
        self.plan = plan
        self.start = start
        self.limit = limit
        self.zones = zones
    }

    /// One piece of a script, taken apart at its signs.
    struct Piece {
        /// The flag and the piece as it was written, for faults.
        var name: String
        var body: String
        var after: TimeSpan
    }

    /// Takes `BODY@TIME` apart.
    func piece(_ written: String, of flag: String, form: String) throws(ScriptFault) -> Piece {
        let name = "\(flag) \(written)"
        guard let at = written.lastIndex(of: "@"), at != written.startIndex else {
            throw ScriptFault("\(name) is not \(form)")
        }
        let time = String(written[written.index(after: at)...])
        let after = try after(time, name)
        guard after <= limit else {
            throw ScriptFault("\(name) is after the end of the rehearsal (--for \(limit)); give a longer --for")
        }
        return Piece(name: name, body: String(written[..<at]), after: after)
    }

    // MARK: Times

    private func after(_ written: String, _ name: String) throws(ScriptFault) -> TimeSpan {
        if let span = TimeSpan(written: written) { return span }
        guard let moment = try moment(written, name) else {
            throw ScriptFault(
                "\(name): `\(written)` is no time; write a span since the report such as 7m, or a wall time such as 09:12 or "
                    + "2026-11-20 09:12 in the zone of \(unit)"
            )
        }
        guard moment >= start else { throw ScriptFault("\(name): \(written) is before the report") }
        return moment - start
    }

    private func moment(_ written: String, _ name: String) throws(ScriptFault) -> Timestamp? {
        if let milliseconds = RFC3339.milliseconds(of: written) { return Timestamp(milliseconds: milliseconds) }
        if let wall = WallTime.seconds(of: written) {
            guard let seconds = try rules(name).moments(showing: wall).first else {
                throw ScriptFault("\(name): \(written) does not come in \(zone): the clocks are put forward over it")
            }
            return Timestamp(milliseconds: seconds * 1_000)
        }
        return try WallTime.secondsOfDay(of: written).flatMap { seconds throws(ScriptFault) in
            // From the report on, to the second in which it comes.
            let from = (start.milliseconds + 999) / 1_000
            return try rules(name).next(showing: seconds, from: from).map { Timestamp(milliseconds: $0 * 1_000) }
        }
    }

    private var zone: String { directory.units[unit]?.timeZone ?? "UTC" }

    private func rules(_ name: String) throws(ScriptFault) -> ZoneRules {
        do {
            return try zones.rules(of: zone)
        } catch {
            throw ScriptFault(
                "\(name): the rules of \(zone) are not on this machine (\(zones.folder)); write a span since the report"
            )
        }
    }

    // MARK: Facts

    /// Reads `FIELD=VALUE;FIELD=VALUE`.
    func facts(_ written: String, _ name: String) throws(ScriptFault) -> [String: FactValue] {
        var facts: [String: FactValue] = [:]
        for part in written.split(separator: ";", omittingEmptySubsequences: false) {
            guard let equals = part.firstIndex(of: "="), equals != part.startIndex else {
                throw ScriptFault("\(name): `\(part)` is not FIELD=VALUE; \(fields)")
            }
            let field = part[..<equals].trimmingSpace
            guard facts[field] == nil else { throw ScriptFault("\(name): \(field) is there twice; keep one") }
            let value = part[part.index(after: equals)...].trimmingSpace
            facts[field] = WrittenFact.read(value, for: plan.fields.first { $0.name == field })
        }
        let faults = plan.faults(in: facts).map { "\($0.field) \($0.what)" }
        guard faults.isEmpty else { throw ScriptFault("\(name): \(faults.joined(separator: "; "))") }
        return facts
    }

    private var fields: String {
        plan.fields.isEmpty
            ? "the plan \(plan.name) has no fields"
            : "the fields of \(plan.name): \(plan.fields.map(\.name).joined(separator: ", "))"
    }
}

extension Substring {
    /// Without blanks at both ends.
    fileprivate var trimmingSpace: String {
        var rest = self.drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
