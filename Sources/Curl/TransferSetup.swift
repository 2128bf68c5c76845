import CCurl

extension Transfer {
    /// Prepares the handle for a request; the failure if libcurl refuses an option.
    func prepare(_ prepared: PreparedTransfer) -> TransferFailure? {
        state = TransferState(prepared)
        unsafe errorText.pointee = 0
        let request = prepared.request
        var options = unsafe EasyOptions(easy)
        switch request.kind {
        case .http(let web):
            let lasting = LastingOptions(request, web)
            if lasting != lastingOptions {
                setBasics(request, &options)
                set(lasting, &options)
            }
            set(web, &options)
            lastingOptions = options.error == CURLE_OK ? lasting : nil
        case .smtp(let mail):
            setBasics(request, &options)
            set(mail, request, &options)
        }
        guard options.error != CURLE_OK else { return nil }
        return TransferFailure(
            .other(Int(options.error.rawValue)),
            words: unsafe String(cString: curl_easy_strerror(options.error))
        )
    }

    private func setBasics(_ request: TransferRequest, _ options: inout EasyOptions) {
        unsafe curl_easy_reset(easy)
        setCommon(request, &options)
        setSecurity(request, &options)
        setCallbacks(&options)
    }

    private func setCommon(_ request: TransferRequest, _ options: inout EasyOptions) {
        unsafe options.set(CURLOPT_PRIVATE, pointer: Unmanaged.passUnretained(self).toOpaque())
        unsafe options.set(CURLOPT_ERRORBUFFER, pointer: UnsafeMutableRawPointer(errorText))
        options.set(CURLOPT_NOSIGNAL, 1)
        // Without it a time limit that passes during name resolution waits for the resolver's thread, and so do all.
        options.set(CURLOPT_QUICK_EXIT, 1)
        options.set(CURLOPT_TIMEOUT_MS, request.timeout.wholeMilliseconds)
        options.set(CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeout.wholeMilliseconds)
        options.set(CURLOPT_TCP_KEEPALIVE, 1)
        options.set(CURLOPT_TCP_KEEPIDLE, 60)
        options.set(CURLOPT_TCP_KEEPINTVL, 30)
        options.set(CURLOPT_MAXFILESIZE_LARGE, offset: max(request.maximumResponse, 1))
    }

    /// No proxy, no redirection, no credentials from files or URLs, verified TLS.
    private func setSecurity(_ request: TransferRequest, _ options: inout EasyOptions) {
        options.set(CURLOPT_PROXY, "")
        options.set(CURLOPT_NOPROXY, "*")
        options.set(CURLOPT_FOLLOWLOCATION, 0)
        options.set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        options.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        options.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        options.set(CURLOPT_SSL_VERIFYPEER, 1)
        options.set(CURLOPT_SSL_VERIFYHOST, 2)
        if let file = request.authorityFile { options.set(CURLOPT_CAINFO, file) }
    }

    private func set(_ lasting: LastingOptions, _ options: inout EasyOptions) {
        let protocols = lasting.allowsPlainHTTP ? "http,https" : "https"
        options.set(CURLOPT_PROTOCOLS_STR, protocols)
        options.set(CURLOPT_REDIR_PROTOCOLS_STR, protocols)
        options.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        options.set(CURLOPT_ACCEPT_ENCODING, Self.acceptedEncodings)
        options.set(CURLOPT_MAXAGE_CONN, 4 * 3600)
        if lasting.hasBody {
            options.set(CURLOPT_POST, 1)
            if lasting.method != "POST" { options.set(CURLOPT_CUSTOMREQUEST, lasting.method) }
        } else if lasting.method == "HEAD" {
            options.set(CURLOPT_NOBODY, 1)
        } else {
            options.set(CURLOPT_HTTPGET, 1)
        }
    }

    private func set(_ web: WebRequest, _ options: inout EasyOptions) {
        options.set(CURLOPT_URL, web.url)
        unsafe options.set(CURLOPT_HTTPHEADER, list: makeList(headerLines(web)))
        guard web.hasBody else { return }
        options.set(CURLOPT_POSTFIELDSIZE_LARGE, offset: web.body.count)
        unsafe options.set(CURLOPT_POSTFIELDS, pointer: keep(body: web.body))
    }

