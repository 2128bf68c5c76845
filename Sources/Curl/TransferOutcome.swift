import CCurl

extension Transfer {
    /// What became of the transfer that libcurl ended with this code.
    func result(_ code: CURLcode) -> TransferResult {
        var result = TransferResult(outcome(code))
        result.status = status
        result.body = state?.body ?? []
        result.headerBytes = state?.headers ?? []
        let wait = unsafe shim_getinfo_offset(easy, CURLINFO_RETRY_AFTER)
        result.retryAfter = wait > 0 ? .seconds(Int64(wait)) : nil
        result.wasRequestSent = code != CURLE_OK && isRequestSent
        result.usedNewConnection = unsafe shim_getinfo_long(easy, CURLINFO_NUM_CONNECTS) > 0
        result.peer = peerText
        return result
    }

    private var peerText: String {
        guard let address = unsafe shim_getinfo_string(easy, CURLINFO_PRIMARY_IP) else { return "" }
        let text = unsafe String(cString: address)
        guard !text.isEmpty else { return "" }
        let port = unsafe shim_getinfo_long(easy, CURLINFO_PRIMARY_PORT)
        return text.utf8.contains(UInt8(ascii: ":")) ? "[\(text)]:\(port)" : "\(text):\(port)"
    }

    private var isMail: Bool { state?.use == .mail }

    /// The last code the receiver sent.
    private var status: Int {
        if isMail { return state?.mail.lastReply ?? 0 }
        return unsafe shim_getinfo_long(easy, CURLINFO_RESPONSE_CODE)
    }

    /// Whether the whole request was given away, so that the receiver may have acted on it.
    var isRequestSent: Bool {
        switch state?.request.kind {
        case .http(let web) where web.body.isEmpty:
            unsafe shim_getinfo_long(easy, CURLINFO_REQUEST_SIZE) > 0
        case .http(let web):
            unsafe shim_getinfo_offset(easy, CURLINFO_SIZE_UPLOAD_T) >= web.body.count
        case .smtp(let mail):
            state?.mail.mailReplies ?? 0 >= 3 && state?.uploaded ?? 0 >= mail.message.count
        case nil: false
        }
    }

    private func outcome(_ code: CURLcode) -> TransferResult.Outcome {
        if code == CURLE_OK || isEndedByClosing(code) {
            if let state, state.codings.areNone, !ContentCodings.isPlain(state.body) {
                return .failed(TransferFailure(.undecodable, .noText))
            }
            // libcurl lets a connection end within the header.
            if isMail || state?.isHeaderWhole == true { return .completed(status: status) }
            let lost = TransferFailure.Code.connectionLost(afterRequestSent: isRequestSent)
            return .failed(TransferFailure(lost, .endedInHeader))
        }
        return .failed(ownFailure(code) ?? libcurlFailure(code))
    }

    /// The failure as libcurl tells it.
    private func libcurlFailure(_ code: CURLcode) -> TransferFailure {
        let text = words.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : words
        guard isMail, let state else { return TransferFailure(failureCode(code), words: text) }
        // libcurl adds an errno that is of something else.
        if text.hasPrefix("response reading failed") {
            return TransferFailure(failureCode(code), .endedBefore(state.mail.silence))
        }
        return TransferFailure(failureCode(code), words: text, tlsHint(code, text))
    }

    /// What may be wrong between a relay's TLS and our settings; `nil` where there is nothing to say.
    private func tlsHint(_ code: CURLcode, _ text: String) -> TransferFailure.Detail? {
        guard let state else { return nil }
        if text.contains("wrong version number") {
            return state.target.scheme == "smtps" ? .beginsPlain : .speaksPlain
        }
        guard code == CURLE_PEER_FAILED_VERIFICATION else { return nil }
        let isOfAnother = ["subject name", "host name", "hostname"].contains { text.contains($0) }
        return isOfAnother ? .otherName : .unknownAuthority(ofOurs: state.request.authorityFile != nil)
    }

    /// Whether an HTTP answer that says no length was ended by the receiver's closing, if not a clean one: nothing says that more
    /// was to come.
    private func isEndedByClosing(_ code: CURLcode) -> Bool {
        guard !isMail, code == CURLE_RECV_ERROR, status >= 200, let state, !state.isTooLarge else { return false }
        return state.hasHeaderWithoutLength
    }

    /// The failure that a callback of ours decided on.
    private func ownFailure(_ code: CURLcode) -> TransferFailure? {
        guard let state else { return nil }
        if let refusal = state.refusal, state.socketsOpened == 0 || code == CURLE_ABORTED_BY_CALLBACK {
            return TransferFailure(.blockedAddress, .refused(refusal))
        }
        if state.isCancelled, code != CURLE_OK {
            return TransferFailure(.cancelled, .stopped)
        }
        if state.isOutOfReach, code == CURLE_ABORTED_BY_CALLBACK {
            let code: TransferFailure.Code = state.socketsOpened == 0 ? .couldNotResolve : .couldNotConnect
            return TransferFailure(code, .notWithin(seconds: state.request.connectTimeout.components.seconds))
        }
        if state.isOverdue, code == CURLE_ABORTED_BY_CALLBACK || isMail && code == CURLE_OPERATION_TIMEDOUT {
            return TransferFailure(.timeout(afterRequestSent: isRequestSent), overdue(state))
        }
        if state.lacksOfferedTLS, state.mail.hasRefusedTLS {
            return TransferFailure(.starttlsMissing, words: "the relay offers STARTTLS and does not begin it")
        }
        if state.lacksOfferedTLS || isMail && code == CURLE_USE_SSL_FAILED && state.hasUnusedTLS {
            return TransferFailure(.tls, .oddOffer)
        }
        if let failure = certificateFailure(code, state) { return failure }
        if state.lacksAuthentication {
            return TransferFailure(.authNotOffered, .offersNoLogin)
        }
        if isMail, code == CURLE_LOGIN_DENIED, !state.mail.hasOfferedCredentials {
            return TransferFailure(.authNotOffered, .offersLogins(state.offeredMechanisms))
        }
        return excess(code, state)
    }

