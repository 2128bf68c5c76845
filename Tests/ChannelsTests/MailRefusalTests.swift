@testable import Channels
import Curl
import Messages
import Testing

/// Whom a relay's final refusal blames.
@Suite struct MailRefusalTests {
    private static func complaint(_ reply: String, _ stage: TransferFailure.MailStage) -> String? {
        MailRefusal(code: Int(reply.prefix(3)) ?? 0, stage: stage, reply: reply).complaint
            .map { Phrases(language: .english).mail($0) }
    }

    @Test(arguments: [
        ("554 5.7.1 <host[192.0.2.1]>: Client host rejected: Access denied", "from this machine"),
        ("554 5.7.1 <ada@town.example>: Relay access denied", "no mail on"),
        ("550 5.7.1 Relaying denied", "no mail on"), ("550 relay not permitted", "no mail on"),
        ("550 5.7.64 TenantAttribution; Relay Access Denied", "no mail on"),
        ("554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example", "from this machine"),
        ("553 5.7.1 <t@town.example>: Sender address rejected: not logged in", "authentication"),
        ("530 5.7.0 Authentication required", "authentication"),
        ("530 5.7.57 Client not authenticated", "authentication"),
        ("535 5.7.8 bad", "authentication"), ("503 5.5.4 Error: send AUTH first", "authentication"),
        ("530 5.7.0 Must issue a STARTTLS command first", "TLS first"), ("538 5.7.11 Encryption required", "TLS first"),
        ("504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname", "smtp-hello"),
        ("550 5.7.1 <localhost>: Helo command rejected: Host not found", "smtp-hello"),
        ("503 5.5.1 Error: send HELO/EHLO first", "smtp-hello"),
        ("550 5.1.8 <t@town.example>: Sender address rejected: Domain not found", "smtp-from"),
        ("550 5.1.0 <t@town.example>: Sender address rejected: User unknown", "smtp-from"),
        ("550 5.1.7 bad sender", "smtp-from"), ("550 Sender verify failed", "smtp-from"),
        ("550 5.7.23 <a@b.example>: Recipient address rejected: SPF fail", "sender's domain"),
        ("550 5.7.1 refused by policy", "rules"), ("550 5.5.0 protocol", "rules"),
        ("503 5.5.1 Bad sequence", "dialogue"), ("502 not implemented", "dialogue"),
    ])
    func `a refusal at RCPT that is about us is trouble of the set-up`(_ reply: String, _ words: String) throws {
        let complaint = try #require(Self.complaint(reply, .recipient))
        #expect(complaint.contains(words), "\(complaint)")
    }

    @Test(arguments: [
        ("554 5.7.1 <ada@town.example>: Relay access denied", true), ("550 relay not permitted", true),
        ("550 5.7.1 refused by policy", true), ("550 5.7.64 TenantAttribution; Relay Access Denied", true),
        ("554 5.7.1 <host[192.0.2.1]>: Client host rejected: Access denied", false), ("535 5.7.8 bad", false),
        ("550 5.1.7 bad sender", false), ("550 5.1.1 no such user", false), ("503 5.5.1 Bad sequence", false),
    ])
    func `what may be the recipient's domain alone is told apart`(_ reply: String, _ isOfDomain: Bool) {
        let code = Int(reply.prefix(3)) ?? 0
        #expect(MailRefusal(code: code, stage: .recipient, reply: reply).isOfDomain == isOfDomain)
        #expect(!MailRefusal(code: code, stage: .sender, reply: reply).isOfDomain)
    }

    @Test(arguments: [
        "550 5.1.1 <ada@town.example>: Recipient address rejected: User unknown in local recipient table",
        "550 5.1.1 no such user", "553 5.1.3 bad address", "552 5.2.2 full", "550 no such user here", "553 no",
        "554 5.7.1 <ada@town.example>: Recipient address rejected: Access denied", "550 5.7.17 owner changed",
        "550 5.4.1 Recipient address rejected: Access denied", "501 5.1.3 bad syntax", "556 5.1.10 takes no mail",
    ])
    func `a refusal at RCPT that is about the recipient stays the recipient's`(_ reply: String) {
        #expect(Self.complaint(reply, .recipient) == nil)
    }

    @Test(arguments: [
        ("530 5.7.0 Must issue a STARTTLS command first", "TLS first"), ("503 5.5.1 EHLO first", "smtp-hello"),
        ("530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM", "authentication"),
        ("553 5.1.8 sender", "our sender address"), ("550 no", "our sender address"), ("503 5.5.1 again", "dialogue"),
    ])
    func `at MAIL it is said what the relay wants`(_ reply: String, _ words: String) {
        #expect(Self.complaint(reply, .sender)?.contains(words) == true)
    }

    @Test func `what the relay says of the mail itself is not about us`() {
        #expect(Self.complaint("554 5.7.1 looks like spam", .message) == nil)
        #expect(Self.complaint("552 5.3.4 too big", .sender) == nil)
        #expect(Self.complaint("550 5.7.60 Client does not have permissions to send as this sender", .message) != nil)
        #expect(Self.complaint("550 5.7.26 unauthenticated by DMARC", .message) != nil)
    }
}
