import Crypto
package import Dispatching
package import Escalation
import Record
import Text

/// What a report is made of, from bytes to a filing and from the filed incident to bytes: pure, for any server.
package enum Intake {
    package enum Reading: Sendable {
        case one(Filing)
        /// Each report of an array, or what is wrong with it.
        case many([Result<Filing, Problem>])
    }

    /// Reads a body: one report, or an array of them.
    ///
    /// - Throws: ``Problem`` for a body that is no report and no array of a fitting size.
    package static func read(
        _ bytes: [UInt8],
        by caller: Caller,
        idempotencyKey: String?
    ) throws(Problem) -> Reading {
        let isArray = bytes.first { $0 > 0x20 } == UInt8(ascii: "[")
        if !isArray, bytes.count > APILimits.bodyBytes {
            throw Problem(.tooLarge, "The body of one report has at most \(APILimits.bodyBytes) bytes.")
        }
        let value = try Problem.readJSON(bytes)
        guard case .list(let elements) = value else {
            var filing = Filing(report: try report(value, by: caller))
            if let idempotencyKey { filing.idempotency = try idempotency(idempotencyKey, of: bytes) }
            return .one(filing)
        }
        guard !elements.isEmpty else {
            throw .field("", "is an empty array: send one report, or an array of some")
        }
        guard elements.count <= APILimits.reportsInArray else {
            let many = "\(elements.count) reports came; an array holds at most \(APILimits.reportsInArray)."
            throw Problem(.tooLarge, many)
        }
        if idempotencyKey != nil {
            throw .field("Idempotency-Key", "is for one report; give each report of an array a dedup_key of its own")
        }
        return .many(
            elements.enumerated().map { position, element in
                do throws(Problem) {
                    return .success(Filing(report: try report(element, by: caller)))
                } catch {
                    return .failure(error.ofElement(position))
                }
            }
        )
    }

    /// Reads one report.
    static func report(_ value: JSONValue, by caller: Caller) throws(Problem) -> ReportDraft {
        var fields = Fields(value)
        let unit = fields.text("unit", limit: APILimits.nameBytes, isRequired: true)
        let plan = fields.text("plan", limit: APILimits.nameBytes, isRequired: true)
        let title = fields.prose("title", limit: APILimits.titleCharacters, isRequired: true)
        let report = ReportDraft(
            unit: unit ?? "",
            plan: plan ?? "",
            title: title ?? "",
            place: fields.prose("place", limit: APILimits.placeCharacters),
            occurredAt: fields.moment("occurred_at"),
            facts: fields.facts("facts"),
            severity: fields.severity("severity"),
            source: caller.name,
            reporter: caller.person,
            dedupKey: fields.text("dedup_key", limit: APILimits.keyBytes),
            isDrill: fields.flag("drill") ?? false,
            note: fields.prose("note")
        )
        try fields.finish()
        return report
    }

    private static func idempotency(_ key: String, of bytes: [UInt8]) throws(Problem) -> Filing.Idempotency {
        guard (1...APILimits.keyBytes).contains(key.utf8.count), key.utf8.allSatisfy({ (0x20..<0x7F).contains($0) })
        else { throw .field("Idempotency-Key", "must be 1 to \(APILimits.keyBytes) printable ASCII characters") }
        return Filing.Idempotency(key: key, bodyDigest: Array(SHA256.hash(data: bytes)))
    }

    // MARK: Answers

    /// The answer to one report.
    package static func answer(_ filed: Filed, _ names: IncidentNames) -> [UInt8] {
        let output = JSONOutput()
        output.write(filed, names)
        return output.bytes
    }

    /// The answers to an array, in its order.
    package static func answer(_ outcomes: [Result<Filed, Problem>], _ names: IncidentNames) -> [UInt8] {
        let output = JSONOutput()
        let depth = output.beginList()
        for outcome in outcomes {
            output.element(at: depth)
            output.write(outcome, names)
        }
        output.end(at: depth)
        return output.bytes
    }

    /// 201 when every report opened an incident; 207 when some did otherwise; never a success when none was stored.
    package static func status(of outcomes: [Result<Filed, Problem>]) -> Int {
        var created = 0
        var failed: [Int] = []
        for outcome in outcomes {
            switch outcome {
            case .success(let filed): if filed.result == .created { created += 1 }
            case .failure(let problem): failed.append(problem.status)
            }
        }
        if created == outcomes.count { return 201 }
        guard failed.count == outcomes.count else { return 207 }
        return failed.contains(503) ? 503 : failed[0]
    }
}
