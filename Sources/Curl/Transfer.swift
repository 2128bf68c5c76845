import CCurl
import Glibc

/// An easy handle and the transfer it is used for.
///
/// libcurl holds plain pointers to this object: the engine's table owns it for as long as the engine runs.
@safe final class Transfer {
    let index: Int
    let easy: UnsafeMutableRawPointer
    let sessions: MailSessions
    let sockets: SocketOwner
    /// The thread that the transfer has for itself; nil on the engine's.
    let worker: MailWorker?
    var state: TransferState?
    /// What the relay of the last mail took; a mail worker has one relay.
    var mechanisms = Mechanisms.plain
    /// What the handle was told that goes for the next request too.
    var lastingOptions: LastingOptions?
    let errorText: UnsafeMutablePointer<CChar>
    private var lists: [UnsafeMutablePointer<curl_slist>] = unsafe []
    private var bodyBuffer = unsafe UnsafeMutableRawBufferPointer(start: nil, count: 0)

    init?(index: Int, sessions: MailSessions, sockets: SocketOwner, worker: MailWorker? = nil) {
        guard let easy = unsafe curl_easy_init() else { return nil }
        self.index = index
        unsafe self.easy = easy
        self.sessions = sessions
        self.sockets = sockets
        self.worker = worker
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        release()
        unsafe curl_easy_cleanup(easy)
        unsafe errorText.deallocate()
        unsafe bodyBuffer.deallocate()
    }

    /// Frees what the finished transfer used.
    func release() {
        state = nil
        while let list = unsafe lists.popLast() { unsafe curl_slist_free_all(list) }
        guard unsafe bodyBuffer.count > 262_144 else { return }
        unsafe bodyBuffer.deallocate()
        unsafe bodyBuffer = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    }

    /// A list that lives as long as the transfer.
    func makeList(_ items: [String]) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        for item in items {
            guard let longer = unsafe curl_slist_append(list, item) else {
                unsafe curl_slist_free_all(list)
                return nil
            }
            unsafe list = unsafe longer
        }
        if let list = unsafe list { unsafe lists.append(list) }
        return unsafe list
    }

    /// A copy of the body that stays in place: the buffer is used again, so nothing is allocated as a rule.
    func keep(body: [UInt8]) -> UnsafeMutableRawPointer? {
        if unsafe bodyBuffer.count < max(body.count, 1) {
            unsafe bodyBuffer.deallocate()
            unsafe bodyBuffer = .allocate(byteCount: max(body.count, 4096), alignment: 16)
        }
        unsafe bodyBuffer.copyBytes(from: body)
        return unsafe bodyBuffer.baseAddress
    }

    /// Opens a socket if the address is one that the request may connect to.
    func openSocket(_ address: UnsafePointer<curl_sockaddr>) -> curl_socket_t {
        guard let raw = unsafe UnsafeRawPointer(shim_sockaddr(address)) else { return CURL_SOCKET_BAD }
        let (peer, port) = unsafe Self.read(raw, length: address.pointee.addrlen)
        guard state?.admits(peer, port: port) == true else { return CURL_SOCKET_BAD }
        let kind = unsafe address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = unsafe socket(address.pointee.family, kind, address.pointee.protocol)
        guard descriptor >= 0 else { return CURL_SOCKET_BAD }
        state?.socketsOpened += 1
        if state?.use == .mail { setPatience(of: descriptor) }
        sockets.opened(descriptor)
        return descriptor
    }

    /// Judges the connection itself just before the request: a kept one was opened under another request's policy.
    func beforeRequest(_ peerText: String, _ peerPort: Int32, _ localPort: Int32) -> Int32 {
        let abort = CURL_PREREQFUNC_ABORT
        let port = UInt16(truncatingIfNeeded: peerPort)
        let peer = IPAddress(String(peerText.prefix { $0 != "%" }))
        guard state?.admits(peer, port: port) == true, let peer else { return abort }
        guard case .smtp(let mail)? = state?.request.kind else { return CURL_PREREQFUNC_OK }
        let key = MailSessions.Key(localPort: UInt16(truncatingIfNeeded: localPort), peer: peer, peerPort: port)
        let needsUser = mail.credentials != nil && mail.requiresAuthentication
        if state?.socketsOpened == 0 {
            guard let session = sessions[key], session.security == mail.effectiveSecurity,
                session.isAuthenticated || !needsUser
            else {
                state?.wantsFreshConnection = true
                return abort
            }
        } else {
            let isAuthenticated = state?.mail.isAuthenticated == true
            // What can be sent under TLS never leaves without it because of how the offer is written, or because it was not kept.
            let isOffered = state?.hasUnusedTLS == true || state?.mail.hasRefusedTLS == true
            if mail.effectiveSecurity == .opportunistic, isOffered {
                state?.lacksOfferedTLS = true
                return abort
            }
            sessions[key] = MailSessions.Session(security: mail.effectiveSecurity, isAuthenticated: isAuthenticated)
            guard isAuthenticated || !needsUser else {
                state?.lacksAuthentication = true
                return abort
            }
        }
        state?.mail.isInMail = true
        return CURL_PREREQFUNC_OK
    }

    private static func read(_ raw: UnsafeRawPointer, length: UInt32) -> (IPAddress?, UInt16) {
        let family = unsafe raw.loadUnaligned(as: sa_family_t.self)
        let port = unsafe UInt16(bigEndian: raw.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
        switch Int32(family) {
        case AF_INET where length >= 8:
            let word = unsafe UInt32(bigEndian: raw.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
            return (IPAddress(family: .v4, bits: UInt128(word)), port)
        case AF_INET6 where length >= 24:
            let high = unsafe UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            let low = unsafe UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
            return (IPAddress(family: .v6, bits: UInt128(high) << 64 | UInt128(low)), port)
        default:
            return (nil, port)
        }
    }
}
