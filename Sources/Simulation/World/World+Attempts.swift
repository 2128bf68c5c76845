import Dispatching
import Escalation
import Messages

/// What the channels do with what they are given.
extension World {
    func hand(_ outgoing: [Outgoing], decided: Instant, _ process: Process) {
        guard !outgoing.isEmpty else { return }
        checkOrder(outgoing)
        var members: [ParcelID: [Sent.Member]] = [:]
        for one in outgoing {
            for content in one.contents { faces[content.incident.value.id] = content.incident.value }
            members[one.parcel] = one.contents.map { content in
                Sent.Member(
                    incident: content.notification.id.incident,
                    number: Int64(content.notification.id.number),
                    kind: Letter.Kind(rawValue: content.notification.kind.rawValue) ?? .alert
                )
            }
        }
        let bounced = process.bounced
        process.channelRouter.send(outgoing) { for result in $0 { bounced.put(result) } }
        for channel in process.channels {
            for delivery in channel.drain() {
                attempt(delivery, members[delivery.parcel] ?? [], decided: decided, process)
            }
        }
        for result in bounced.drain() {
            let members = members[result.parcel] ?? []
            guard let one = outgoing.first(where: { $0.parcel == result.parcel }) else { continue }
            oracle.undeliverable(members, person: one.person.id, door: one.address.name)
            tallies.add("fault", "no such channel")
            take(result, Casebook.Result(members: members.map { ($0.incident, $0.number) }, truth: .permanent), process)
        }
    }

    /// Of what goes out through one channel at the same time, graver incidents come first (I32).
    ///
    /// What a digest left out goes in the place of the digest: after records could not be read the order is not known. A digest
    /// keeps the grade of its gravest message, also when that one is not wanted any more.
    private func checkOrder(_ outgoing: [Outgoing]) {
        if let unreadAt = oracle.unreadAt, time.story < unreadAt + 1_800_000 { return }
        var last: [String: Int] = [:]
        for one in outgoing where one.contents.count == 1 && !one.parcel.isDigest {
            guard let content = one.contents.first, let docket = oracle.book.dockets[content.incident.value.id] else {
                continue
            }
            guard docket.hasSteadyRank else { continue }
            let before = last[one.address.channel] ?? 0
            oracle.expect(
                docket.rank >= before,
                "I32",
                at: time.story,
                "rank \(docket.rank) goes to \(one.address.destination) after rank \(before) by \(one.address.channel)"
            )
            last[one.address.channel] = docket.rank
        }
    }

    private func attempt(_ delivery: Delivery, _ members: [Sent.Member], decided: Instant, _ process: Process) {
        let message = delivery.compose()
        let sent = Sent(message, to: delivery.address, members: members, at: decided)
        tallies.add("message", message.kindName)
        hash.add(sent.person + sent.door + message.kindName)
        for member in members {
            hash.add(member.incident)
            hash.add(member.number)
        }
        if oracle.canary == .blind, people.oneIn(3) { return }
        oracle.sent(sent)
        let fate = self.fate(of: sent)
        if let fault = fate.fault { count(fault: fault) }
        note("→ \(message.kindName) \(sent.wire) to \(sent.person).\(sent.door): \(fate.fault ?? "ok"), \(fate.truth)")
        let epoch = epoch
        let survives = fates.oneIn(2)
        if let arrives = fate.arrives {
            after(arrives) { [unowned self] in
                guard epoch == self.epoch && process.isUp || survives else { return }
                arrive(sent)
            }
        }
        let outcome = outcome(of: fate, channel: sent.channel)
        let truth = Casebook.Result(members: members.map { ($0.incident, $0.number) }, truth: fate.truth)
        after(fate.ends) { [unowned self] in
            guard epoch == self.epoch, process.isUp else { return }
            oracle.ended(at: sent.destination, story: time.story)
            take(DeliveryResult(parcel: delivery.parcel, outcome: outcome), truth, process)
            if fate.isToldTwice { take(DeliveryResult(parcel: delivery.parcel, outcome: outcome), truth, process) }
        }
    }

    private func take(_ result: DeliveryResult, _ truth: Casebook.Result, _ process: Process) {
        hash.add(result.parcel.first.incident)
        process.results.append((result, truth))
        wake(after: ways.span(0, 5))
    }

    private func fate(of sent: Sent) -> Fate {
        let trouble = weather.troubles.first { trouble in
            trouble.from <= time.story && time.story < trouble.until
                && (trouble.place == sent.channel || trouble.place == sent.destination)
        }
        if let trouble { return Fate(trouble.kind, channel: sent.channel, dice: &fates) }
        if time.story < length, fates.percent(weather.roughness) {
            return Fate(fates.pick(Weather.Harm.allCases), channel: sent.channel, dice: &fates)
        }
        return Fate(fine: &fates, channel: sent.channel)
    }

    /// How the channel reports the end; what an HTTP receiver answered is judged by the production code.
    private func outcome(of fate: Fate, channel: String) -> AttemptOutcome {
        guard let status = fate.status, let preset = templates.presets["generic"] else {
            return AttemptOutcome(fate.truth)
        }
        return preset.judge(status: status, body: [], retryAfter: fate.retryAfter.map { .seconds($0) })
    }
}
