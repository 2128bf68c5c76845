import Escalation
package import Messages
import Synchronization

/// Renders messages from the templates in force, with their answer links.
package final class Composer: Sendable {
    private let templates: Mutex<Templates>
    private let links: AnswerLinks
    private let ledger: String

    /// - Parameters:
    ///   - templates: what the messages say.
    ///   - links: makes the link in a message.
    ///   - ledger: the ledger's name, the first part of every id outside.
    package init(templates: Templates, links: AnswerLinks, ledger: String) {
        self.templates = Mutex(templates)
        self.links = links
        self.ledger = ledger
    }

    /// Puts other templates in force.
    package func install(_ templates: Templates) {
        self.templates.withLock { $0 = templates }
    }

    package func compose(_ outgoing: Outgoing) -> Message {
        let templates = templates.withLock { $0 }
        let materials = outgoing.contents.map { material($0, of: outgoing) }
        guard outgoing.parcel.isDigest || materials.count > 1 else { return templates.render(materials[0]) }
        let rule = "at most one message a minute and six in 15 minutes for an address"
        return templates.renderDigest(materials, wireID: wireID(outgoing.parcel.first) + "-d", rule: rule)
    }

    private func material(_ content: Outgoing.Content, of outgoing: Outgoing) -> MessageMaterial {
        MessageMaterial(
            wireID: wireID(content.notification.id),
            threadID: "\(ledger)-\(content.incident.id)",
            kind: content.notification.kind,
            person: outgoing.person,
            incident: content.incident,
            plan: content.plan,
            directory: outgoing.directory,
            link: links.link(to: content.incident, for: outgoing.person.id),
            now: outgoing.at
        )
    }

    /// The id of a notification as receivers see it; the same over all attempts, and never another notification's.
    private func wireID(_ id: NotificationID) -> String {
        "\(ledger)-\(id.incident)-\(id.number)"
    }
}
