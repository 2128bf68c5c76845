import CCurl
import Glibc
import Synchronization

/// Carries out HTTP and SMTP transfers on a thread of its own.
///
/// Connections are kept and used again. A host that does not answer holds up nobody but itself.
package final class TransferEngine: Sendable {
    package enum StartError: Error {
        /// The process has no descriptors, memory or threads left.
        case noResources
    }

    private enum Phase {
        case new
        case running(pthread_t)
        case stopped
    }

    private let inbox: EngineInbox
    private let limits: EngineLimits
    private let onTurn: (@Sendable () -> Void)?
    private let phase = Mutex(Phase.new)

    private static let global = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    /// Makes an engine that does not run yet.
    ///
    /// - Parameters:
    ///   - limits: How many transfers may be under way.
    ///   - onTurn: Called on the engine's thread after a group of completions.
    /// - Throws: When the process has no descriptors left.
    package init(limits: EngineLimits = EngineLimits(), onTurn: (@Sendable () -> Void)? = nil) throws(StartError) {
        guard Self.global == CURLE_OK, let inbox = EngineInbox() else { throw .noResources }
        self.inbox = inbox
        self.limits = limits
        self.onTurn = onTurn
    }

    deinit {
        stop()
    }

    /// Starts the thread; requests that were submitted before start with it.
    package func start() throws(StartError) {
        let inbox = inbox
        let limits = limits
        let onTurn = onTurn
        try phase.withLock { phase throws(StartError) in
            guard case .new = phase else { return }
            let thread = EngineThread.start {
                if let loop = EngineLoop(inbox: inbox, limits: limits, onTurn: onTurn) { return loop.run() }
                inbox.stop()
                Self.cancel(inbox.take().requests)
            }
            guard let thread else { throw .noResources }
            phase = .running(thread)
        }
    }

    /// Hands over requests; each completion is called once, on the engine's thread.
    ///
    /// After `stop()` the requests end as cancelled at once, on the caller's thread.
    package func submit(_ requests: [TransferRequest]) {
        guard !requests.isEmpty, !inbox.push(requests) else { return }
        Self.cancel(requests)
    }

    /// Ends everything that is left as cancelled and waits for the thread.
    package func stop() {
        let thread: pthread_t? = phase.withLock { phase in
            defer { phase = .stopped }
            if case .running(let thread) = phase { return thread }
            return nil
        }
        inbox.stop()
        guard let thread else { return Self.cancel(inbox.take().requests) }
        EngineThread.join(thread)
    }

    private static func cancel(_ requests: [TransferRequest]) {
        for request in requests {
            request.completion(TransferResult(.failed(TransferFailure(.cancelled, .stopped))))
        }
    }
}
