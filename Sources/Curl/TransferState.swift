/// What one transfer has seen so far.
struct TransferState {
    static let headerLimit = 16384

    let request: TransferRequest
    let target: TransferTarget
    /// The bytes of a mail handed to libcurl.
    var uploaded = 0
    var body: [UInt8] = []
    var headers: [UInt8] = []
    var isTooLarge = false
    /// Why the address policy refused an address.
    var refusal: String?
    var socketsOpened = 0
    /// Whether the mail transaction began: the session's greeting, TLS and authentication are over.
    var isInMail = false
    /// The replies since the transaction began: to MAIL, RCPT, DATA and the final dot.
    var mailReplies = 0
    var lastReply = 0
    let deadline: ContinuousClock.Instant
    /// Whether the time limit or a stop ended the transfer within one of libcurl's waits.
    var isOverdue = false
    var isCancelled = false
    var isAuthenticated = false
    var lacksAuthentication = false
    /// Whether the kept connection is not good enough for this request.
    var wantsFreshConnection = false
    var hasFreshConnection = false

    init(_ prepared: PreparedTransfer) {
        request = prepared.request
        target = prepared.target
        deadline = .now + prepared.request.timeout
    }

    var use: AddressPolicy.Use {
        if case .smtp = request.kind { .mail } else { .web }
    }

    /// Judges the address of a connection, and keeps the reason of a refusal.
    mutating func admits(_ peer: IPAddress?, port: UInt16) -> Bool {
        guard let peer else {
            refusal = "the address family is not allowed"
            return false
        }
        guard port == target.port else {
            refusal = "the port is not the URL's"
            return false
        }
        switch request.policy.verdict(host: target.host, port: port, peer: peer, use: use) {
        case .allowed:
            return true
        case .refused(let reason):
            refusal = reason
            return false
        }
    }

    /// Takes a piece of the body; false when it is too much.
    mutating func receive(body piece: UnsafeRawBufferPointer) -> Bool {
        unsafe receive(piece, limit: request.maximumResponse, into: \.body)
    }

    /// Takes a header or reply line; false when it is too much.
    mutating func receive(header line: UnsafeRawBufferPointer) -> Bool {
        guard unsafe receive(line, limit: Self.headerLimit, into: \.headers) else { return false }
        if use == .mail { note(reply: unsafe Array(line.prefix(4))) }
        return true
    }

    private mutating func receive(
        _ piece: UnsafeRawBufferPointer,
        limit: Int,
        into buffer: WritableKeyPath<TransferState, [UInt8]>
    ) -> Bool {
        let room = max(limit - self[keyPath: buffer].count, 0)
        unsafe self[keyPath: buffer].append(contentsOf: piece.prefix(room))
        guard piece.count <= room else {
            isTooLarge = true
            return false
        }
        return true
    }

    /// Counts the last line of a reply: three digits, then no hyphen.
    private mutating func note(reply start: [UInt8]) {
        guard start.count == 4, start[3] != UInt8(ascii: "-"), start[..<3].allSatisfy({ (0x30...0x39).contains($0) })
        else { return }
        let code = start[..<3].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        // libcurl says QUIT after a refusal: its reply must not hide the refusal's.
        guard code != 221 else { return }
        lastReply = code
        if isInMail { mailReplies += 1 }
        if code == 235 { isAuthenticated = true }
    }

    /// The next piece of the mail.
    mutating func read(into room: UnsafeMutableRawBufferPointer) -> Int {
        guard case .smtp(let mail) = request.kind else { return 0 }
        let count = min(room.count, mail.message.count - uploaded)
        unsafe room.copyBytes(from: mail.message[uploaded..<uploaded + count])
        uploaded += count
        return count
    }

    /// Forgets the first try, before a second one over a new connection.
    mutating func restart() {
        wantsFreshConnection = false
        hasFreshConnection = true
        headers = []
        body = []
        isInMail = false
        mailReplies = 0
        lastReply = 0
        uploaded = 0
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
}