    /// The failure of an answer that is longer than we or libcurl hold.
    private func excess(_ code: CURLcode, _ state: TransferState) -> TransferFailure? {
        // A line that is longer than libcurl holds is no lack of memory.
        let isEndlessLine = code == CURLE_OUT_OF_MEMORY && !isMail && status > 0
        if state.isTooLarge || code == CURLE_FILESIZE_EXCEEDED || isEndlessLine {
            let limit = max(state.request.maximumResponse, TransferState.webHeaderLimit) / 1024
            return TransferFailure(.tooLarge, .tooLong(kibibytes: limit))
        }
        guard code == CURLE_RECV_ERROR, !isMail, words.contains("Out of memory in chunked") else { return nil }
        return TransferFailure(.tooLarge, .tooLongLine)
    }

    /// The failure of a connection that a relay ended after it asked for a certificate; with TLS 1.3 it does so behind the
    /// handshake, and often without an alert that arrives.
    private func certificateFailure(_ code: CURLcode, _ state: TransferState) -> TransferFailure? {
        guard case .smtp(let mail) = state.request.kind, state.isAskedForCertificate, !state.mail.isInMail,
            state.mail.lastReply < 400, [CURLE_SSL_CONNECT_ERROR, CURLE_RECV_ERROR, CURLE_SEND_ERROR].contains(code)
        else { return nil }
        return TransferFailure(.tls, .wantsCertificate(gotOurs: mail.identity != nil))
    }

    private func overdue(_ state: TransferState) -> TransferFailure.Detail {
        guard isMail else { return .overdue }
        let isLikelyTLS = state.mail.command == nil && state.target.scheme == "smtp" && state.target.port == 465
        let seconds = state.request.timeout.components.seconds
        return .silent(state.mail.silence, seconds: seconds, mayWantTLS: isLikelyTLS)
    }

    private func failureCode(_ code: CURLcode) -> TransferFailure.Code {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .couldNotResolve
        case CURLE_COULDNT_CONNECT: .couldNotConnect
        // The kernel's word for an address that does not answer, long before a limit of ours.
        case CURLE_OPERATION_TIMEDOUT where isMail && !isConnected: .couldNotConnect
        case CURLE_OPERATION_TIMEDOUT: .timeout(afterRequestSent: isRequestSent)
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .badURL
        // Our own callback takes all up to the limit: it is what undoes the encoding that refuses, as for something behind its end.
        case CURLE_BAD_CONTENT_ENCODING: .undecodable
        case CURLE_WRITE_ERROR where !isMail: .undecodable
        case CURLE_LOGIN_DENIED: .loginDenied
        case CURLE_USE_SSL_FAILED: .starttlsMissing
        case CURLE_SSL_CONNECT_ERROR where isCutOff: .connectionLost(afterRequestSent: false)
        case CURLE_RECV_ERROR where isRefusedByTLS: .tls
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_NOTFOUND,
            CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_INVALIDCERTSTATUS:
            .tls
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_WEIRD_SERVER_REPLY,
            CURLE_REMOTE_ACCESS_DENIED:
            brokenOff(code)
        default: .other(Int(code.rawValue))
        }
    }

    private var words: String { unsafe String(cString: errorText) }

    private var isConnected: Bool { unsafe shim_getinfo_offset(easy, CURLINFO_CONNECT_TIME_T) > 0 }

    /// Whether a relay ended the connection amid the beginning of TLS, without a word why.
    private var isCutOff: Bool {
        isMail && ["SSL_ERROR_SYSCALL", "reset by peer", "unexpected eof"].contains { words.contains($0) }
    }

    /// Whether TLS ended with an alert after it began: with TLS 1.3 the answer to our certificate comes only then.
    private var isRefusedByTLS: Bool {
        isMail && state?.mail.isInMail == false && words.contains("SSL_read") && words.contains(" alert ")
    }

    /// The relay refused, or the connection broke.
    private func brokenOff(_ code: CURLcode) -> TransferFailure.Code {
        if isMail, let state, state.mail.lastReply >= 400 {
            return .smtpRejected(code: state.mail.lastReply, stage: state.mail.stage)
        }
        if code == CURLE_REMOTE_ACCESS_DENIED || code == CURLE_WEIRD_SERVER_REPLY && !isMail {
            return .other(Int(code.rawValue))
        }
        return .connectionLost(afterRequestSent: isRequestSent)
    }
}
