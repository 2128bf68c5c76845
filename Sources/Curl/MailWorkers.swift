/// The engine's mail workers, each bound to one relay.
struct MailWorkers {
    private let inbox: EngineInbox
    private var idle: [String: [MailWorker]] = [:]
    private var all: [ObjectIdentifier: MailWorker] = [:]

    init(inbox: EngineInbox) {
        self.inbox = inbox
    }

    /// Gives the mail to an idle worker or a new one; false when the system allows no more threads.
    mutating func start(_ job: PreparedTransfer) -> Bool {
        while let worker = idle[job.target.key]?.popLast() {
            if worker.assign(job) { return true }
            retire(worker)
        }
        guard let worker = MailWorker(inbox: inbox), worker.assign(job), worker.start() else { return false }
        all[ObjectIdentifier(worker)] = worker
        return true
    }

    /// Notes that the worker may get another mail.
    mutating func finished(_ mail: FinishedMail) {
        idle[mail.job.target.key, default: []].append(mail.worker)
    }

    /// Ends all workers and waits for them.
    mutating func stop() {
        for worker in all.values { worker.cancel() }
        for worker in all.values { worker.join() }
        all = [:]
        idle = [:]
    }

    private mutating func retire(_ worker: MailWorker) {
        all[ObjectIdentifier(worker)] = nil
        worker.join()
    }
}
