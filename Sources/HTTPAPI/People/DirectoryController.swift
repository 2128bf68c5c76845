import Dispatching
import Escalation
import HTTPTypes
import Hummingbird
import Text

/// Shows the contact tree as it was read; no address's settings ever leave the server.
struct DirectoryController {
    private let directory: @Sendable () -> Directory

    init(_ dependencies: APIDependencies) {
        directory = dependencies.directory
    }

    var routes: [Route] {
        [
            Route(
                .get,
                "/v1/people",
                .readPeople,
                About("The people of the contact tree; no address's settings.", gives: .json(.people))
            ) { call, _ in
                var query = Query(call.request)
                try query.finish()
                return try .json(people(directory()))
            },
            Route(
                .get,
                "/v1/units",
                .readUnits,
                About("The units with the plans in force and what a report of each says.", gives: .json(.units))
            ) { call, _ in
                var query = Query(call.request)
                try query.finish()
                return try .json(units(directory()))
            },
        ]
    }

    private func people(_ directory: Directory) -> JSONValue {
        let people = directory.people.values.sorted { $0.id < $1.id }.map { person in
            JSONValue.object([
                .init("id", .text(person.id)),
                .init("unit", .text(person.unit)),
                .init("name", .localized(person.name)),
                .init("language", .text(person.language)),
                .init("time_zone", .text(person.timeZone)),
                .init(
                    "addresses",
                    .list(
                        person.addresses.map { address in
                            .object([.init("name", .text(address.name)), .init("channel", .text(address.channel))])
                        }
                    )
                ),
            ])
        }
        return .object([.init("version", .text(directory.version)), .init("people", .list(people))])
    }

    private func units(_ directory: Directory) -> JSONValue {
        let units = directory.units.values.sorted { $0.path < $1.path }.map { unit in
            JSONValue.object([
                .init("path", .text(unit.path)),
                .init("name", .localized(unit.name)),
                .init("language", .text(unit.language)),
                .init("time_zone", .text(unit.timeZone)),
                .init("groups", .list(unit.groups.keys.sorted().map { .text($0) })),
                .init(
                    "plans",
                    .list(directory.plans(in: unit.path).values.sorted { $0.name < $1.name }.map(plan))
                ),
            ])
        }
        return .object([.init("version", .text(directory.version)), .init("units", .list(units))])
    }

    private func plan(_ plan: Plan) -> JSONValue {
        let fields = plan.fields.map { field in
            var members: [JSONValue.Member] = [
                .init("name", .text(field.name)),
                .init("label", .localized(field.label)),
                .init("required", .flag(field.isRequired)),
            ]
            switch field.kind {
            case .number: members.append(.init("type", .text("number")))
            case .text: members.append(.init("type", .text("text")))
            case .flag: members.append(.init("type", .text("flag")))
            case .choice(let choices):
                members.append(.init("type", .text("choice")))
                members.append(.init("choices", .list(choices.map { .text($0) })))
                let labels = choices.compactMap { choice in
                    field.choiceLabels[choice].map { JSONValue.Member(choice, .localized($0)) }
                }
                if !labels.isEmpty { members.append(.init("choice_labels", .object(labels))) }
            }
            return JSONValue.object(members)
        }
        let labels = plan.grading.labels.sorted { $0.key.rawValue < $1.key.rawValue }.map { rank, label in
            JSONValue.Member(rank.numeral, .localized(label))
        }
        return .object([
            .init("name", .text(plan.name)),
            .init("title", .localized(plan.title)),
            .init("version", .text(plan.version)),
            .init("fields", .list(fields)),
            .init("severity_labels", .object(labels)),
            .init(
                "severities",
                .list(Severity.allCases.filter { plan.response(to: $0) != nil }.map { .text($0.numeral) })
            ),
        ])
    }
}

extension JSONValue {
    /// A text by language; one for everybody has the empty tag.
    static func localized(_ text: LocalizedText) -> JSONValue {
        .object(text.texts.sorted { $0.key < $1.key }.map { Member($0.key, .text($0.value)) })
    }
}
