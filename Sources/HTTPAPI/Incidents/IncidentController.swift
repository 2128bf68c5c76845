import Dispatching
import Escalation
import HTTPTypes
import Hummingbird
import Messages

/// Lists incidents, and shows one with its timeline.
struct IncidentController {
    private let store: any Store
    private let directory: @Sendable () -> Directory

    init(_ dependencies: APIDependencies) {
        store = dependencies.store
        directory = dependencies.directory
    }

    var routes: [Route] {
        [
            Route(.get, "/v1/incidents", .readIncidents, handle: list),
            Route(.get, "/v1/incidents/{id}", .readIncidents, handle: show),
        ]
    }

    static let statuses = ["open", "acknowledged", "closed", "unclosed"]

    @Sendable
    private func list(_ call: Call, _ caller: Caller) async throws -> Response {
        var query = Query(call.request)
        var wanted = IncidentQuery(
            status: query.word("status", of: Self.statuses),
            unit: query.text("unit"),
            plan: query.text("plan"),
            severity: query.word("severity", of: Fields.ranks).flatMap(Severity.init(numeral:)),
            before: query.number("after", in: 1...Int64.max),
            limit: APILimits.usualIncidentsPerPage
        )
        if let limit = query.number("limit", in: 1...Int64(APILimits.incidentsPerPage)) { wanted.limit = Int(limit) }
        let directory = directory()
        if let unit = wanted.unit, directory.units[unit] == nil {
            query.refuse("unit", "names no unit", allowed: directory.units.keys.sorted())
        }
        try query.finish()
        return try .json(try page(wanted, for: caller))
    }

    /// One page; a reporter's own incidents are picked out of several.
    private func page(_ query: IncidentQuery, for caller: Caller) throws -> IncidentPage {
        let limit = query.limit
        var query = query
        var found: [IncidentRow] = []
        var looked = 0
        query.limit = caller.role == .reporter ? APILimits.incidentsPerPage : limit
        while true {
            let rows = try store.incidents(matching: query)
            looked += rows.count
            for row in rows where caller.maySee(source: row.source) {
                found.append(row)
                if found.count == limit {
                    let isLast = rows.count < query.limit && row.id == rows.last?.id
                    return IncidentPage(incidents: found.map(IncidentBrief.init), next: isLast ? nil : row.id)
                }
            }
            guard rows.count == query.limit, let last = rows.last else {
                return IncidentPage(incidents: found.map(IncidentBrief.init), next: nil)
            }
            query.before = last.id
            if looked >= APILimits.rowsPerSearch {
                return IncidentPage(incidents: found.map(IncidentBrief.init), next: last.id)
            }
        }
    }

    @Sendable
    private func show(_ call: Call, _ caller: Caller) async throws -> Response {
        let id = try call.incident()
        var query = Query(call.request)
        let language = query.word("lang", of: Language.allCases.map(\.rawValue))
        try query.finish()
        let entries = try store.entries(of: id)
        guard let incident = Incident(replaying: entries), caller.maySee(source: incident.report.source) else {
            throw Problem.notFound
        }
        let view = IncidentView(
            incident: incident,
            entries: entries,
            plan: try store.plan(version: incident.report.planVersion),
            directory: directory(),
            language: Language(rawValue: language ?? "") ?? .english
        )
        return try .json(view)
    }
}
