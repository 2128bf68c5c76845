import Escalation

extension Directory {
    /// The contact tree as the demonstration uses it: minutes last seconds, mail is left out, and some people have a webhook.
    func forDemo(webhook url: String) -> Directory {
        var changed = self
        for path in units.keys {
            changed.units[path]?.plans = units[path]?.plans.mapValues { $0.hurried(by: 60) } ?? [:]
        }
        for (id, person) in people {
            var addresses = person.addresses.filter { $0.channel == "log" }
            if addresses.isEmpty {
                addresses = [Address(name: "log", channel: "log", destination: "log:demo", settings: ["file": "demo"])]
            }
            let hook = Address(
                name: "webhook",
                channel: "webhook",
                destination: url,
                settings: ["url": url, "preset": "generic"]
            )
            changed.people[id]?.addresses = [hook] + addresses
            // The story is told in English.
            changed.people[id]?.language = "en"
        }
        return changed
    }
}

extension Plan {
    /// The same plan with all its times divided.
    func hurried(by factor: Int64) -> Plan {
        func less(_ span: TimeSpan) -> TimeSpan { TimeSpan(milliseconds: max(1_000, span.milliseconds / factor)) }
        var plan = self
        plan.version = "hurried-\(version)"
        plan.responses = responses.mapValues { response in
            var changed = response
            changed.steps = response.steps.map { step in
                var step = step
                step.within = less(step.within)
                step.withinOffDuty = step.withinOffDuty.map(less)
                return step
            }
            switch response.repetition {
            case .times(let times, let every): changed.repetition = .times(times, every: less(every))
            case .untilMet(let atMost, let every):
                changed.repetition = .untilMet(atMost: less(atMost), every: less(every))
            case nil: break
            }
            if let rule = response.acknowledgement {
                changed.acknowledgement = AcknowledgementRule(lasts: less(rule.lasts), grace: less(rule.grace))
            }
            changed.reach.every = less(response.reach.every)
            return changed
        }
        return plan
    }
}
