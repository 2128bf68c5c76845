import Duty
import Escalation

/// Makes what the production code reads from the generator's description.
extension Directory {
    init(_ town: Town) {
        self.init(duty: DutyCalendar(town), version: "edition-\(town.edition)")
        for path in town.units {
            var unit = Unit(path: path, name: LocalizedText(path))
            for circle in town.circles where circle.unit == path {
                unit.groups[circle.name] = Group(
                    seats: town.chairs(of: circle).map {
                        Seat(role: $0.role.map { LocalizedText($0) }, holder: $0.holder, deputies: $0.deputies)
                    },
                    roster: circle.rota
                )
            }
            for paper in town.papers where paper.unit == path { unit.plans[paper.name] = Plan(paper) }
            units[path] = unit
        }
        for dweller in town.dwellers {
            people[dweller.id] = Person(
                id: dweller.id,
                unit: dweller.unit,
                name: LocalizedText("Name of \(dweller.id)"),
                language: dweller.language,
                addresses: dweller.doors.map {
                    Address(name: $0.name, channel: $0.channel, destination: $0.destination, settings: [:])
                }
            )
        }
    }
}

extension Plan {
    init(_ paper: Paper) {
        var responses: [Severity: Response] = [:]
        for (place, course) in paper.courses.enumerated() {
            if let severity = Severity(rawValue: place + 1), let course { responses[severity] = Response(course) }
        }
        self.init(
            name: paper.name,
            version: paper.version,
            title: LocalizedText("Plan \(paper.name)"),
            fields: paper.fields.map { field in
                ReportField(
                    name: field.name,
                    kind: field.name == "hurt" ? .number : .text,
                    isRequired: field.isRequired,
                    label: LocalizedText(field.name)
                )
            },
            grading: Grading(
                usual: Severity(rawValue: paper.usualRank) ?? .four,
                rules: paper.rules.map(Grading.Rule.init)
            ),
            responses: responses,
            commander: paper.commander.map { Reference($0) },
            fallback: paper.fallback.map { Reference($0) },
            reopenWithin: TimeSpan(milliseconds: paper.reopenWithin),
            opens: paper.opens.map { Opening(plan: $0.name, conditions: $0.signs.map(Grading.Condition.init)) }
        )
    }
}

extension Grading.Rule {
    init(_ rule: Paper.Rule) {
        self.init(severity: Severity(rawValue: rule.rank) ?? .one, conditions: [Grading.Condition(rule.sign)])
    }
}

extension Grading.Condition {
    init(_ sign: Paper.Sign) {
        if let number = sign.atLeast {
            self.init(field: sign.field, comparison: .atLeast, value: .number(number))
        } else {
            self.init(field: sign.field, comparison: .equals, value: .text(sign.word ?? ""))
        }
    }
}

extension Response {
    init(_ course: Paper.Course) {
        let repetition: Repetition? =
            switch course.repeats {
            case .never: nil
            case .times(let times, let every): .times(times, every: TimeSpan(milliseconds: every))
            case .untilMet(let atMost, let every):
                .untilMet(atMost: TimeSpan(milliseconds: atMost), every: TimeSpan(milliseconds: every))
            }
        self.init(
            steps: course.stages.map(Step.init),
            repetition: repetition,
            acknowledgement: course.lasts.map {
                AcknowledgementRule(
                    lasts: TimeSpan(milliseconds: $0),
                    grace: TimeSpan(milliseconds: course.grace)
                )
            },
            followUpEvery: course.followUp.map { TimeSpan(milliseconds: $0) },
            finalReportWithin: course.finalReport.map { TimeSpan(milliseconds: $0) },
            askAgain: course.asksAgain,
            reach: Reach(
                order: course.isTogether.map { $0 ? .together : .inOrder },
                every: TimeSpan(milliseconds: course.nextAddressAfter)
            ),
            commander: course.commander.map { Reference($0) }
        )
    }
}

extension Step {
    init(_ stage: Paper.Stage) {
        let need: Need =
            switch stage.need {
            case .number(let number): number == 1 ? .any : .count(number)
            case .all: .all
            case .each: .each
            }
        let start: Start =
            switch stage.begins {
            case .inTurn: .silence
            case .atOnce: .atOnce
            case .withYes: .accepted
            }
        self.init(
            ask: stage.ask.map { Reference($0) },
            need: need,
            start: start,
            conditions: stage.signs.map(Grading.Condition.init),
            within: TimeSpan(milliseconds: stage.within),
            withinOffDuty: stage.withinOff.map { TimeSpan(milliseconds: $0) },
            deputies: stage.bringsDeputies ? .afterTimeout : .onlyInstead,
            copies: stage.copies.map { Reference($0) }
        )
    }
}

extension FactValue {
    init(_ fact: Fact) {
        switch fact {
        case .number(let number): self = .number(number)
        case .word(let word): self = .text(word)
        }
    }
}
