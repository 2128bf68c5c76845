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
                return .failed(TransferFailure(.undecodable, "its body is no text"))
            }
            // libcurl lets a connection end within the header.
            if isMail || state?.isHeaderWhole == true { return .completed(status: status) }
            let lost = TransferFailure.Code.connectionLost(afterRequestSent: isRequestSent)
            return .failed(TransferFailure(lost, "the connection ended within the header"))
        }
        var text = words.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : words
        // libcurl adds an errno that is of something else.
        if isMail { text += tlsHint(code, text) }
        if isMail, text.hasPrefix("response reading failed") {
            text = "the connection ended, \(state?.mail.silence ?? "")"
        }
        return .failed(ownFailure(code) ?? TransferFailure(failureCode(code), text))
    }

    /// What may be wrong between a relay's TLS and our settings; empty where there is nothing to say.
    private func tlsHint(_ code: CURLcode, _ text: String) -> String {
        guard let state else { return "" }
        if text.contains("wrong version number") {
            return state.target.scheme == "smtps"
                ? " (it does not begin with TLS: smtp:// instead of smtps://?)"
                : " (it took STARTTLS and then spoke no TLS: the relay is to be mended)"
        }
        guard code == CURLE_PEER_FAILED_VERIFICATION else { return "" }
        let isOfAnother = ["subject name", "host name", "hostname"].contains { text.contains($0) }
        if isOfAnother {
            return " (its certificate is checked, and is for another name: smtp-url must name the relay as it does)"
        }
        return state.request.authorityFile == nil
            ? " (its certificate is checked; one of your own authority is named in smtp-ca-file)"
            : " (its certificate is checked, and what smtp-ca-file holds does not vouch for it)"
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
            return TransferFailure(.blockedAddress, refusal)
        }
        if state.isCancelled, code != CURLE_OK {
            return TransferFailure(.cancelled, "the engine was stopped")
        }
        if state.isOutOfReach, code == CURLE_ABORTED_BY_CALLBACK {
            let code: TransferFailure.Code = state.socketsOpened == 0 ? .couldNotResolve : .couldNotConnect
            return TransferFailure(code, "not within \(state.request.connectTimeout.components.seconds) s")
        }
        if state.isOverdue, code == CURLE_ABORTED_BY_CALLBACK || isMail && code == CURLE_OPERATION_TIMEDOUT {
            return TransferFailure(.timeout(afterRequestSent: isRequestSent), overdueText(state))
        }
        if state.lacksOfferedTLS || isMail && code == CURLE_USE_SSL_FAILED && state.hasUnusedTLS {
            return TransferFailure(.tls, "the relay offers STARTTLS in a way that libcurl does not read")
        }
        if let failure = certificateFailure(code, state) { return failure }
        if state.lacksAuthentication {
            return TransferFailure(.authNotOffered, "the relay offers no AUTH; nothing was sent")
        }
        if isMail, code == CURLE_LOGIN_DENIED, !state.mail.hasOfferedCredentials {
            let offered = state.offeredMechanisms.joined(separator: ", ")
            return TransferFailure(
                .authNotOffered,
                "it offers \(offered); we have PLAIN, LOGIN, CRAM-MD5 and DIGEST-MD5"
            )
        }
        return excess(code, state)
    }

    /// The failure of an answer that is longer than we or libcurl hold.
    private func excess(_ code: CURLcode, _ state: TransferState) -> TransferFailure? {
        // A line that is longer than libcurl holds is no lack of memory.
        let isEndlessLine = code == CURLE_OUT_OF_MEMORY && !isMail && status > 0
        if state.isTooLarge || code == CURLE_FILESIZE_EXCEEDED || isEndlessLine {
            let limit = max(state.request.maximumResponse, TransferState.webHeaderLimit) / 1024
            return TransferFailure(.tooLarge, "the answer is longer than \(limit) KiB, and was not read to its end")
        }
        guard code == CURLE_RECV_ERROR, !isMail, words.contains("Out of memory in chunked") else { return nil }
        return TransferFailure(.tooLarge, "the answer has a line of more than 4 KiB behind its last chunk")
    }

    /// The failure of a connection that a relay ended after it asked for a certificate; with TLS 1.3 it does so behind the
    /// handshake, and often without an alert that arrives.
    private func certificateFailure(_ code: CURLcode, _ state: TransferState) -> TransferFailure? {
        guard case .smtp(let mail) = state.request.kind, state.isAskedForCertificate, !state.mail.isInMail,
            state.mail.lastReply < 400, [CURLE_SSL_CONNECT_ERROR, CURLE_RECV_ERROR, CURLE_SEND_ERROR].contains(code)
        else { return nil }
        let text =
            mail.identity == nil
            ? "the relay asks for a certificate of ours, none is set (--smtp-client-cert), and it ended the connection"
            : "the relay asks for a certificate, and ended the connection after it got ours (--smtp-client-cert)"
        return TransferFailure(.tls, text)
    }

    private func overdueText(_ state: TransferState) -> String {
        guard isMail else { return "the time limit passed" }
        let isLikelyTLS = state.mail.command == nil && state.target.scheme == "smtp" && state.target.port == 465
        let hint = isLikelyTLS ? " (port 465 begins with TLS as a rule: smtps:// instead of smtp://?)" : ""
        return "\(state.mail.silence) within the \(state.request.timeout.components.seconds) s of an attempt\(hint)"
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
