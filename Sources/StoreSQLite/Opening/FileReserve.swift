import Dispatching
import Foundation
import Synchronization

/// A file in the data directory that takes room until it is needed.
final class FileReserve: Reserve {
    /// The sizes that are tried when the store opens, in bytes: the first that fits is kept.
    static let sizes = [16, 8, 4, 2, 1].map { UInt64($0) << 20 }

    private struct State {
        /// `nil` when there never was room for one.
        var size: UInt64?
        var isHeld = true
    }

    private let file: FileHandle
    private let state = Mutex(State())

    /// - Throws: ``StoreError/unreadable(_:)``.
    init(_ directory: DataDirectory) throws(StoreError) {
        let path = directory.reservePath
        try directory.protect(path)
        guard let file = FileHandle(forUpdatingAtPath: path) else {
            throw .unreadable("the reserve \(path) cannot be opened")
        }
        self.file = file
        state.withLock { state in
            // What the last process kept back is never let go to see whether there is still room for it.
            let size = (try? file.seekToEnd()) ?? 0
            if Self.sizes.contains(size) {
                state.size = size
            } else {
                state.size = Self.sizes.first { hold($0) }
            }
        }
    }

    var isHeld: Bool { state.withLock { $0.isHeld } }

    func make() -> Bool {
        state.withLock { state in
            if !state.isHeld, let size = state.size { state.isHeld = hold(size) }
            return state.isHeld
        }
    }

    func release() -> Bool {
        state.withLock { state in
            guard state.isHeld, state.size != nil else { return false }
            state.isHeld = false
            return ftruncate(file.fileDescriptor, 0) == 0
        }
    }

    /// Takes `size` bytes, if there is as much again beside them; otherwise nothing.
    ///
    /// Without that, what was given up would be taken back at once, and nothing could be stored.
    private func hold(_ size: UInt64) -> Bool {
        let isThere = posix_fallocate(file.fileDescriptor, 0, off_t(2 * size)) == 0
        return ftruncate(file.fileDescriptor, off_t(isThere ? size : 0)) == 0 && isThere
    }
}
