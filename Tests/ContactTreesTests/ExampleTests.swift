import ContactTrees
import Escalation
import Foundation
import Testing

@Suite struct `The example contact tree` {
    private static let root = URL(fileURLWithPath: #filePath + "/../../../Contacts").standardizedFileURL.path

    private func load() throws -> Directory {
        try ContactTree.load(from: Self.root, secrets: SecretSource(environment: [:]), presets: ["generic"])
    }

    @Test func `it is clean with no variable set`() throws {
        let directory = try load()
        #expect(directory.units.count == 3)
        #expect(directory.people.count == 10)
        #expect(directory.units["/riverside-town"]?.name.text(in: "zh-Hant") == "河畔鎮公所")
    }

    @Test func `everybody has a log address`() throws {
        for person in try load().people.values {
            #expect(person.addresses.contains { $0.channel == "log" }, "\(person.id)")
        }
    }

    @Test(arguments: ["fire", "public-gathering", "power-loss"])
    func `every plan has a response and a label in three languages for each rank`(name: String) throws {
        let plan = try #require(try load().plan(name, in: "/riverside-town/service-centre"))
        for rank in Severity.allCases {
            #expect(plan.responses[rank]?.steps.isEmpty == false)
            #expect(plan.grading.labels[rank]?.texts.count == 3)
        }
        #expect(plan.guidance?.texts.count == 3)
    }

    @Test func `an ordinary gathering asks the duty first, then the leaders, and twice again`() throws {
        let plan = try #require(try load().plan("public-gathering", in: "/riverside-town"))
        let response = try #require(plan.responses[.four])
        #expect(response.steps.map(\.ask) == [[Reference("duty")], [Reference("leaders")]])
        #expect(response.steps.map(\.within) == [.minutes(5), .minutes(15)])
        #expect(response.steps.map(\.deputies) == [.onlyInstead, .afterTimeout])
        #expect(response.repetition == .times(2, every: .minutes(10)))
        #expect(response.askAgain == false && plan.responses[.one]?.askAgain == true)
        #expect(plan.grading.severity(of: ["people": .number(25)]) == .three)
        #expect(plan.grading.severity(of: ["injured": .number(5), "people": .number(25)]) == .one)
    }

    @Test func `a grave gathering has a chain of two who must both come, and bodies beside it`() throws {
        let plan = try #require(try load().plan("public-gathering", in: "/riverside-town"))
        let response = try #require(plan.responses[.two])
        #expect(response.chain == [0] && response.bodies == [1, 2])
        #expect(response.steps.map(\.need) == [.each, .any, .any])
        #expect(response.steps.map(\.start) == [.silence, .atOnce, .accepted])
        #expect(response.steps[2].conditions == [.init(field: "injured", comparison: .atLeast, value: .number(1))])
        #expect(response.repetition == .untilMet(atMost: .hours(24), every: .minutes(5)))
    }

    @Test func `nothing in it is hinted at`() throws {
        let read = try ContactTree.read(
            from: Self.root,
            secrets: SecretSource(environment: [:]),
            presets: ["generic"],
            senders: SenderChecks()
        )
        #expect(read.warnings == [])
    }

    @Test func `a name means the nearest group above the unit`() throws {
        let directory = try load()
        let centre = "/riverside-town/service-centre"
        func people(_ name: String, _ unit: UnitPath) -> [PersonID]? {
            directory.candidates(for: Reference(name), in: unit)?.map(\.person)
        }
        #expect(people("duty", centre) == ["chen-wei"])
        #expect(people("duty", "/riverside-town") == ["wu-min"])
        #expect(people("../duty", centre) == ["wu-min"])
        #expect(people("leaders", centre) == ["lin-yue", "he-an"])
        #expect(people("/riverside-town/office", centre) == ["grace-okoro"])
        #expect(people("engineers?", centre) == nil)
        #expect(people("engineers?", "/riverside-town/water-plant") == ["tomas-vidal", "peng-jun"])
        #expect(people("sun-hao", "/riverside-town") == ["sun-hao"])
    }

    @Test func `zone and language are inherited`() throws {
        let directory = try load()
        #expect(directory.units["/riverside-town/water-plant"]?.timeZone == "Asia/Shanghai")
        #expect(directory.people["peng-jun"]?.language == "zh-Hans")
        #expect(directory.people["mei-ling"]?.language == "zh-Hant")
        #expect(directory.people["tomas-vidal"]?.timeZone == "Europe/Madrid")
    }

    @Test func `addresses keep their order and carry what their channel needs`() throws {
        let addresses = try #require(try load().people["lin-yue"]).addresses
        #expect(addresses.map(\.name) == ["log", "email"])
        #expect(addresses.map(\.destination) == ["log:leaders", "lin.yue@town.example"])
        #expect(addresses.map(\.settings) == [["file": "leaders"], ["to": "lin.yue@town.example"]])
    }

    @Test func `reading it again gives the same versions`() throws {
        let (first, second) = (try load(), try load())
        #expect(first.version == second.version)
        #expect(first.version.count == 16)
        let plans = first.units.values.flatMap(\.plans.values)
        #expect(Set(plans.map(\.version)).count == plans.count)
        for plan in plans {
            #expect(plan == second.plan(plan.name, in: "/riverside-town"))
        }
    }
}
