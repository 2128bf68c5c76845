/// Draws random contact trees and plans.
struct TownMaker {
    var dice: Dice
    /// Draws what opens what, so that nothing else depends on it.
    var openings: Dice
    /// Draws who is there when, likewise.
    var duty: Dice
    /// A town of many people behind one receiver, for long queues.
    let isHall: Bool
    var classes = Tallies()

    init(dice: Dice, openings: Dice, duty: Dice, isHall: Bool) {
        self.dice = dice
        self.openings = openings
        self.duty = duty
        self.isHall = isHall
    }

    static let units = ["/north", "/north/gate", "/south"]
    static let circles = ["duty", "leaders", "office"]

    mutating func town() -> Town {
        var town = Town(units: Self.units, dwellers: [], circles: [], papers: [])
        let count = isHall ? dice.between(40, 60) : dice.between(2, 7)
        for number in 1...count { town.dwellers.append(dweller("p\(number)")) }
        classes.add("people", count <= 2 ? "two" : count <= 7 ? "few" : "many")
        for name in Self.circles where !dice.oneIn(6) {
            let unit = dice.pick(["/north", "/north", "/north/gate"])
            town.circles.append(Town.Circle(unit: unit, name: name, chairs: chairs(of: town.dwellers.map(\.id))))
        }
        if dice.oneIn(3) {
            town.circles.append(Town.Circle(unit: "/north", name: "duty2", chairs: chairs(of: ["p1", "p2"])))
        }
        town.papers = [paper("fire", unit: "/north", in: town)]
        if dice.oneIn(2) { town.papers.append(paper("flood", unit: "/north/gate", in: town)) }
        if dice.oneIn(4) { town.papers.append(paper("fire", unit: "/north/gate", in: town)) }
        addDuty(to: &town)
        return town
    }

    // MARK: People

    private mutating func dweller(_ id: String) -> Town.Dweller {
        Town.Dweller(
            id: id,
            unit: dice.pick(["/north", "/north/gate"]),
            language: dice.pick(["en", "zh-Hans", "zh-Hant"]),
            doors: doors(of: id)
        )
    }

    mutating func doors(of id: String) -> [Town.Door] {
        if isHall { return [Town.Door(name: "webhook", channel: "webhook", destination: "https://hall.example/all")] }
        let count = dice.pick([0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 1, 2])
        classes.add("addresses", "\(count)")
        var doors: [Town.Door] = []
        for _ in 0..<count {
            let channel = dice.oneIn(40) ? "pager" : dice.pick(["webhook", "webhook", "email", "email", "log"])
            classes.add("channel", channel)
            let before = doors.count { $0.channel == channel }
            let place = dice.oneIn(4) ? "shared" : id + "-\(before)"
            doors.append(
                Town.Door(
                    name: before == 0 ? channel : "\(channel)-\(before + 1)",
                    channel: channel,
                    destination: channel == "log" ? "log:\(place)" : "\(channel):\(place)"
                )
            )
        }
        return doors
    }

    private mutating func chairs(of people: [String]) -> [Town.Chair] {
        let count = isHall ? people.count : dice.pick([0, 1, 1, 2, 2, 3])
        classes.add("seats", "\(min(count, 4))")
        let holders = dice.some(people, count)
        if !isHall, count > 1, dice.oneIn(3) { return mutualChairs(holders) }
        return holders.map { holder in
            let deputies = isHall ? [] : dice.some(people.filter { $0 != holder }, dice.pick([0, 0, 1, 1, 2]))
            classes.add("deputies", "\(deputies.count)")
            return Town.Chair(role: dice.oneIn(2) ? "head" : nil, holder: holder, deputies: deputies)
        }
    }

    /// Each stands in for the one before.
    private mutating func mutualChairs(_ holders: [String]) -> [Town.Chair] {
        classes.add("deputies", "mutual")
        return holders.indices.map { place in
            let next = holders[(place + 1) % holders.count]
            return Town.Chair(role: dice.oneIn(2) ? "head" : nil, holder: holders[place], deputies: [next])
        }
    }

    // MARK: Plans

