import Escalation
import Logging

/// What one incident does to others, in the same commit (SEMANTICS §3, `opens`).
extension Ledger {
    /// Does what a decision wants of other incidents; what cannot be done hinders nothing else.
    ///
    /// - Parameters:
    ///   - effects: what the decision wants.
    ///   - incident: the one that was decided on.
    ///   - actor: who did it.
    ///   - work: takes on what is done.
    /// - Returns: the same, as it is after that.
    func follow(
        _ effects: [Effect],
        of incident: Shared<Incident>,
        by actor: Actor,
        into work: inout CommitWork
    ) -> Shared<Incident> {
        if effects.isEmpty { return incident }
        let id = incident.value.id
        for effect in effects {
            switch effect {
            case .open(let plan): openLinked(plan, of: id, by: actor, into: &work)
            case .answer(let other, let people): decide(other, .answeredInOther(people), by: actor, into: &work)
            }
        }
        return work.working[id]?.after ?? incident
    }

    private func openLinked(_ name: PlanName, of id: IncidentID, by actor: Actor, into work: inout CommitWork) {
        // What one opening did may have made the next already.
        guard let first = work.working[id]?.after.value, !first.opened.contains(where: { $0.plan == name }) else {
            return
        }
        // Two plans that open each other come back to the first before it is on record.
        guard work.openings[id, default: []].insert(name).inserted else { return }
        guard let plan = directory.plan(name, in: first.report.unit) else {
            decide(id, .notOpened(name), by: actor, into: &work)
            return
        }
        // Where the store cannot say what is open, the next event of the incident tries again.
        guard places.knows(name) || readPlaces(of: name) else { return }
        let draft = ReportDraft(from: first, for: plan)
        let link = Link(incident: id, plan: first.report.plan)
        let answering = first.responders.map(\.person)
        if let known = places.newest(for: draft, in: work), known != id {
            let event = Event.linked(link, draft, answering: answering)
            if decide(known, event, by: .token(draft.source), into: &work) {
                decide(id, .opened(name, as: known, isNew: false), by: actor, into: &work)
                return
            }
        }
        do throws(LedgerError) {
            let opened = try open(draft, plan: plan, openedBy: link, answering: answering, into: &work)
            decide(id, .opened(name, as: opened.incident.id, isNew: true), by: actor, into: &work)
        } catch {
            log.error("a linked incident was not opened", metadata: ["incident": "\(id)", "why": "\(error)"])
            decide(id, .notOpened(name), by: actor, into: &work)
        }
    }

    /// Reads what is open of a plan; `false` when the store cannot be asked.
    private func readPlaces(of plan: PlanName) -> Bool {
        do {
            places.note(try lookUp(Wanted(unclosed: [plan])).unclosed[plan]?.get() ?? [], of: plan)
            return true
        } catch {
            log.error("what is open of a plan cannot be read", metadata: ["plan": "\(plan)", "why": "\(error)"])
            return false
        }
    }
}
