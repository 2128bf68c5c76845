package import Escalation

/// Seats in words.
extension Phrases {
    /// A seat: what it is called, with its holder.
    ///
    /// - Parameters:
    ///   - name: its role or its group; `nil` for a person whom the plan names.
    ///   - holder: the holder's name.
    /// - Returns: such as `head of the office (Zhuo Ran)`.
    package func seat(_ name: String?, holder: String) -> String {
        guard let name else { return holder }
        return pick("\(name) (\(holder))", "\(name)（\(holder)）", "\(name)（\(holder)）")
    }

    /// Several seats of which not all are needed.
    ///
    /// - Parameters:
    ///   - seats: what they are called.
    ///   - needed: how many of them must be filled.
    /// - Returns: the seats in one line, with the number where they are more.
    package func missing(_ seats: [String], needed: Int) -> String {
        missing(seats, needed: needed, of: seats.count)
    }

    /// The same where one word stands for several seats.
    ///
    /// - Parameters:
    ///   - seats: what they are called, those of one group together.
    ///   - needed: how many of them must be filled.
    ///   - count: how many seats they are.
    /// - Returns: the seats in one line, with the number where they are more.
    package func missing(_ seats: [String], needed: Int, of count: Int) -> String {
        let list = self.list(seats)
        guard needed < count else { return list }
        return pick("\(needed) of \(list)", "\(list)中的\(needed)人", "\(list)中的\(needed)人")
    }

    /// The mark between groups of seats.
    package var groupSeparator: String { pick("; ", "；", "；") }

    /// A seat that nobody fills.
    ///
    /// - Parameters:
    ///   - seat: of the incident's round.
    ///   - incident: whose seat it is.
    ///   - name: its role or its group; `nil` for a person whom the plan names.
    ///   - holder: the holder's name.
    ///   - clock: a moment as the reader's clock shows it.
    /// - Returns: such as `head of the office (Zhuo Ran, asked 09:05 and 09:35)`.
    package func missing(
        _ seat: RoundSeat,
        in incident: Incident,
        name: String?,
        holder: String,
        clock: (Timestamp) -> String
    ) -> String {
        let isEmpty = incident.round.stages.contains { stage in
            stage.seats.contains { $0.seat == seat.id && $0.isEmpty }
        }
        var asked: [String] = []
        for moment in [seat.firstAskedAt, seat.lastAskedAt].compactMap(\.self).map(clock) where !asked.contains(moment)
        {
            asked.append(moment)
        }
        return missing(name, holder: holder, asked: asked, isEmpty: isEmpty)
    }

    func missing(_ name: String?, holder: String, asked: [String], isEmpty: Bool) -> String {
        var state = asked.joined(separator: pick(" and ", "、", "、"))
        if isEmpty {
            state = pick("nobody left to ask", "无人可通知", "無人可通知")
        } else if !state.isEmpty {
            state = pick("asked \(state)", "\(state)已通知", "\(state)已通知")
        }
        let details = [name == nil ? "" : holder, state].filter { !$0.isEmpty }.joined(separator: pick(", ", "，", "，"))
        let head = name ?? holder
        return details.isEmpty ? head : pick("\(head) (\(details))", "\(head)（\(details)）", "\(head)（\(details)）")
    }
}

extension SeatID {
    /// The id of the group without its unit; `nil` for a person whom the plan names.
    package var groupID: String? {
        group?.split(separator: "/").last.map(String.init)
    }
}

extension Directory {
    /// What people call a group.
    ///
    /// - Parameters:
    ///   - seat: one of its seats.
    ///   - language: the tag of the reader's language.
    /// - Returns: its name, where the contact tree has one, else its id; `nil` for a person whom the plan names.
    package func groupName(of seat: SeatID, in language: String) -> String? {
        seat.group.flatMap { group(at: $0)?.name?.text(in: language) } ?? seat.groupID
    }

    /// What people call a group that a reason names by its id.
    ///
    /// - Parameters:
    ///   - id: without its unit.
    ///   - holder: who holds a seat of it, which tells groups of one id apart; `nil` for the nearest.
    ///   - unit: of the incident.
    ///   - language: the tag of the reader's language.
    /// - Returns: its name, where the contact tree has one, else the id.
    package func groupName(_ id: String, of holder: PersonID?, from unit: UnitPath, in language: String) -> String {
        let near = lineage(of: unit).compactMap { $0.groups[id] }
        func isHeld(_ group: Group) -> Bool { group.seats.contains { $0.holder == holder } }
        func elsewhere() -> Group? {
            units.keys.sorted().lazy.compactMap { units[$0]?.groups[id] }.first(where: isHeld)
        }
        let group = near.first(where: isHeld) ?? elsewhere() ?? near.first
        return group?.name?.text(in: language) ?? id
    }

    /// What a seat of an incident is called: its role, else its group.
    ///
    /// - Parameters:
    ///   - seat: of the incident's round.
    ///   - language: the tag of the reader's language.
    /// - Returns: `nil` for a person whom the plan names.
    package func name(of seat: RoundSeat, in language: String) -> String? {
        if let role = seat.reason.role { return role.text(in: language) }
        return seat.id.group.flatMap { group(at: $0)?.name?.text(in: language) } ?? seat.reason.group
    }
}
