import Dispatching
import Escalation
import HTTPTypes
import Hummingbird
import Messages
import Text

/// Shows who would be told, as a rehearsal finds it.
struct OutlookController {
    private let directory: @Sendable () -> Directory
    private let clock: any Dispatching.Clock
    private let zones: @Sendable () -> Zones

    init(_ dependencies: APIDependencies) {
        directory = dependencies.directory
        clock = dependencies.clock
        zones = dependencies.zones
    }

    var routes: [Route] {
        [
            Route(
                .get,
                "/v1/preview",
                .readPeople,
                About(
                    "Who would be told, in which order and when, if nobody answers: as a rehearsal plays it.",
                    [
                        .init("unit", "The unit of the incident.", isRequired: true),
                        .init("plan", "A plan in force for it.", isRequired: true),
                        .init("severity", "I to IV; the plan's usual one if missing."), .language,
                        .init("at", "When the report comes in, RFC 3339; now if missing."),
                    ],
                    gives: .json(.outlook)
                ),
                handle: outlook
            )
        ]
    }

    @Sendable
    private func outlook(_ call: Call, _ caller: Caller) async throws -> Response {
        let directory = directory()
        var query = Query(call.request)
        let unit = query.word("unit", of: directory.units.keys.sorted(), isRequired: true)
        let plans = unit.map { directory.plans(in: $0) } ?? [:]
        let name = unit == nil ? query.text("plan") : query.word("plan", of: plans.keys.sorted(), isRequired: true)
        let severity = query.word("severity", of: Fields.ranks).flatMap(Severity.init(numeral:))
        let language = query.word("lang", of: Language.allCases.map(\.rawValue))
        let at = query.moment("at")
        try query.finish()
        guard let unit, let plan = name.flatMap({ plans[$0] }) else {
            throw Problem.notRead(unit == nil ? "unit" : "plan")
        }
        let outlook = try Rehearsal.outlook(
            of: plan,
            in: unit,
            severity: severity ?? plan.grading.usual,
            at: at ?? clock.now().wall,
            directory: directory
        )
        let view = OutlookView(
            outlook,
            directory: directory,
            language: Language(rawValue: language ?? "") ?? .english,
            zones: zones()
        )
        return try .json(view.value)
    }
}
