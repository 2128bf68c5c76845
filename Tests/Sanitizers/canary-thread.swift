import Foundation

// Two threads add to one number without a lock: ThreadSanitizer must say so.
nonisolated(unsafe) var shared = 0
let done = DispatchSemaphore(value: 0)
for _ in 0..<2 {
    Thread.detachNewThread {
        for _ in 0..<10_000 { shared += 1 }
        done.signal()
    }
}
for _ in 0..<2 { done.wait() }
print(shared)
