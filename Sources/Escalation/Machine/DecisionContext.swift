/// What the machine may look at beside the incident itself.
package struct DecisionContext: Sendable {
    /// The version of the plan that the incident keeps.
    package var plan: Plan
    /// People, groups and addresses as they are now.
    package var directory: Directory
    /// Notifications that are being sent at this moment; they may finish, nobody can call them back.
    package var inFlight: Set<Int>
    /// Random, made anew for every commit, and carried by what is planned in it; 0 where nothing leaves the building.
    package var mark: UInt64

    package init(plan: Plan, directory: Directory, inFlight: Set<Int> = [], mark: UInt64 = 0) {
        self.plan = plan
        self.directory = directory
        self.inFlight = inFlight
        self.mark = mark
    }
}

/// What an event did.
package struct Decision: Sendable {
    package var incident: Incident
    /// What goes on record; nothing when the event changed nothing.
    package var changes: [Change]
    /// What is to be done to other incidents.
    package var effects: [Effect] = []
}
