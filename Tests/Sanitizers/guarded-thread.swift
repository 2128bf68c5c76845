import Foundation
import Synchronization

// Threads that do nothing but wait for one Mutex: ThreadSanitizer reports them, wrongly; see `guarded` in run.py.
final class Box: Sendable {
    struct State {
        var count = 0
        var list: [Int] = []
    }

    let state = Mutex(State())

    func add() {
        state.withLock { state in
            defer { state.count += 1 }
            state.list.append(state.count)
            if state.list.count > 100 { state.list.removeAll() }
            if state.count % 64 == 0 { sched_yield() }
        }
    }
}

let box = Box()
let done = DispatchSemaphore(value: 0)
for _ in 0..<6 {
    Thread.detachNewThread {
        for _ in 0..<2_000 { box.add() }
        done.signal()
    }
}
for _ in 0..<6 { done.wait() }
print(box.state.withLock { $0.count })
