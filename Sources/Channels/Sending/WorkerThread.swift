import Dispatch
import Foundation
import Synchronization

/// A thread that works off what is handed to it: everything that waits, in one go.
final class WorkerThread<Job: Sendable>: Sendable {
    private struct Inbox {
        var jobs: [Job] = []
        var isStopped = false
    }

    private final class Shared: Sendable {
        private let inbox = Mutex(Inbox())
        private let bell = DispatchSemaphore(value: 0)

        /// Adds a job; rings only when the thread may be asleep.
        func push(_ job: Job) {
            let wasEmpty = inbox.withLock { inbox in
                defer { inbox.jobs.append(job) }
                return inbox.jobs.isEmpty
            }
            if wasEmpty { bell.signal() }
        }

        func stop() {
            inbox.withLock { $0.isStopped = true }
            bell.signal()
        }

        /// Waits for jobs and takes them all; nil when there are none and never will be.
        func next() -> [Job]? {
            while true {
                bell.wait()
                let (jobs, isStopped) = inbox.withLock { inbox in
                    defer { inbox.jobs = [] }
                    return (inbox.jobs, inbox.isStopped)
                }
                if !jobs.isEmpty {
                    if isStopped { bell.signal() }
                    return jobs
                }
                if isStopped { return nil }
            }
        }
    }

    private let shared = Shared()

    /// Starts the thread; it ends with this object, once everything handed over is done.
    ///
    /// `work` must not hold this object.
    init(name: String, work: @escaping @Sendable ([Job]) -> Void) {
        let shared = shared
        let thread = Thread {
            // The system shows a name only when the thread gives it to itself.
            Thread.current.name = name
            while let jobs = shared.next() { work(jobs) }
        }
        thread.start()
    }

    deinit {
        shared.stop()
    }

    func push(_ job: Job) {
        shared.push(job)
    }
}
