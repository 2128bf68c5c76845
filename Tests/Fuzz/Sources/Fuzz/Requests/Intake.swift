import Dispatching
import Escalation

@testable import HTTPAPI

extension Fuzzer {
    /// Reports as they come in: a body, and behind it an idempotency key.
    ///
    /// What is taken keeps every limit and goes on record.
    static let intake = Fuzzer("intake", longest: 4_096) { bytes in
        var parts = Parts(bytes, atMost: 2)
        let body = parts.bytes()
        let caller = Caller(name: "gate", role: .reporter, person: "he-an")
        do throws(Problem) {
            switch try Intake.read(body, by: caller, idempotencyKey: parts.optional()) {
            case .one(let filing): check(filing)
            case .many(let readings):
                demand((1...APILimits.reportsInArray).contains(readings.count), "\(readings.count) reports in an array")
                for reading in readings {
                    switch reading {
                    case .success(let filing): check(filing)
                    case .failure(let problem): check(problem)
                    }
                }
            }
        } catch {
            check(error)
        }
    }

    static func check(_ problem: Problem) {
        demand((400...599).contains(problem.status), "status \(problem.status)")
        Checks.json(problem.bytes, "a problem")
    }

    private static func check(_ filing: Filing) {
        let report = filing.report
        demand(!report.unit.isEmpty && !report.plan.isEmpty && !report.title.isEmpty, "a report without a name")
        demand(report.title.count <= APILimits.titleCharacters, "a long title")
        demand((report.place ?? "").count <= APILimits.placeCharacters, "a long place")
        demand((report.note ?? "").count <= APILimits.noteCharacters, "a long note")
        demand(report.facts.count <= APILimits.factCount, "\(report.facts.count) facts")
        demand(report.source == "gate", "a report that says who filed it")
        if let key = filing.idempotency?.key { demand(Checks.isHarmless(key), "an idempotency key that acts") }
        checkRecord(
            of: .reported(report: Report(report, planVersion: ""), graded: .four, severity: report.severity ?? .four)
        )
    }
}
