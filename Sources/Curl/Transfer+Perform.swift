import CCurl
import Synchronization

extension Transfer {
    /// Carries out a mail on the calling thread.
    func perform(_ prepared: PreparedTransfer) -> TransferResult {
        defer { release() }
        if let failure = prepare(prepared) { return TransferResult(.failed(failure)) }
        var code = unsafe curl_easy_perform(easy)
        if state?.wantsFreshConnection == true {
            state?.restart()
            unsafe shim_setopt_long(easy, CURLOPT_FRESH_CONNECT, 1)
            code = unsafe curl_easy_perform(easy)
        }
        return result(code)
    }

    /// Whether a wait of libcurl should end: it asks once a second at least.
    func isOver() -> Bool {
        if worker?.isCancelled.load(ordering: .relaxed) == true {
            state?.isCancelled = true
            return true
        }
        guard let deadline = state?.deadline, deadline <= .now else { return false }
        state?.isOverdue = true
        return true
    }
}
