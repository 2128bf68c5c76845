package import Escalation

/// Makes and reads the signed links by which people answer (SEMANTICS §5, RELIABILITY §4 S1–S4).
///
/// What a token carries is 16 bytes and the ledger's name: the incident, the person's position among those contacted, a number
/// made from the incident's own random number and the person's id, and whose incident it is. So a token fits no other incident of
/// any ledger and no other person, also when an older copy of the record was put back and numbers and positions are given again;
/// and whoever keeps several ledgers knows by the token alone which one to ask.
package struct AnswerLinks: Sendable {
    /// How long a token can be used at most, from the first report; it also ends 7 days after the closing.
    package static let longest = TimeSpan.days(366)
    package static let afterClosing = TimeSpan.days(7)

    /// For the buttons of the page behind a link; the subject is the link's token.
    package let csrf: CSRFTokens
    private let publicURL: String
    private let ledger: [UInt8]
    private let links: SignedLinks

    /// What a token names.
    package struct Reference: Hashable, Sendable {
        package var incident: IncidentID
        package var position: Int
        /// Ties it to one incident and one person; see ``AnswerLinks/tie(_:to:)``.
        package var tie: UInt64
    }

    /// - Parameters:
    ///   - publicURL: where people reach this server, without a slash at the end.
    ///   - ledger: the name of the ledger whose incidents are answered; 1 to 64 bytes.
    ///   - masters: the current master secret and earlier ones that are still accepted; 32 bytes or more each.
    package init(publicURL: String, ledger: String, masters: [[UInt8]]) {
        precondition((1...64).contains(ledger.utf8.count), "a ledger has a name")
        self.publicURL = publicURL
        self.ledger = Array(ledger.utf8)
        links = SignedLinks(purpose: .answer, mark: "a1", masters: masters)
        csrf = CSRFTokens(masters: masters)
    }

    /// The link of one person to one incident; `nil` for somebody who was not contacted, or beyond what 16 bits can count
    /// (``Limits/contacts``, which the machine keeps to).
    package func link(to incident: Incident, for person: PersonID) -> String? {
        token(for: incident, person: person).map { "\(publicURL)/a/\($0)" }
    }

    package func token(for incident: Incident, person: PersonID) -> String? {
        guard let place = incident.contacts.position(of: person), let position = UInt16(exactly: place) else {
            return nil
        }
        var payload: [UInt8] = []
        payload.reserveCapacity(16 + ledger.count)
        for shift in stride(from: 40, through: 0, by: -8) {
            payload.append(UInt8(truncatingIfNeeded: incident.id >> Int64(shift)))
        }
        payload.append(UInt8(truncatingIfNeeded: position >> 8))
        payload.append(UInt8(truncatingIfNeeded: position))
        let tie = Self.tie(incident, to: person)
        for shift in stride(from: 56, through: 0, by: -8) {
            payload.append(UInt8(truncatingIfNeeded: tie >> UInt64(shift)))
        }
        payload += ledger
        return links.token(carrying: payload, until: incident.reportedAt + Self.longest)
    }

    /// What a token names, if one of our keys signed it for this ledger and it has not expired; the incident still has to be
    /// compared.
    package func read(_ token: String, at now: Timestamp) -> Reference? {
        guard let bytes = links.payload(of: token, at: now), bytes.dropFirst(16).elementsEqual(ledger) else {
            return nil
        }
        return Reference(
            incident: bytes[0..<6].reduce(0) { $0 << 8 | Int64($1) },
            position: Int(bytes[6]) << 8 | Int(bytes[7]),
            tie: bytes[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
        )
    }

    /// The person a reference names in its incident; `nil` when it is another incident's or too long after the closing.
    package func person(_ reference: Reference, in incident: Incident, at now: Timestamp) -> PersonID? {
        guard reference.incident == incident.id, incident.contacts.all.indices.contains(reference.position) else {
            return nil
        }
        let person = incident.contacts.all[reference.position].person
        guard reference.tie == Self.tie(incident, to: person) else { return nil }
        if let closing = incident.closing, now - closing.at > Self.afterClosing { return nil }
        return person
    }

    /// The random number of the first report, changed by the FNV-1a of the person's id.
    ///
    /// Not against forgery, which the signature prevents: only so that one token never names two people.
    private static func tie(_ incident: Incident, to person: PersonID) -> UInt64 {
        let mark = person.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return incident.report.nonce ^ mark
    }
}
