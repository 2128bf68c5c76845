package import Escalation

/// Everything that a message may say, as values.
package struct MessageMaterial: Sendable {
    /// What the notification is called outside, the same over all attempts, such as `k3f9x2-7-3`; holds no `.`.
    package var wireID: String
    /// What all messages of the incident share outside, such as `k3f9x2-7`.
    package var threadID: String
    package var kind: MessageKind
    /// The reader.
    package var person: Person
    /// The incident just before sending.
    package var incident: Incident
    package var plan: Plan
    /// The names of units and people.
    package var directory: Directory
    /// The reader's own signed answer link.
    package var link: String?
    package var now: Timestamp

    package init(
        wireID: String,
        threadID: String,
        kind: MessageKind,
        person: Person,
        incident: Incident,
        plan: Plan,
        directory: Directory,
        link: String?,
        now: Timestamp
    ) {
        self.wireID = wireID
        self.threadID = threadID
        self.kind = kind
        self.person = person
        self.incident = incident
        self.plan = plan
        self.directory = directory
        self.link = link
        self.now = now
    }
}
