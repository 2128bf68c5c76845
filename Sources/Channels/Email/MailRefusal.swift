import Curl
import Escalation

/// A relay's final refusal (5yz), read for whom it blames: the address of the recipient, the mail, or us.
///
/// The numbers are of RFC 5321 (4.2.2) and of IANA's registry of enhanced codes (RFC 3463, 4954, 5248, 7372). Relays that say no number
/// of use are known by the words of Postfix, Exim, Sendmail and Exchange.
struct MailRefusal: Sendable {
    let code: Int
    let stage: TransferFailure.MailStage
    /// The relay's reply in small letters, from its code on.
    private let text: String
    /// The second and third numbers of the enhanced code.
    private let subject: Int?
    private let detail: Int?

    init(code: Int, stage: TransferFailure.MailStage, reply: String) {
        self.code = code
        self.stage = stage
        text = reply.lowercased()
        let words = reply.split(separator: " ", maxSplits: 2)
        let parts = words.count > 1 ? words[1].split(separator: ".", omittingEmptySubsequences: false) : []
        let numbers = parts.compactMap { Int($0) }
        let isEnhanced = parts.count == 3 && numbers.count == 3 && numbers[0] == 5
        subject = isEnhanced ? numbers[1] : nil
        detail = isEnhanced ? numbers[2] : nil
    }

    /// What the relay wants of us, where it is us whom it refuses; `nil` where the recipient or the mail is to blame.
    var complaint: Evidence.Mail? {
        if stage == .sender, code == 552 { return nil }
        if let wish { return wish }
        switch stage {
        case .session: return .refusesUs
        case .sender: return .refusesSender
        case .recipient, .data: return isOurs ? .refusesByRules : nil
        case .message: return nil
        }
    }

    /// Whether it may be the recipient's domain alone that the relay does not serve; told of several domains, it is us.
    var isOfDomain: Bool {
        guard stage == .recipient, complaint != nil else { return false }
        return wish == nil && subject == 7 || wish == .refusesRelaying
    }

    /// What would mend it, as far as the reply says it.
    private var wish: Evidence.Mail? {
        if says(Self.encryption) || code == 538 { return .wantsTLS }
        if says(Self.login) || [530, 534, 535].contains(code) || has(7, 57) {
            return .wantsLogin
        }
        if says(Self.greeting) || code == 504 && stage != .message {
            return .refusesGreeting
        }
        if says(Self.sender) || subject == 1 && [7, 8].contains(detail) || has(7, 60) {
            return .refusesSender
        }
        if says(Self.relaying) { return .refusesRelaying }
        if says(Self.host) || has(7, 25) { return .refusesHost }
        // RFC 7372: what the sender's domain says of those who may send for it.
        if subject == 7, let detail, (20...27).contains(detail) {
            return .refusesForDomain
        }
        if [500, 502, 503].contains(code), stage != .message {
            return .noDialogue
        }
        return nil
    }

    /// Whether it is about us by its number alone; a mailing list's rules and an owner who changed are about the recipient.
    private var isOurs: Bool {
        if subject == 5 { return true }
        guard subject == 7, ![2, 17, 18].contains(detail) else { return false }
        return !(detail == 1 && text.contains("recipient address rejected"))
    }

    private func has(_ subject: Int, _ detail: Int) -> Bool { self.subject == subject && self.detail == detail }

    private func says(_ words: [String]) -> Bool { stage != .message && words.contains { text.contains($0) } }

    private static let encryption = ["starttls", "encryption required", "requires encryption", "must use tls"]
    private static let login = [
        "not logged in", "authentication required", "authentication is required", "requires authentication",
        "not authenticated", "must authenticate", "must be authenticated", "authenticate first", "auth first",
        "need auth", "log in first", "login first",
    ]
    private static let greeting = [
        "helo command rejected", "ehlo command rejected", "invalid helo", "invalid ehlo", "ehlo first", "helo first",
        "helo/ehlo", "send ehlo", "send helo", "polite people say hello",
    ]
    private static let sender = [
        "sender address rejected", "sender verify failed", "sender rejected", "sender denied",
        "not permitted to send as", "not allowed to send as", "send as this sender",
    ]
    private static let relaying = [
        "relay access denied", "relaying denied", "relay not permitted", "unable to relay", "relaying not allowed",
        "relaying not permitted", "not permitted to relay", "relaying prohibited", "relay denied", "relaying is not",
        "allowed rcpthosts",
    ]
    private static let host = ["client host rejected", "blocked using", "client host ["]
}
