import Escalation

/// The four columns of the table in SEMANTICS §2, each reached by the same small plan.
///
/// The plan asks `a`, then `b`, five minutes each, and has no repeat; an acknowledgement lasts an hour.
extension Rehearsal {
    static let table = Plan.running(
        .ask("a"),
        .ask("b"),
        acknowledgement: AcknowledgementRule(lasts: .hours(1), grace: .minutes(10))
    )

    /// `a` was asked a minute ago.
    static func running(_ plan: Plan = table, groups: [String: [String]] = [:]) throws -> Rehearsal {
        try begun(plan, groups: groups, until: "1:00")
    }

    /// Both were asked, and the fallback was told at 10:00.
    static func exhausted(_ plan: Plan = table, groups: [String: [String]] = [:]) throws -> Rehearsal {
        try begun(plan, groups: groups, until: "11:00")
    }

    /// `a` accepted at 1:00.
    static func acknowledged(_ plan: Plan = table, groups: [String: [String]] = [:]) throws -> Rehearsal {
        let scene = try begun(plan, groups: groups, until: "1:00")
        try scene.says("a", .accept)
        return scene.looked()
    }

    /// Stood down at 1:00 by the boss.
    static func closed(_ plan: Plan = table, groups: [String: [String]] = [:]) throws -> Rehearsal {
        let scene = try begun(plan, groups: groups, until: "1:00")
        try scene.close()
        return scene.looked()
    }

    private static func begun(_ plan: Plan, groups: [String: [String]], until moment: String) throws -> Rehearsal {
        let scene = try Rehearsal(plan, directory: Town.directory(groups: groups))
        try scene.run(until: moment)
        return scene.looked()
    }

    /// Leaves what happened so far out of the next look.
    func looked() -> Rehearsal {
        _ = news()
        _ = newChanges()
        return self
    }

    var responders: [PersonID] { incident.responders.map(\.person) }

    /// That nothing changed at all.
    var isUntouched: Bool { newChanges().isEmpty && news().isEmpty }

    /// That an event is refused with this refusal and leaves no trace.
    func refuses(_ refusal: Refusal, _ act: (Rehearsal) throws -> Void) -> Bool {
        let before = incident
        do {
            try act(self)
            return false
        } catch {
            return error as? Refusal == refusal && incident == before && isUntouched
        }
    }
}
