import Dispatching
import Escalation

extension Problem {
    /// What a caller is told when the ledger did not do what it was asked.
    ///
    /// - Parameters:
    ///   - error: the ledger's reason.
    ///   - directory: names the units, plans and fields that there are.
    ///   - report: the report that was refused, if it was one.
    ///   - unit: of the incident, if it was about one.
    init(_ error: LedgerError, directory: Directory, report: ReportDraft? = nil, unit: UnitPath? = nil) {
        switch error {
        case .refused(let refusal): self = Self.misnamed(refusal, in: unit, of: directory) ?? Problem(refusal)
        case .noSuchIncident: self = .notFound
        case .noSuchUnit(let unit):
            self = .field("unit", "names no unit: \(unit)", allowed: Self.list(directory.units.keys))
        case .noSuchPlan(let plan, let unit):
            self = .field(
                "plan",
                "names no plan in force for \(unit): \(plan)",
                allowed: Self.list(directory.plans(in: unit).keys)
            )
        case .facts(let faults):
            let plan = report.flatMap { directory.plan($0.plan, in: $0.unit) }
            self = .fields(faults.map { FieldFault($0, plan: plan) })
        case .keyUsedOtherwise:
            self.init(
                .idempotency,
                "This Idempotency-Key came with another body before; use a new key for a new report.",
                errors: [FieldFault(field: "Idempotency-Key", detail: "was used with another body")]
            )
        case .unavailable(let why): self = .unavailable(why)
        case .damaged(let id):
            self.init(.failed, "The record of incident \(id.count) cannot be read; run `tocsin audit verify`.")
        case .removed(let id): self = .removed(id)
        }
    }

    /// What a caller is told when the machine refused an event.
    init(_ refusal: Refusal) {
        let why = refusal.description
        switch refusal {
        case .closed: self.init(.closed, why)
        case .sameSeverity, .finalReportAlreadyThere, .tooManyPeople: self.init(.conflict, why)
        case .severityBelowRules(let graded):
            let allowed = Severity.allCases.filter { !graded.isGraver(than: $0) }.map(\.numeral)
            self = .sentence(why, of: "severity", allowed: allowed)
        case .noResponse: self = .sentence(why, of: "severity")
        case .pauseTooLong, .pauseEnded: self = .sentence(why, of: "until")
        case .reasonNeeded: self = .sentence(why, of: "reason")
        case .nobodyByThatName: self = .sentence(why, of: "person")
        case .nobodyToAsk, .noOpenSeat: self = .sentence(why, of: "names")
        case .notInCommand: self.init(.conflict, why)
        case .notLeading:
            self.init(
                .forbidden,
                "Only whoever leads the incident may do this with a responder's token, or an operator or admin."
            )
        }
    }

    /// What a caller is told who wrote somebody's name where an id belongs, or what is nothing.
    private static func misnamed(_ refusal: Refusal, in unit: UnitPath?, of directory: Directory) -> Problem? {
        let (field, written, what): (String, String, String)
        switch refusal {
        case .nobodyByThatName(let person):
            (field, written, what) = ("person", person, "there is no person `\(person)`")
        case .nobodyToAsk(let name):
            guard let unit, !name.isEmpty, directory.seats(for: Reference(name), in: unit) == nil else { return nil }
            (field, written, what) = ("names", name, "nothing in \(unit) is called `\(name)`")
        case .noOpenSeat(let name):
            guard directory.people[name] == nil else { return nil }
            (field, written, what) = ("names", name, "no open seat is called `\(name)`")
        default: return nil
        }
        let meant = directory.people(meantBy: written)
        if !meant.isEmpty {
            let ids = meant.joined(separator: " or ")
            return sentence("\(what); that is \(ids): write the id", of: field, allowed: meant)
        }
        guard case .nobodyToAsk = refusal else { return nil }
        return sentence("\(what); name a group or a person as a plan would", of: field)
    }

    /// A fault of a field whose words are a sentence of their own, and do not go on after the field's name.
    private static func sentence(_ why: String, of field: String, allowed: [String]? = nil) -> Problem {
        Problem(.fields, why, errors: [FieldFault(field: field, detail: why, allowed: allowed)])
    }

    private static func list(_ names: some Sequence<String>) -> [String] {
        Array(names.sorted().prefix(APILimits.namesInProblem))
    }
}

extension FieldFault {
    init(_ fault: FactFault, plan: Plan?) {
        self.init(field: "facts.\(fault.field)", detail: fault.what)
        guard let plan else { return }
        guard let field = plan.fields.first(where: { $0.name == fault.field }) else {
            allowed = plan.fields.map(\.name)
            return
        }
        switch field.kind {
        case .choice(let choices): allowed = choices
        case .flag: allowed = ["true", "false"]
        case .number, .text: break
        }
    }
}
