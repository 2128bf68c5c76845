/// What one transfer has seen so far.
struct TransferState {
    /// The bytes of all header lines of an HTTP answer, interim ones counted, and of all replies of a relay.
    static let webHeaderLimit = 65536
    static let mailHeaderLimit = 16384

    let request: TransferRequest
    let target: TransferTarget
    let use: AddressPolicy.Use
    /// The bytes of a mail handed to libcurl.
    var uploaded = 0
    var body: [UInt8] = []
    var headers: [UInt8] = []
    /// Whether the blank line behind the header of the last HTTP answer was seen.
    var isHeaderWhole = false
    var isTooLarge = false
    /// What the header of the last HTTP answer says of the body's encoding.
    var codings = ContentCodings()
    /// Why the address policy refused an address.
    var refusal: AddressPolicy.Refusal?
    var socketsOpened = 0
    var mail = MailDialogue()
    let deadline: ContinuousClock.Instant
    /// Whether the time limit or a stop ended the transfer within one of libcurl's waits.
    var isOverdue = false
    var isCancelled = false
    /// When the try under way began.
    var triedAt: ContinuousClock.Instant
    let startedAt: ContinuousClock.Instant
    /// How often it was told that the relay lets the mail wait.
    var waitsTold = 0
    /// Whether the way to the relay was found in its own, short time, or not.
    var isConnected = false
    var isOutOfReach = false
    var lacksAuthentication = false
    /// Whether the relay offers TLS, and libcurl did not read it.
    var lacksOfferedTLS = false
    /// Whether a relay asked for a certificate of ours within TLS.
    var isAskedForCertificate = false
    /// Whether the kept connection is not good enough for this request.
    var wantsFreshConnection = false
    var hasFreshConnection = false
    /// Whether the other way to show user and password was tried.
    var hasOtherMechanisms = false

    init(_ prepared: PreparedTransfer) {
        request = prepared.request
        target = prepared.target
        use = if case .smtp = prepared.request.kind { .mail } else { .web }
        startedAt = .now
        triedAt = startedAt
        deadline = startedAt + prepared.request.timeout
    }

    /// Judges the address of a connection, and keeps the reason of a refusal.
    mutating func admits(_ peer: IPAddress?, port: UInt16) -> Bool {
        guard let peer else {
            refusal = .otherFamily
            return false
        }
        guard port == target.port else {
            refusal = .otherPort
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
        let excess = unsafe Self.add(piece, to: &body, limit: request.maximumResponse)
        isTooLarge = isTooLarge || excess
        return !excess
    }

    /// Takes a header or reply line; false when it is too much.
    mutating func receive(header line: UnsafeRawBufferPointer) -> Bool {
        let limit = use == .mail ? Self.mailHeaderLimit : Self.webHeaderLimit
        guard unsafe !Self.add(line, to: &headers, limit: limit) else {
            isTooLarge = true
            return false
        }
        if use == .mail {
            let start = unsafe Array(line.prefix(16))
            // Who says what is no reply has lost the thread: waiting for the right one would be long.
            guard !isOverKept || mail.mailReplies > 0 || MailDialogue.isReply(start) else {
                wantsFreshConnection = true
                return false
            }
            mail.note(reply: start)
        } else if line.count <= 2 {
            isHeaderWhole = true
        } else if unsafe line[0] == UInt8(ascii: "H"), unsafe line.starts(with: "HTTP/".utf8) {
            isHeaderWhole = false
            codings = ContentCodings()
        } else if unsafe line[0] | 0x20 == UInt8(ascii: "c") {
            unsafe codings.note(line)
        }
        return true
    }

    /// Whether a piece is too much; what there is room for is added.
    private static func add(_ piece: UnsafeRawBufferPointer, to buffer: inout [UInt8], limit: Int) -> Bool {
        let room = max(limit - buffer.count, 0)
        unsafe buffer.append(contentsOf: piece.prefix(room))
        return piece.count > room
    }

    /// The next piece of the mail.
    mutating func read(into room: UnsafeMutableRawBufferPointer) -> Int {
        guard case .smtp(let mail) = request.kind else { return 0 }
        let count = min(room.count, mail.message.count - uploaded)
        unsafe room.copyBytes(from: mail.message[uploaded..<uploaded + count])
        uploaded += count
        return count
    }

    /// Forgets the first try, before another.
    mutating func restart() {
        wantsFreshConnection = false
        triedAt = .now
        isConnected = false
        isAskedForCertificate = false
        headers = []
        body = []
        mail = MailDialogue()
        uploaded = 0
    }

    /// Whether the mail goes over a connection that an earlier one left.
    var isOverKept: Bool { mail.isInMail && socketsOpened == 0 }
}

extension TransferState {
    /// Whether the header of the final answer is whole, and says neither a length nor chunks.
    var hasHeaderWithoutLength: Bool {
        guard isHeaderWhole else { return false }
        let lines = String(decoding: headers, as: UTF8.self).split(whereSeparator: \.isNewline)
        let start = lines.lastIndex { $0.hasPrefix("HTTP/") } ?? 0
        return !lines[start...].contains { line in
            ["content-length", "transfer-encoding"].contains(line.prefix { $0 != ":" }.lowercased())
        }
    }
}
