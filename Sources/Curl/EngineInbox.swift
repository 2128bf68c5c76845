import CCurl
import Glibc
import Synchronization

/// The way into the engine's thread: requests, the order to stop, and an eventfd that wakes it.
final class EngineInbox: Sendable {
    private struct Contents {
        var requests: [TransferRequest] = []
        var mails: [FinishedMail] = []

        var isEmpty: Bool { requests.isEmpty && mails.isEmpty }
        var isStopped = false
    }

    let wakeDescriptor: Int32
    private let contents = Mutex(Contents())

    init?() {
        wakeDescriptor = eventfd(0, shim_eventfd_flags)
        guard wakeDescriptor >= 0 else { return nil }
    }

    deinit {
        close(wakeDescriptor)
    }

    /// Adds a batch; false when the engine takes no more.
    func push(_ batch: [TransferRequest]) -> Bool {
        let (accepted, wasEmpty) = contents.withLock { contents in
            guard !contents.isStopped else { return (false, false) }
            let wasEmpty = contents.isEmpty
            contents.requests.append(contentsOf: batch)
            return (true, wasEmpty)
        }
        if accepted, wasEmpty { wake() }
        return accepted
    }

    /// Adds what a mail worker finished.
    func push(_ mail: FinishedMail) {
        let wasEmpty = contents.withLock { contents in
            defer { contents.mails.append(mail) }
            return contents.isEmpty
        }
        if wasEmpty { wake() }
    }

    /// Takes no more requests.
    func stop() {
        contents.withLock { $0.isStopped = true }
        wake()
    }

    /// Takes everything that arrived, and whether to stop.
    func take() -> (requests: [TransferRequest], mails: [FinishedMail], isStopped: Bool) {
        contents.withLock { contents in
            defer {
                contents.requests = []
                contents.mails = []
            }
            return (contents.requests, contents.mails, contents.isStopped)
        }
    }

    private func wake() {
        eventfd_write(wakeDescriptor, 1)
    }

    /// Makes the eventfd quiet again, before `take()`.
    func clear() {
        var value: eventfd_t = 0
        unsafe eventfd_read(wakeDescriptor, &value)
    }
}
