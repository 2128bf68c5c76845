import CCurl
import Glibc

extension Transfer {
    /// How user and password are shown to the relay.
    enum Mechanisms: Hashable {
        /// As they are. libcurl would rather take GSSAPI, NTLM or DIGEST-MD5 where a relay offers them, or where the user's
        /// name has a `@`, `\` or `/`, and would not come back to these.
        case plain
        /// Not readable, for a relay that takes nothing else.
        case challenge
        /// One of the plain ones, without the first step's answer in the AUTH command: some relays take it in no other way.
        case stepwise(String)

        static let challenges = ["CRAM-MD5", "DIGEST-MD5"]

        /// The value of `CURLOPT_SASL_IR`.
        var sendsAnswerAtOnce: Int { if case .stepwise = self { 0 } else { 1 } }

        var option: String {
            switch self {
            case .plain: "AUTH=PLAIN;AUTH=LOGIN"
            case .challenge: Self.challenges.map { "AUTH=\($0)" }.joined(separator: ";")
            case .stepwise(let name): "AUTH=\(name)"
            }
        }
    }

    /// Seconds without any sign of life from the relay's machine after which the connection is lost: a relay that is only
    /// slow still confirms what it is sent, or that we are still there.
    private static let silence: Int32 = 60
    /// Repeats of the first packet to an address: it is given up after 7 seconds.
    private static let repeats: Int32 = 2

    func set(_ mail: MailRequest, _ request: TransferRequest, _ options: inout EasyOptions) {
        let mode: curl_usessl =
            switch mail.effectiveSecurity {
            case .none: CURLUSESSL_NONE
            case .opportunistic: CURLUSESSL_TRY
            case .required, .implicit: CURLUSESSL_ALL
            }
        options.set(CURLOPT_URL, mail.url)
        options.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        options.set(CURLOPT_USE_SSL, Int(mode.rawValue))
        options.set(CURLOPT_MAXAGE_CONN, 240)
        setWaits(request, &options)
        options.set(CURLOPT_MAIL_FROM, "<\(mail.sender)>")
        unsafe options.set(CURLOPT_MAIL_RCPT, list: makeList(["<\(mail.recipient)>"]))
        if let credentials = mail.credentials {
            options.set(CURLOPT_USERNAME, credentials.user)
            options.set(CURLOPT_PASSWORD, credentials.password)
            options.set(CURLOPT_LOGIN_OPTIONS, mechanisms.option)
        }
        if let identity = mail.identity {
            options.set(CURLOPT_SSLCERT, identity.certificateFile)
            options.set(CURLOPT_SSLKEY, identity.keyFile)
            // Without one OpenSSL would ask for the passphrase at the terminal.
            options.set(CURLOPT_KEYPASSWD, "")
        }
        options.set(CURLOPT_SASL_IR, mechanisms.sendsAnswerAtOnce)
        options.set(CURLOPT_MAXCONNECTS, 1)
        options.set(CURLOPT_UPLOAD, 1)
        options.set(CURLOPT_INFILESIZE_LARGE, offset: mail.message.count)
    }

    /// One limit for all: libcurl's own for the connection would hold for greeting, EHLO, STARTTLS and AUTH too, its two
    /// minutes for an answer would cut off a relay that is allowed five (RFC 5321, 4.5.3.2).
    private func setWaits(_ request: TransferRequest, _ options: inout EasyOptions) {
        // The attempt's own end is looked for once a second; libcurl's lie behind it and are never reached.
        let end = request.timeout.wholeMilliseconds + 5000
        options.set(CURLOPT_TIMEOUT_MS, end)
        options.set(CURLOPT_CONNECTTIMEOUT_MS, end)
        options.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, end / 1000 + 1)
        options.set(CURLOPT_TCP_KEEPIDLE, 30)
        options.set(CURLOPT_TCP_KEEPINTVL, 10)
        options.set(CURLOPT_NOPROGRESS, 0)
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe options.set(CURLOPT_XFERINFODATA, pointer: context)
        unsafe options.set(progress: { context, _, _, _, _ in unsafe Transfer.at(context)?.isOver() == false ? 0 : 1 })
        options.set(CURLOPT_VERBOSE, 1)
        unsafe options.set(CURLOPT_DEBUGDATA, pointer: context)
        unsafe options.set(debug: { _, kind, bytes, size, context in
            guard let bytes = unsafe bytes else { return 0 }
            if kind == CURLINFO_TEXT {
                // libcurl names each message of the handshake.
                let text = unsafe String(decoding: UnsafeRawBufferPointer(start: bytes, count: size), as: UTF8.self)
                if text.contains("(IN), TLS handshake, Request CERT") {
                    unsafe Transfer.at(context)?.state?.isAskedForCertificate = true
                }
                return 0
            }
            guard kind == CURLINFO_HEADER_OUT else { return 0 }
            let line = unsafe UnsafeRawBufferPointer(start: bytes, count: min(size, 10))
            unsafe Transfer.at(context)?.state?.mail.note(sent: Array(line))
            return 0
        })
    }

    /// Lets a machine that is gone be noticed long before a relay that is slow.
    func setPatience(of socket: Int32) {
        var (repeats, silence) = (Self.repeats, Self.silence * 1000)
        let size = socklen_t(MemoryLayout<Int32>.size)
        unsafe setsockopt(socket, Int32(IPPROTO_TCP), TCP_SYNCNT, &repeats, size)
        unsafe setsockopt(socket, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, &silence, size)
    }
}
