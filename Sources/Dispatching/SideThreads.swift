import Dispatch
import Foundation

/// Does what blocks, such as reading files or a database, on threads of its own.
///
/// Swift's pool has as many threads as the machine has cores: two reads that block would stall every report.
package final class SideThreads: Sendable {
    private let queue: OperationQueue

    /// - Parameters:
    ///   - name: of the queue.
    ///   - width: so many are done at once; whatever else comes waits in order. Callers wait for each, so no more can wait
    ///     than there are callers.
    package init(name: String, width: Int) {
        precondition(width > 0, "nothing is done on no thread")
        queue = OperationQueue()
        queue.name = name
        queue.maxConcurrentOperationCount = width
        queue.qualityOfService = .userInitiated
    }

    /// Waits without holding up a thread until `body` was done on another.
    ///
    /// - Throws: what `body` throws.
    package func run<Value: Sendable, Failure: Error>(
        _ body: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result: Result<Value, Failure> = await withCheckedContinuation { waiting in
            queue.addOperation {
                do throws(Failure) {
                    waiting.resume(returning: .success(try body()))
                } catch {
                    waiting.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }
}
