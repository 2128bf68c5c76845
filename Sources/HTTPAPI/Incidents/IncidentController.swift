import Access
import Dispatching
import Escalation
import HTTPTypes
import Hummingbird
import Messages
import Text

/// Lists incidents, and shows one with its timeline.
struct IncidentController {
    private let reader: IncidentReader
    private let names: IncidentNames
    private let directory: @Sendable () -> Directory
    private let zones: @Sendable () -> Zones

    init(_ dependencies: APIDependencies) {
        reader = dependencies.reader
        names = dependencies.names
        directory = dependencies.directory
        zones = dependencies.zones
    }

    var routes: [Route] {
        [
            Route(
                .get,
                "/v1/incidents",
                .readIncidents,
                About(
                    "List incidents, newest first; a reporter sees their own.",
                    Self.filters,
                    gives: .json(.incidentPage)
                ),
                handle: list
            ),
            Route(
                .get,
                "/v1/incidents/{id}",
                .readIncidents,
                About(
                    "Show an incident with its timeline: the newest part of a long one.",
                    [.language, .init("before", "The cursor: `timeline_before` of the page after.", type: "integer")],
                    gives: .json(.incident)
                ),
                handle: show
            ),
        ]
    }

    private static let filters: [About.Parameter] = [
        .init("status", "open, acknowledged, stood_down, cancelled, closed (both of these) or unclosed."),
        .init("unit", "This unit and those below it."),
        .init("plan", "The name of the plan."),
        .init("severity", "I to IV."),
        .init("after", "The cursor: `next` of the page before."),
        .init("limit", "1 to 200.", type: "integer"),
    ]

    static let statuses = IncidentQuery.StatusFilter.all.map(\.rawValue)

    @Sendable
    private func list(_ call: Call, _ caller: Caller) async throws -> Response {
        var query = Query(call.request)
        var wanted = IncidentQuery(
            status: query.word("status", of: Self.statuses).flatMap(IncidentQuery.StatusFilter.init(rawValue:)),
            unit: query.text("unit"),
            plan: query.text("plan"),
            severity: query.word("severity", of: Fields.ranks).flatMap(Severity.init(numeral:)),
            before: query.incident("after", in: names),
            limit: APILimits.usualIncidentsPerPage
        )
        if let limit = query.number("limit", in: 1...Int64(APILimits.incidentsPerPage)) { wanted.limit = Int(limit) }
        if caller.role == .reporter { wanted.source = caller.name }
        let directory = directory()
        if let unit = wanted.unit, directory.units[unit] == nil {
            query.refuse("unit", "names no unit", allowed: directory.units.keys.sorted())
        }
        try query.finish()
        return try .json(try await page(wanted))
    }

    /// One page; the next one begins after its last incident.
    private func page(_ query: IncidentQuery) async throws -> IncidentPage {
        var wider = query
        wider.limit += 1
        let rows = try await reader.read { [wider] in try $0.incidents(matching: wider) }
        let directory = directory()
        let shown = rows.prefix(query.limit)
        return IncidentPage(
            incidents: shown.map { row in
                let zone = directory.units[row.unit]?.timeZone ?? "UTC"
                return IncidentBrief(row: row, name: names.name(of: row.id), timeZone: zone)
            },
            next: rows.count > shown.count ? shown.last.map { names.name(of: $0.id) } : nil
        )
    }

    @Sendable
    private func show(_ call: Call, _ caller: Caller) async throws -> Response {
        let id = try call.incident()
        var query = Query(call.request)
        let language = query.word("lang", of: Language.allCases.map(\.rawValue))
        let before = query.number("before", in: 1...Int64.max)
        try query.finish()
        let incident = try await reader.incident(id)
        // Whose it was is not known any more: only those who may see every incident are told that it was there.
        if incident == nil, caller.role != .reporter, try await reader.isRemoved(id) { throw Problem.removed(id) }
        guard let incident, caller.maySee(source: incident.report.source) else { throw Problem.notFound }
        let version = incident.report.planVersion
        let view = IncidentView(
            incident: incident,
            names: names,
            timelinePage: try await reader.read {
                try $0.timeline(of: id, before: before, limit: APILimits.entriesInTimeline)
            },
            plan: try await reader.read { try $0.plan(version: version) },
            directory: directory(),
            zones: zones(),
            language: Language(rawValue: language ?? "") ?? .english
        )
        return try .json(view)
    }
}
