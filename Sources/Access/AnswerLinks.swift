import Crypto
package import Escalation
import Foundation

/// Makes and reads the signed links by which people answer (SEMANTICS §5, RELIABILITY §4 S1–S4).
///
/// A token is `a1.<key id>.<16 bytes>.<expiry>.<HMAC-SHA256>`. Its 16 bytes name the incident, the person's position among
/// those contacted, and a number made from the incident's own random number and the person's id: a token fits no other incident
/// of any ledger and no other person, also when an older copy of the record was put back and numbers and positions are given
/// again.
package struct AnswerLinks: Sendable {
    /// How long a token can be used at most, from the first report; it also ends 7 days after the closing.
    package static let longest = TimeSpan.days(366)
    package static let afterClosing = TimeSpan.days(7)
    /// How long a page may be open before its buttons ask again.
    package static let pageLife = TimeSpan.minutes(15)

    private let publicURL: String
    private let keys: [Key]

    private struct Key: Sendable {
        var id: String
        var answer: SymmetricKey
        /// Has the key and nothing else yet: making one anew for every link costs as much as the signature.
        var signer: HMAC<SHA256>
        var page: SymmetricKey
    }

    /// What a token names.
    package struct Reference: Hashable, Sendable {
        package var incident: IncidentID
        package var position: Int
        /// Ties it to one incident and one person; see ``AnswerLinks/tie(_:to:)``.
        package var tie: UInt64
    }

    /// - Parameters:
    ///   - publicURL: where people reach this server, without a slash at the end.
    ///   - masters: the current master secret and earlier ones that are still accepted; 32 bytes or more each.
    package init(publicURL: String, masters: [[UInt8]]) {
        precondition(masters.allSatisfy { $0.count >= 32 } && !masters.isEmpty, "a master secret has 32 bytes or more")
        self.publicURL = publicURL
        keys = masters.map { master in
            let secret = SymmetricKey(data: master)
            let id = SHA256.hash(data: master).prefix(4).map { byte in
                let hex = String(byte, radix: 16)
                return hex.count == 1 ? "0" + hex : hex
            }
            let answer = Self.derive("ack-v1", from: secret)
            return Key(
                id: id.joined(),
                answer: answer,
                signer: HMAC(key: answer),
                page: Self.derive("page-v1", from: secret)
            )
        }
    }

    private static func derive(_ purpose: String, from master: SymmetricKey) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: master, info: Data(purpose.utf8), outputByteCount: 32)
    }

    /// The link of one person to one incident; `nil` for somebody who was not contacted, or beyond what 16 bits can count
    /// (``Limits/contacts``, which the machine keeps to).
    package func link(to incident: Incident, for person: PersonID) -> String? {
        token(for: incident, person: person).map { "\(publicURL)/a/\($0)" }
    }

    package func token(for incident: Incident, person: PersonID) -> String? {
        guard let place = incident.contacts.position(of: person), let position = UInt16(exactly: place),
            let key = keys.first
        else { return nil }
        var reference: [UInt8] = []
        reference.reserveCapacity(16)
        for shift in stride(from: 40, through: 0, by: -8) {
            reference.append(UInt8(truncatingIfNeeded: incident.id >> Int64(shift)))
        }
        reference.append(UInt8(truncatingIfNeeded: position >> 8))
        reference.append(UInt8(truncatingIfNeeded: position))
        let tie = Self.tie(incident, to: person)
        for shift in stride(from: 56, through: 0, by: -8) {
            reference.append(UInt8(truncatingIfNeeded: tie >> UInt64(shift)))
        }
        let expiry = (incident.reportedAt + Self.longest).milliseconds / 1_000
        let signed = "a1.\(key.id).\(Base64URL.encode(reference)).\(String(expiry, radix: 36))"
        var signer = key.signer
        signer.update(data: Array(("ack\0" + signed).utf8))
        return signed + "." + Base64URL.encode(Array(signer.finalize()))
    }

    /// What a token names, if one of our keys signed it and it has not expired; the incident still has to be compared.
    package func read(_ token: String, at now: Timestamp) -> Reference? {
        guard token.utf8.count <= 200 else { return nil }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[0] == "a1", let key = keys.first(where: { $0.id == parts[1] }) else { return nil }
        guard let bytes = Base64URL.decode(parts[2]), bytes.count == 16, let mac = Base64URL.decode(parts[4]) else {
            return nil
        }
        let signed = Data(("ack\0" + parts[0...3].joined(separator: ".")).utf8)
        guard HMAC<SHA256>.isValidAuthenticationCode(mac, authenticating: signed, using: key.answer) else { return nil }
        guard let expiry = Int64(parts[3], radix: 36), String(expiry, radix: 36) == parts[3],
            now.milliseconds / 1_000 < expiry
        else { return nil }
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

    // MARK: The page's own mark

    /// A mark for the buttons of a page, good for ``pageLife`` and for this token alone.
    package func pageMark(for token: String, at now: Timestamp) -> String {
        let time = String(now.milliseconds / 1_000, radix: 36)
        let code = HMAC<SHA256>.authenticationCode(for: Self.pageText(token, time: time), using: keys[0].page)
        return time + "." + Base64URL.encode(Array(code))
    }

    /// What a page's mark is worth.
    package enum MarkVerdict: Hashable, Sendable {
        case good
        /// Ours and for this token, but made longer ago than ``pageLife``.
        case tooOld
        /// Missing, forged, another page's, or made at a time that has not come yet.
        case notOurs
    }

    /// Looks at the mark that came with a pressed button.
    package func verdict(onPageMark mark: String, for token: String, at now: Timestamp) -> MarkVerdict {
        let parts = mark.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let code = Base64URL.decode(parts[1]) else { return .notOurs }
        let text = Self.pageText(token, time: parts[0])
        let isOurs = keys.contains { key in
            HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: text, using: key.page)
        }
        guard isOurs else { return .notOurs }
        // Only now: a number that we did not write could be too large to count with.
        guard let seconds = Int64(parts[0], radix: 36) else { return .notOurs }
        let age = now.milliseconds / 1_000 - seconds
        guard age >= -60 else { return .notOurs }
        return age <= Self.pageLife.milliseconds / 1_000 ? .good : .tooOld
    }

    private static func pageText(_ token: String, time: String) -> Data {
        Data("page\0\(time)\0\(token)".utf8)
    }
}
