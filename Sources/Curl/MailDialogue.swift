/// How far the conversation with a relay has come.
struct MailDialogue {
    /// What we say to a relay; nothing was said yet while it has not greeted.
    enum Command: String, CaseIterable {
        case ehlo = "EHLO"
        case helo = "HELO"
        case starttls = "STARTTLS"
        case auth = "AUTH"
        case mail = "MAIL"
        case rcpt = "RCPT"
        case data = "DATA"
        case quit = "QUIT"
    }

    /// How long the answer to QUIT is waited for: nothing depends on it.
    private static let patienceWithQuit = Duration.seconds(2)

    private(set) var command: Command?
    /// Whether AUTH was said.
    private(set) var hasOfferedCredentials = false
    private(set) var isAuthenticated = false
    /// Whether STARTTLS was said.
    private(set) var hasBegunTLS = false
    /// Whether the relay offered STARTTLS and did not begin it.
    private(set) var hasRefusedTLS = false
    /// Whether the last answer to EHLO names PLAIN.
    var isOfferedPlain = false
    /// Whether the mail transaction began: the session's greeting, TLS and authentication are over.
    var isInMail = false
    /// The replies since the transaction began: to MAIL, RCPT, DATA and the final dot.
    private(set) var mailReplies = 0
    private(set) var lastReply = 0
    /// The second number of the last reply's enhanced code (RFC 3463): 1 for addresses, 2 for mailboxes.
    private(set) var lastSubject: Int?
    /// When the wait for QUIT's answer ends.
    private(set) var quitBy: ContinuousClock.Instant?

    /// Notes what libcurl sends besides the mail itself; a password's lines are no command.
    mutating func note(sent line: [UInt8]) {
        guard let command = Command.allCases.first(where: { Self.says($0, line) }) else { return }
        self.command = command
        if command == .auth { hasOfferedCredentials = true }
        if command == .ehlo { isOfferedPlain = false }
        if command == .starttls { hasBegunTLS = true }
        quitBy = command == .quit ? .now + Self.patienceWithQuit : nil
    }

    private static func says(_ command: Command, _ line: [UInt8]) -> Bool {
        let name = command.rawValue.utf8
        guard line.count > name.count, line.starts(with: name) else { return false }
        return line[name.count] == UInt8(ascii: " ") || line[name.count] == UInt8(ascii: "\r")
    }

    /// Whether a line begins as every line of a reply does: with three digits.
    static func isReply(_ line: [UInt8]) -> Bool {
        line.count >= 4 && line[..<3].allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Counts the last line of a reply: three digits, then no hyphen.
    mutating func note(reply line: [UInt8]) {
        guard Self.isReply(line), line[3] != UInt8(ascii: "-") else { return }
        // The answer to QUIT must not hide the refusal that led to it.
        guard command != .quit else { return }
        lastReply = line[..<3].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        let status = line.dropFirst(4).prefix { $0 != UInt8(ascii: " ") }.split(separator: UInt8(ascii: "."))
        lastSubject = status.count == 3 ? Int(String(decoding: status[1], as: UTF8.self)) : nil
        if isInMail { mailReplies += 1 }
        if lastReply == 235 { isAuthenticated = true }
        if command == .starttls, !isInMail { hasRefusedTLS = lastReply != 220 }
    }

    /// QUIT was waited for long enough.
    mutating func hasGivenUpQuit(at now: ContinuousClock.Instant) -> Bool {
        guard let quitBy, quitBy <= now else { return false }
        self.quitBy = nil
        return true
    }

    /// Where the mail transaction stands after its last reply.
    var stage: TransferFailure.MailStage {
        guard isInMail else { return .session }
        return switch mailReplies {
        case ...1: .sender
        case 2: .recipient
        case 3: .data
        default: .message
        }
    }

    /// Whether the last refusal can be the session's fault and not the mail's: a new connection may be answered otherwise.
    ///
    /// 421 ends the session (RFC 5321, 3.8); what follows MAIL is about the session or the sender, which all mails have; a
    /// recipient is refused as such by its enhanced code, or by 450 and 451 ("mailbox busy", "error in processing"), unless the
    /// enhanced code is about the mail system, the network or the protocol (3, 4, 5).
    var isRefusedAsSession: Bool {
        guard lastReply >= 400 else { return false }
        if lastReply == 421 { return true }
        return switch stage {
        case .session, .sender: true
        case .recipient, .data:
            [3, 4, 5].contains(lastSubject) || ![450, 451].contains(lastReply) && ![1, 2].contains(lastSubject)
        case .message: [452, 500, 501, 502, 503, 504, 530, 534, 535, 538].contains(lastReply)
        }
    }

    /// What the relay did not say.
    var silence: TransferFailure.Silence {
        switch command {
        case nil: .greeting
        case .ehlo: .ehlo
        case .helo: .helo
        case .starttls: .starttls
        case .auth: .auth
        case .mail: .mail
        case .rcpt: .rcpt
        case .data: mailReplies >= 3 ? .mailAnswer : .data
        case .quit: .quit
        }
    }
}
