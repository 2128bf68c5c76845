import Dispatching
import Escalation
import HTTPTypes
import Hummingbird
import NIOCore

/// Takes reports in: one, or many in an array.
struct IntakeController {
    static let path = "/v1/incidents"

    private let dependencies: APIDependencies
    private let counts: RequestCounts
    private let limiter: RateLimiter?
    /// Where incidents lie as the outside sees them, with a slash at the end.
    private let location: String

    init(_ dependencies: APIDependencies, counts: RequestCounts) {
        self.dependencies = dependencies
        self.counts = counts
        location = PublicAddress(dependencies.publicURL).prefix + Self.path + "/"
        limiter = dependencies.reportRate.map { RateLimiter(perSecond: Double($0.perSecond), burst: $0.burst) }
    }

    var routes: [Route] {
        [
            Route(
                .post,
                Self.path,
                .file,
                About(
                    """
                    File a report, or an array of at most 1,000 with one result each. Durable before the answer. For one \
                    report, Idempotency-Key makes a repeated request return the same incident. 201: every report opened an \
                    incident; 200: one was counted or repeated; 207: the results of an array differ, read each; an array of \
                    which nothing was stored has the status of its first problem.
                    """,
                    [.init("Idempotency-Key", "1 to 200 printable ASCII characters.", in: .header)],
                    takes: .json(.reports),
                    gives: [(201, .json(.filed)), (200, .json(.filed)), (207, .json(.filed))],
                    failsWith: .json(.filed)
                ),
                handle: file
            )
        ]
    }

    @Sendable
    private func file(_ call: Call, _ caller: Caller) async throws -> Response {
        let bytes = try await call.jsonBytes(limit: APILimits.arrayBytes)
        let key = call.request.headers[.idempotencyKey]
        switch try Intake.read(bytes, by: caller, idempotencyKey: key) {
        case .one(let filing):
            try admit(1, from: caller)
            return try await fileOne(filing)
        case .many(let readings):
            try admit(readings.count, from: caller)
            return await fileAll(readings)
        }
    }

    private func admit(_ count: Int, from caller: Caller) throws(Problem) {
        guard let limiter, let rate = dependencies.reportRate else { return }
        guard let wait = limiter.take(count, for: caller.name, at: dependencies.clock.now().boot) else { return }
        counts.addReportsOverRate(count)
        dependencies.notices.refused(.reports, by: caller.name, count: count)
        dependencies.onStorm(caller.name, count)
        throw Problem(
            .tooMany,
            "The token \(caller.name) files more than \(rate.perSecond) reports a second; nothing was stored.",
            retryAfter: wait
        )
    }

    private func fileOne(_ filing: Filing) async throws -> Response {
        let filed: Filed
        do {
            filed = try await dependencies.ledger.file(filing)
        } catch let error as LedgerError {
            throw Problem(error, directory: dependencies.directory(), report: filing.report)
        }
        return Response(
            status: filed.result == .created ? .created : .ok,
            headers: [
                .contentType: "application/json",
                .location: "\(location)\(dependencies.names.name(of: filed.incident.id))",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: Intake.answer(filed, dependencies.names)))
        )
    }

    /// Puts all readable reports before the ledger at once; the others have their problem already.
    private func fileAll(_ readings: [Result<Filing, Problem>]) async -> Response {
        let collector = FilingCollector(count: readings.count)
        let directory = dependencies.directory
        let outcomes = await withCheckedContinuation { waiting in
            collector.whenFull { waiting.resume(returning: $0) }
            var filings: [Filing] = []
            var positions: [Int] = []
            for (position, reading) in readings.enumerated() {
                switch reading {
                case .success(let filing):
                    filings.append(filing)
                    positions.append(position)
                case .failure(let problem): collector.set(position, to: .failure(problem))
                }
            }
            guard !filings.isEmpty else { return }
            dependencies.ledger.file(filings) { [filings, positions] place, result in
                let outcome = result.mapError {
                    Problem($0, directory: directory(), report: filings[place].report).ofElement(positions[place])
                }
                collector.set(positions[place], to: outcome)
            }
        }
        return Response(
            status: HTTPResponse.Status(code: Intake.status(of: outcomes)),
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: Intake.answer(outcomes, dependencies.names)))
        )
    }
}

extension HTTPField.Name {
    /// Names a request, so that sending it again does nothing twice.
    static var idempotencyKey: HTTPField.Name { known }

    private static let known = HTTPField.Name("Idempotency-Key") ?? .from
}
