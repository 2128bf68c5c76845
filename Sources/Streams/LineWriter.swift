import Dispatch
import Foundation
import Synchronization
package import SystemPackage

/// Writes lines to a descriptor from a thread of its own, so that who says something never waits: not for a reader that
/// stands still, not for a disk that is full.
///
/// What cannot be written is held up to a bound and tried again every second; what comes beyond the bound is dropped and
/// counted, and the count is written where the lines are missing.
package final class LineWriter: Sendable {
    /// How many bytes of lines are held at most: some 5,000 lines of a usual log.
    package static let bytesHeld = 1 << 20
    /// From a write that failed to the next.
    private static let rest = DispatchTimeInterval.seconds(1)

    private struct State {
        var waiting: [[UInt8]] = []
        /// Of all lines that are not written yet, those in the thread's hands among them.
        var bytes = 0
        /// Since it was said last.
        var dropped = 0
        var droppedEver = 0
        /// Whether the thread waits to be woken.
        var isIdle = true
        var isFailing = false
        /// How many wait for the end of what is there.
        var finishing = 0
    }

    private let file: FileDescriptor
    private let limit: Int
    private let note: @Sendable (Int) -> String
    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let settled = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - file: stays open for as long as the process runs; nothing else writes to it.
    ///   - name: of the thread.
    ///   - limit: how many bytes are held at most.
    ///   - note: the line that says how many were dropped.
    package init(
        _ file: FileDescriptor,
        name: String,
        limit: Int = bytesHeld,
        note: @escaping @Sendable (Int) -> String
    ) {
        self.file = file
        self.limit = limit
        self.note = note
        let thread = Thread { [self] in run() }
        thread.name = name
        thread.start()
    }

    /// How many lines were dropped since the start.
    package var dropped: Int { state.withLock { $0.droppedEver } }

    /// Takes a line, without its end; returns at once.
    package func add(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        let isFirst = state.withLock { state in
            guard state.bytes + bytes.count <= limit else {
                state.dropped += 1
                state.droppedEver += 1
                return false
            }
            tellDropped(&state)
            hold(bytes, &state)
            defer { state.isIdle = false }
            return state.isIdle
        }
        if isFirst { wake.signal() }
    }

    /// Waits until everything is written, or cannot be, or the time is over.
    ///
    /// - Parameter milliseconds: how long at most.
    /// - Returns: whether everything is written.
    @discardableResult package func finish(within milliseconds: Int) -> Bool {
        let isDone = state.withLock { state in
            if state.isIdle || state.isFailing { return true }
            state.finishing += 1
            return false
        }
        if !isDone, settled.wait(timeout: .now() + .milliseconds(milliseconds)) == .timedOut {
            state.withLock { $0.finishing = max($0.finishing - 1, 0) }
        }
        return state.withLock { $0.isIdle && $0.bytes == 0 }
    }

    private func hold(_ bytes: [UInt8], _ state: inout State) {
        state.waiting.append(bytes)
        state.bytes += bytes.count
    }

    private func tellDropped(_ state: inout State) {
        guard state.dropped > 0 else { return }
        hold(Array((note(state.dropped) + "\n").utf8), &state)
        state.dropped = 0
    }

    // MARK: The thread

    private func run() -> Never {
        while true {
            wake.wait()
            while let lines = take() {
                for line in lines { write(line) }
            }
        }
    }

    /// The lines that wait, or `nil` when there are none.
    private func take() -> [[UInt8]]? {
        let lines = state.withLock { state -> [[UInt8]]? in
            tellDropped(&state)
            defer { state.waiting = [] }
            state.isIdle = state.waiting.isEmpty
            return state.isIdle ? nil : state.waiting
        }
        if lines == nil { settle() }
        return lines
    }

    private func write(_ line: [UInt8]) {
        var course = Course(line)
        while true {
            do throws(Errno) {
                try course.go(into: file)
                break
            } catch {
                // Whatever it is may pass: a disk is freed, a named pipe gets another reader.
                state.withLock { $0.isFailing = true }
                settle()
                _ = DispatchSemaphore(value: 0).wait(timeout: .now() + Self.rest)
            }
        }
        state.withLock { state in
            state.isFailing = false
            state.bytes -= line.count
        }
    }

    private func settle() {
        let waiting = state.withLock { state in
            defer { state.finishing = 0 }
            return state.finishing
        }
        for _ in 0..<waiting { settled.signal() }
    }
}
