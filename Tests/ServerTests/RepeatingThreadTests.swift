import Dispatch
import Escalation
import Server
import Synchronization
import Testing

@Suite struct RepeatingThreadTests {
    /// How long a thread may take to get its turn on a busy machine.
    private static let patience = DispatchTimeInterval.seconds(60)

    @Test func `it is done at once, and again after as long as it said`() {
        let done = DispatchSemaphore(value: 0)
        let thread = RepeatingThread(name: "again") { _ in
            done.signal()
            return .zero
        }
        thread.start()
        for _ in 0..<3 { #expect(done.wait(timeout: .now() + Self.patience) == .success) }
        thread.stop()
    }

    @Test func `a stop ends the wait before the first time`() {
        let count = Mutex(0)
        let thread = RepeatingThread(name: "late", after: .days(1)) { _ in
            count.withLock { $0 += 1 }
            return .zero
        }
        thread.start()
        thread.stop()
        thread.stop()
        #expect(count.withLock { $0 } == 0)
    }

    @Test func `a stop ends the waits within a call, and the call comes to its end`() {
        let begun = DispatchSemaphore(value: 0)
        let waits = Mutex<[Bool]>([])
        let thread = RepeatingThread(name: "long") { thread in
            begun.signal()
            for _ in 0..<2 {
                let isStopped = thread.isStopped(within: .days(1))
                waits.withLock { $0.append(isStopped) }
            }
            return .days(1)
        }
        thread.start()
        #expect(begun.wait(timeout: .now() + Self.patience) == .success)
        thread.stop()
        #expect(waits.withLock { $0 } == [true, true])
    }

    @Test func `nothing starts twice, or after a stop`() {
        let count = Mutex(0)
        let done = DispatchSemaphore(value: 0)
        let thread = RepeatingThread(name: "once") { _ in
            count.withLock { $0 += 1 }
            done.signal()
            return .days(1)
        }
        thread.start()
        thread.start()
        #expect(done.wait(timeout: .now() + Self.patience) == .success)
        thread.stop()
        thread.start()
        let stopped = RepeatingThread(name: "never") { _ in
            count.withLock { $0 += 1 }
            return .days(1)
        }
        stopped.stop()
        stopped.start()
        #expect(done.wait(timeout: .now() + .milliseconds(50)) == .timedOut)
        #expect(count.withLock { $0 } == 1)
    }
}
