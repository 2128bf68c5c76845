import CCurl
import Glibc
import Synchronization

/// A thread with one connection to one relay, which carries out one mail at a time.
///
/// libcurl's SMTP waits inside the call for the answer to the final dot and to QUIT, and so would stop every other
/// transfer of the engine's thread.
final class MailWorker: Sendable {
    private struct Desk {
        var job: PreparedTransfer?
        var isEnded = false
    }

    private static let idleMilliseconds: Int32 = 60_000

    let isCancelled = Atomic(false)
    private let desk = Mutex(Desk())
    private let thread = Mutex<pthread_t?>(nil)
    private let bell: Int32
    private let inbox: EngineInbox

    init?(inbox: EngineInbox) {
        bell = eventfd(0, shim_eventfd_flags)
        self.inbox = inbox
        guard bell >= 0 else { return nil }
    }

    deinit {
        close(bell)
    }

    /// Starts the thread; false when the system refuses.
    func start() -> Bool {
        let started = EngineThread.start { self.run() }
        thread.withLock { $0 = started }
        return started != nil
    }

    /// Gives the idle worker a mail; false when its thread has ended.
    func assign(_ job: PreparedTransfer) -> Bool {
        let isAccepted = desk.withLock { desk in
            guard !desk.isEnded else { return false }
            desk.job = job
            return true
        }
        if isAccepted { eventfd_write(bell, 1) }
        return isAccepted
    }

    /// Ends the mail under way, within a second.
    func cancel() {
        isCancelled.store(true, ordering: .relaxed)
        eventfd_write(bell, 1)
    }

    func join() {
        if let thread = thread.withLock({ $0.take() }) { EngineThread.join(thread) }
    }

    private func run() {
        let sockets = MailSockets()
        let transfer = Transfer(index: 0, sessions: MailSessions(), sockets: sockets, worker: self)
        let noMemory = TransferFailure(.cancelled, .noMemory)
        while let job = nextJob() {
            report(job, transfer?.perform(job) ?? TransferResult(.failed(noMemory)))
        }
        withExtendedLifetime(transfer) { sockets.cut() }
    }

    /// Waits for a mail; nil when none came for long or all is over.
    private func nextJob() -> PreparedTransfer? {
        while true {
            if let job = desk.withLock({ $0.job.take() }) { return job }
            guard !isCancelled.load(ordering: .relaxed) else { return end() }
            var event = pollfd(fd: bell, events: Int16(POLLIN), revents: 0)
            if unsafe poll(&event, 1, Self.idleMilliseconds) == 0 { return end() }
            var value: eventfd_t = 0
            unsafe eventfd_read(bell, &value)
        }
    }

    /// Takes no more mails, but the one that came at the last moment.
    private func end() -> PreparedTransfer? {
        desk.withLock { desk in
            let last = desk.job.take()
            desk.isEnded = last == nil
            return last
        }
    }

    private func report(_ job: PreparedTransfer, _ result: TransferResult) {
        inbox.push(FinishedMail(worker: self, job: job, result: result))
    }
}

/// A mail that a worker is done with.
struct FinishedMail: Sendable {
    let worker: MailWorker
    let job: PreparedTransfer
    let result: TransferResult
}
