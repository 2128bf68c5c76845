import CCurl
import Synchronization

extension Transfer {
    /// Carries out a mail on the calling thread.
    func perform(_ prepared: PreparedTransfer) -> TransferResult {
        defer { release() }
        if let failure = prepare(prepared) { return TransferResult(.failed(failure)) }
        var code = unsafe curl_easy_perform(easy)
        while prepareAnotherTry(after: code) { code = unsafe curl_easy_perform(easy) }
        return result(code)
    }

    /// Whether the mail, which was certainly not taken, can be tried in another way at once; each way is tried once.
    private func prepareAnotherTry(after code: CURLcode) -> Bool {
        guard code != CURLE_OK, let state, !state.isCancelled, .now < state.deadline else { return false }
        if !state.hasFreshConnection, state.wantsFreshConnection || isSpoiled {
            self.state?.hasFreshConnection = true
            unsafe shim_setopt_long(easy, CURLOPT_FRESH_CONNECT, 1)
        } else if !state.hasOtherMechanisms, code == CURLE_LOGIN_DENIED, let other = otherMechanisms {
            self.state?.hasOtherMechanisms = true
            mechanisms = other
            unsafe shim_setopt_string(easy, CURLOPT_LOGIN_OPTIONS, other.option)
            unsafe shim_setopt_long(easy, CURLOPT_SASL_IR, other.sendsAnswerAtOnce)
        } else {
            return false
        }
        self.state?.restart()
        return true
    }

    /// Whether a kept connection failed in a way that says nothing about this mail.
    private var isSpoiled: Bool {
        guard let state, state.isOverKept else { return false }
        return state.mail.lastReply >= 400 ? state.mail.isRefusedAsSession : !isRequestSent
    }

    /// The mechanisms that the relay offers instead of those tried.
    ///
    /// A user or password that is refused (535) is not shown again: only a mechanism that is (500 to 504, RFC 4954, 4), or what was
    /// passed over with AUTH and asked for again (334).
    private var otherMechanisms: Mechanisms? {
        guard let state else { return nil }
        let offered = state.offeredMechanisms
        let plain = ["LOGIN", "PLAIN"].first(where: offered.contains)
        if state.mail.hasOfferedCredentials {
            let isAsked = state.mail.lastReply == 334 || (500...504).contains(state.mail.lastReply)
            guard isAsked, mechanisms == .plain else { return nil }
            return plain.map { .stepwise($0) }
        }
        switch mechanisms {
        case .plain: return offered.contains(where: Mechanisms.challenges.contains) ? .challenge : nil
        case .challenge, .stepwise: return plain == nil ? .challenge : .plain
        }
    }

    /// Whether a wait of libcurl should end: it asks once a second at least.
    func isOver() -> Bool {
        if worker?.isCancelled.load(ordering: .relaxed) == true {
            state?.isCancelled = true
            return true
        }
        guard let state else { return false }
        let now = ContinuousClock.now
        if state.deadline <= now {
            self.state?.isOverdue = true
            return true
        }
        tellWaiting(state, at: now)
        if self.state?.mail.hasGivenUpQuit(at: now) == true { return true }
        if !state.isConnected, !state.mail.isInMail, state.triedAt + state.request.connectTimeout <= now {
            // The relay's greeting has its own, long time: only the way to it is short.
            let isConnected = unsafe shim_getinfo_offset(easy, CURLINFO_CONNECT_TIME_T) > 0
            self.state?.isConnected = isConnected
            self.state?.isOutOfReach = !isConnected
            return !isConnected
        }
        guard case .smtp(let mail) = state.request.kind, state.isOverKept, state.mail.mailReplies == 0,
            !state.hasFreshConnection, state.triedAt + mail.patienceWithKept <= now
        else { return false }
        self.state?.wantsFreshConnection = true
        return true
    }

    private func tellWaiting(_ state: TransferState, at now: ContinuousClock.Instant) {
        guard let tell = state.request.onWaiting else { return }
        let next = state.request.waitTold * (state.waitsTold + 1)
        guard state.startedAt + next <= now else { return }
        self.state?.waitsTold += 1
        tell(next, "\(state.mail.silence.text), after \(next.components.seconds) s")
    }
}
