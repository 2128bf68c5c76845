import Dispatching
import Escalation
import HTTPTypes
import Hummingbird
import Text

/// Health, figures and the reload.
struct ServerController {
    private let dependencies: APIDependencies
    private let counts: RequestCounts

    init(_ dependencies: APIDependencies, counts: RequestCounts) {
        self.dependencies = dependencies
        self.counts = counts
    }

    var routes: [Route] {
        [
            Route(.get, "/health/live", About("The process runs.", gives: .json(.liveness))) { _ in
                try .json(["status": "live"])
            },
            Route(
                .get,
                "/health/ready",
                About(
                    """
                    The scheduler finished a cycle in the last 2 s and the store takes writes; else 503 with reasons. Beside 200 \
                    the reasons say what is out of the ordinary. tzdata is the version of the rules of time zones.
                    """,
                    gives: [(200, .json(.readiness)), (503, .json(.readiness))]
                ),
                handle: ready
            ),
            Route(
                .get,
                "/metrics",
                About("Figures in Prometheus' text form.", gives: .text("text/plain")),
                handle: metrics
            ),
            Route(
                .post,
                "/v1/reload",
                .reload,
                About("Read the files again; faults leave the old set in force and are listed.", gives: .json(.reload)),
                handle: reload
            ),
        ]
    }

    private struct Readiness: Encodable {
        var status: String
        var reasons: [String]
        /// The version of the rules by which times are shown, such as `2026a`.
        var tzdata: String
    }

    @Sendable
    private func ready(_ call: Call) async throws -> Response {
        let troubles = dependencies.metrics.troubles(at: dependencies.clock.now().boot)
        let readiness = Readiness(
            status: troubles.isEmpty ? "ready" : "not ready",
            reasons: troubles + dependencies.remarks(),
            tzdata: dependencies.zones().version
        )
        var response = try Response.json(readiness, status: troubles.isEmpty ? .ok : .serviceUnavailable)
        if !troubles.isEmpty { response.headers[.retryAfter] = "2" }
        return response
    }

    @Sendable
    private func metrics(_ call: Call) async throws -> Response {
        var exposition = Exposition()
        dependencies.metrics.expose(to: &exposition)
        counts.expose(to: &exposition)
        for further in dependencies.furtherFigures { further.expose(to: &exposition) }
        return .text(exposition.text, type: "text/plain; version=0.0.4; charset=utf-8")
    }

    @Sendable
    private func reload(_ call: Call, _ caller: Caller) async throws -> Response {
        switch await dependencies.reload() {
        case .accepted(let version): return try .json(["version": version])
        case .refused(let faults): throw Problem(refusedTree: faults)
        }
    }
}