    /// What libcurl undoes before the response's limit counts; one that was not asked for is undone too, if it is known.
    private static let acceptedEncodings: String = {
        let features = shim_features()
        let known = [("gzip", CURL_VERSION_LIBZ), ("deflate", CURL_VERSION_LIBZ), ("br", CURL_VERSION_BROTLI)]
        let names = known.filter { features & $0.1 != 0 }.map(\.0)
        return names.isEmpty ? "identity" : names.joined(separator: ", ")
    }()

    /// The header lines as libcurl wants them; the two first switch off its own.
    private func headerLines(_ web: WebRequest) -> [String] {
        var lines = ["Expect:"]
        if !web.headers.contains(where: { $0.0.lowercased() == "content-type" }) { lines.append("Content-Type:") }
        for (name, value) in web.headers {
            lines.append(value.allSatisfy { $0 == " " || $0 == "\t" } ? "\(name);" : "\(name): \(value)")
        }
        return lines
    }

    /// The callbacks; each gets this object as an unowned pointer.
    private func setCallbacks(_ options: inout EasyOptions) {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        let socketsContext = unsafe Unmanaged.passUnretained(sockets).toOpaque()
        unsafe options.set(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
            return unsafe Transfer.at(context)?.state?.receive(body: piece) == true ? piece.count : 0
        }
        unsafe options.set(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
            let transfer = unsafe Transfer.at(context)
            guard unsafe transfer?.state?.receive(header: line) == true else { return 0 }
            // libcurl reads a relay's line after this call, from the same place.
            unsafe transfer?.make(readable: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
            return line.count
        }
        unsafe options.set { bytes, size, count, context in
            let room = unsafe UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
            return unsafe Transfer.at(context)?.state?.read(into: room) ?? Int(CURL_READFUNC_ABORT)
        }
        unsafe options.set { context, _, address in
            guard let address = unsafe address else { return CURL_SOCKET_BAD }
            return unsafe Transfer.at(context)?.openSocket(address) ?? CURL_SOCKET_BAD
        }
        unsafe options.set { context, descriptor in
            guard let context = unsafe context else { return 1 }
            unsafe Unmanaged<SocketOwner>.fromOpaque(context).takeUnretainedValue().close(descriptor)
            return 0
        }
        unsafe options.set { context, peer, _, peerPort, localPort in
            guard let peer = unsafe peer, let transfer = unsafe Transfer.at(context) else {
                return CURL_PREREQFUNC_ABORT
            }
            return unsafe transfer.beforeRequest(String(cString: peer), peerPort, localPort)
        }
        for option in [
            CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_READDATA, CURLOPT_OPENSOCKETDATA, CURLOPT_PREREQDATA,
        ] {
            unsafe options.set(option, pointer: context)
        }
        unsafe options.set(CURLOPT_CLOSESOCKETDATA, pointer: socketsContext)
    }

    /// After a header or reply line: lets libcurl go on where it would stop at what is no fault.
    private func make(readable line: UnsafeMutableRawBufferPointer) {
        guard let state else { return }
        if state.use == .web {
            guard state.isHeaderWhole, state.codings.areNone else { return }
            unsafe shim_setopt_long(easy, CURLOPT_HTTP_CONTENT_DECODING, 0)
            lastingOptions = nil
        } else if state.isReadingOffer {
            unsafe EHLOLine.makeReadable(line)
            unsafe choose(beside: line)
        } else if state.mail.isInMail, state.mail.command == .data {
            unsafe MailReplyLine.makeReadable(line, number: state.mail.mailReplies)
        }
    }

    /// Sends a first step's answer together with AUTH only where the mechanism will be PLAIN: a relay that passes it over and asks
    /// for the user would be told the password in the user's place.
    private func choose(beside line: UnsafeMutableRawBufferPointer) {
        let words = unsafe EHLOLine.keywords(line).split(whereSeparator: \.isWhitespace)
        guard words.first == "AUTH" else { return }
        if words.contains("PLAIN") { state?.mail.isOfferedPlain = true }
        let isPlain = state?.mail.isOfferedPlain == true
        unsafe shim_setopt_long(easy, CURLOPT_SASL_IR, isPlain ? mechanisms.sendsAnswerAtOnce : 0)
    }

    static func at(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        unsafe context.map { unsafe Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }
}