    private mutating func paper(_ name: String, unit: String, in town: Town) -> Paper {
        var courses: [Paper.Course?] = (0..<4).map { _ in dice.oneIn(4) ? nil : course(in: town) }
        if courses.allSatisfy({ $0 == nil }) { courses[dice.below(4)] = course(in: town) }
        classes.add("ranks", "\(courses.count { $0 != nil })")
        var rules: [Paper.Rule] = []
        for rank in [3, 2, 1] where !dice.oneIn(3) {
            let sign =
                dice.oneIn(2)
                ? Paper.Sign(field: "hurt", atLeast: Double(12 - rank * 3))
                : Paper.Sign(field: "kind", word: dice.pick(["smoke", "gas"]))
            rules.append(Paper.Rule(rank: rank, sign: sign))
        }
        return Paper(
            unit: unit,
            name: name,
            version: "\(name)-\(unit)-\(dice.below(1 << 30))",
            courses: courses,
            fields: [
                Paper.Field(name: "hurt", isRequired: dice.oneIn(3)),
                Paper.Field(name: "kind", isRequired: dice.oneIn(5)),
            ],
            rules: dice.some(rules, rules.count),
            usualRank: dice.between(2, 4),
            commander: dice.oneIn(2) ? reference(in: town) : nil,
            fallback: (0..<dice.between(1, 2)).map { _ in reference(in: town) },
            reopenWithin: dice.pick([0, 60_000, 600_000, 3_600_000]),
            opens: openings(of: name)
        )
    }

    mutating func reference(in town: Town) -> String {
        let name =
            isHall ? "duty" : dice.pick(Self.circles + Self.circles + ["duty2"] + town.dwellers.prefix(7).map(\.id))
        let form = dice.below(12)
        classes.add("reference", form == 0 ? "absolute" : form == 1 ? "parent" : form == 2 ? "optional" : "plain")
        switch form {
        case 0: return "/north/\(name)"
        case 1: return "../\(name)"
        case 2: return "\(name)?"
        default: return name
        }
    }

    private mutating func course(in town: Town) -> Paper.Course {
        let stages = stages(in: town)
        let every = dice.span(20_011, 600_000)
        let repeats: Paper.Repeats =
            switch dice.below(4) {
            case 0: .times(dice.between(1, 3), every: every)
            case 1: .untilMet(atMost: every + dice.span(60_000, 3_600_000), every: every)
            default: .never
            }
        let order: Bool? = dice.pick([nil, true, false, false])
        classes.add("repeat", repeats.every == nil ? "none" : "some")
        classes.add("reach", order.map { $0 ? "together" : "in_order" } ?? "default")
        let lasts = dice.oneIn(2) ? dice.span(60_003, 2_400_000) : nil
        classes.add("acknowledgement", lasts == nil ? "none" : "lasts")
        let followUp = dice.oneIn(4) ? dice.span(300_007, 3_600_000) : nil
        classes.add("follow_up", followUp == nil ? "none" : "owed")
        let final = dice.oneIn(4) ? dice.span(300_009, 7_200_000) : nil
        classes.add("final_report", final == nil ? "none" : "owed")
        return Paper.Course(
            stages: stages,
            repeats: repeats,
            lasts: lasts,
            grace: dice.span(30_001, 400_000),
            followUp: followUp,
            finalReport: final,
            asksAgain: dice.oneIn(2),
            isTogether: order,
            nextAddressAfter: dice.span(15_013, 240_000),
            commander: dice.oneIn(4) ? reference(in: town) : nil
        )
    }

    // MARK: Reloads

    /// The town after its files were edited: people gone, new, or reached elsewhere; groups and plans changed.
    mutating func edited(_ town: Town) -> Town {
        var town = town
        town.edition += 1
        for _ in 0..<dice.between(1, 3) {
            let change = dice.below(6)
            classes.add("reload", ["removed", "addresses", "group", "plan", "newcomer", "nothing"][change])
            switch change {
            case 0 where town.dwellers.count > 1: town.dwellers.remove(at: dice.below(town.dwellers.count))
            case 1:
                let place = dice.below(town.dwellers.count)
                town.dwellers[place].doors = doors(of: town.dwellers[place].id)
            case 2 where !town.circles.isEmpty:
                let place = dice.below(town.circles.count)
                town.circles[place].chairs = chairs(of: town.dwellers.map(\.id))
            case 3:
                let place = dice.below(town.papers.count)
                town.papers[place] = paper(town.papers[place].name, unit: town.papers[place].unit, in: town)
                if !town.duty.rotas.isEmpty { addTimes(to: &town.papers[place]) }
            case 4: town.dwellers.append(dweller("n\(town.edition)-\(dice.below(1_000))"))
            default: break
            }
        }
        return town
    }
}
