package import Escalation
package import Messages
import Synchronization

/// Renders messages from the templates in force, with their answer links.
package final class Composer: Sendable {
    private let templates: Mutex<Templates>
    private let link: @Sendable (Incident, PersonID) -> String?
    private let names: IncidentNames

    /// - Parameters:
    ///   - templates: what the messages say.
    ///   - link: the address by which a person answers an incident; `nil` for somebody who has none.
    ///   - names: how incidents are called outside, the first part of every id there.
    package init(
        templates: Templates,
        link: @escaping @Sendable (Incident, PersonID) -> String?,
        names: IncidentNames
    ) {
        self.templates = Mutex(templates)
        self.link = link
        self.names = names
    }

    /// Puts other templates in force.
    package func install(_ templates: Templates) {
        self.templates.withLock { $0 = templates }
    }

    package func compose(_ outgoing: Outgoing) -> Message {
        let templates = templates.withLock { $0 }
        let materials = outgoing.contents.map { material($0, of: outgoing) }
        guard outgoing.parcel.isDigest || materials.count > 1 else { return templates.render(materials[0]) }
        return templates.renderDigest(materials, wireID: digestID(outgoing), rule: .perAddress)
    }

    private func material(_ content: Outgoing.Content, of outgoing: Outgoing) -> MessageMaterial {
        let incident = content.incident.value
        return MessageMaterial(
            wireID: wireID(content.notification.id, mark: content.notification.mark),
            threadID: threadID(incident),
            kind: content.notification.kind,
            person: outgoing.person,
            incident: incident,
            plan: content.plan,
            directory: outgoing.directory,
            link: link(incident, outgoing.person.id),
            now: outgoing.at
        )
    }

    // MARK: Ids that receivers see

    /// The id of a notification: the same over all attempts and restarts, and never another notification's, also when an older
    /// copy of the record was put back and its numbers are given again.
    private func wireID(_ id: NotificationID, mark: UInt64) -> String {
        "\(names.name(of: id.incident))-\(id.number)-\(String(mark, radix: 36))"
    }

    private func digestID(_ outgoing: Outgoing) -> String {
        let digest = outgoing.contents.first?.notification.digest ?? DigestID(first: outgoing.parcel.first)
        return wireID(digest.first, mark: digest.mark) + "-d"
    }

    /// The id of an incident, the same for all its messages, from the random number of its first report.
    ///
    /// Of that number some bits are left out: it is in answer links too, which their signature protects.
    private func threadID(_ incident: Incident) -> String {
        let mark = (incident.report.nonce &* 0x9E37_79B9_7F4A_7C15) >> 12
        return "\(names.name(of: incident.id))-\(String(mark, radix: 36))"
    }
}
