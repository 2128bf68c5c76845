import Escalation

/// Seats, parts and command, as the reader has to do with them.
extension MessageWords {
    func valueAboutSeats(_ word: TemplateVariable) -> String {
        switch word {
        case .askedNow: phrases.list(incident.askedNow.filter { $0 != reader }.map(name))
        case .missing: missing
        case .again: again.map(clock.time) ?? ""
        case .usedUp: flag(incident.progress == .exhausted)
        case .part: list(calls.compactMap { material.directory.name(of: $0.seat, in: tag) })
        case .seat:
            calls.allSatisfy { $0.seat.reason.role != nil }
                ? list(calls.compactMap { phrases.role($0.seat.reason) }) : ""
        case .onlyYou: flag(!calls.isEmpty && calls.allSatisfy(\.isOnlyTheirs))
        case .isApart: flag(calls.contains(where: isApart))
        case .isBody: flag(calls.contains { $0.part != .chain })
        case .isRelay: flag(calls.contains { $0.part != .chain && start(of: $0) == .accepted })
        case .isNewcomer: flag(isNewcomer)
        case .isCalledIn: flag(calledIn != nil)
        case .askedBy: calledIn.map { actor($0.by) } ?? ""
        default: valueAboutCommand(word)
        }
    }

    private func valueAboutCommand(_ word: TemplateVariable) -> String {
        switch word {
        case .commander: incident.leader(in: material.plan).map(name) ?? ""
        case .commanderFor: incident.command?.standsFor.map(name) ?? ""
        case .isCommander: flag(incident.leader(in: material.plan) == reader)
        case .offered: phrases.list(incident.offeredCommand.map(name))
        case .isOffered: flag(incident.offeredCommand.contains(reader))
        default: ""
        }
    }

    private var reader: PersonID { material.person.id }

    private func flag(_ value: Bool) -> String { value ? phrases.yes : "" }

    // MARK: What is asked of the reader

    private func start(of call: Incident.Call) -> Start? {
        guard let steps = response?.steps, steps.indices.contains(call.step) else { return nil }
        return steps[call.step].start
    }

    private func isApart(_ call: Incident.Call) -> Bool {
        guard call.part == .chain, let steps = response?.steps, steps.indices.contains(call.step) else {
            return call.part != .chain
        }
        return steps[call.step].need == .each || steps[call.step].need == .all
    }

    /// Each once, cleaned.
    private func list(_ names: [String]) -> String {
        var seen: Set<String> = []
        return phrases.list(
            names.filter { seen.insert($0).inserted }.map { CleanText.line($0, limit: MessageLimits.bytesInName) }
        )
    }

    /// Nobody is asked by the plan and by somebody at once: the plan's seat counts.
    private var calledIn: CalledIn? {
        calls.isEmpty ? incident.round.calledIn.last { $0.person == reader } : nil
    }

    /// Whether no message reached the reader before the rank was raised.
    private var isNewcomer: Bool {
        guard incident.round.because == .severityRaised, incident.regrading != nil, calledIn == nil else {
            return false
        }
        return incident.contacts[reader]?.firstReachedAt.map { $0 >= incident.round.startedAt } ?? true
    }

    var changeReason: String {
        if let calledIn { return CleanText.lines(calledIn.reason, limit: MessageLimits.bytesInNote) }
        return incident.regrading.map { phrases.reason($0.reason) } ?? ""
    }

    var since: Timestamp? {
        if material.kind == .commandOffer { return incident.command?.since }
        return incident.responders.last { $0.person == reader }?.at
    }

    // MARK: What is missing

    private var missingSeats: [SeatID] {
        response.map { incident.missingSeats(in: $0) } ?? []
    }

    /// While nobody answers, everybody is missing, and that is said otherwise.
    private var missing: String {
        let open = incident.status == .acknowledged ? response.map { incident.missing(in: $0) } : nil
        var groups = (open ?? []).map { group in
            let seats = group.seats.compactMap { incident.round[$0] }.filter { seat in
                !material.kind.asks || !seat.asked.contains(reader)
            }
            return phrases.missing(seats.map(words), needed: group.needed)
        }
        groups += incident.silentCalledIn.filter { $0.by == .person(reader) }.map(words)
        return groups.filter { !$0.isEmpty }.joined(separator: phrases.groupSeparator)
    }

    private func words(_ seat: RoundSeat) -> String {
        phrases.missing(
            seat,
            in: incident,
            name: material.directory.name(of: seat, in: tag).map {
                CleanText.line($0, limit: MessageLimits.bytesInName)
            },
            holder: name(seat.id.holder),
            clock: { clock.time($0) }
        )
    }

    private func words(_ one: CalledIn) -> String {
        phrases.missing(nil, holder: name(one.person), asked: [clock.time(one.at)], isEmpty: false)
    }

    /// When the next run begins of a part in which a seat is missing that can be asked for.
    private var again: Timestamp? {
        let missing = missingSeats
        let parts = incident.round.stages.filter { stage in
            stage.seats.contains { missing.contains($0.seat) && !$0.isEmpty }
        }.map { incident.round.part(of: $0.step) }
        return parts.compactMap { incident.timer(.repetition($0))?.due }.min()
    }
}
