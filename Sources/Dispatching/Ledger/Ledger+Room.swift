import Escalation
import Logging
import Messages

extension Ledger {
    /// Whether callers of running incidents wait for another try.
    var hasWaiting: Bool { !waiting.isEmpty }

    /// What may be decided now: while the store lives on its reserve, whatever would begin something new is refused.
    ///
    /// - Throws: the store's fault, after everybody was told.
    func admitted(_ requests: [LedgerRequest], at now: Moment) throws -> [LedgerRequest] {
        let requests = waiting + requests
        waiting = []
        if let fault = store.fault {
            for request in requests { request.refuse(.unavailable("the store is broken: \(fault)")) }
            throw fault
        }
        if store.takesNew() { return requests }
        let words = SelfAlert.diskFull(goesOn: true)
        let reason = words.text(in: "en")
        noteRefused(because: words, at: now)
        return requests.filter { request in
            if request.beginsSomething { request.refuse(.unavailable(reason)) }
            return !request.beginsSomething
        }
    }

    func noteRefused(because words: LocalizedText, at now: Moment) {
        let reason = words.text(in: "en")
        if storeRefusal == nil { log.critical("the store takes no writes", metadata: ["why": "\(reason)"]) }
        alerts?.raise(.storeRefuses, words)
        storeRefusal = reason
        refusedAt = now.boot
    }
}

extension LedgerRequest {
    /// Whether it asks for something that a full store does not take on: anything but an event of a running incident.
    fileprivate var beginsSomething: Bool {
        switch self {
        case .handle, .recover: false
        default: true
        }
    }
}
