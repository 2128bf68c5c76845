import Dispatch
import SystemPackage

/// How far bytes have got on their way into a descriptor: after a fault they go on where they stopped.
struct Course {
    /// What a pipe takes as a whole or not at all (POSIX `PIPE_BUF` on Linux).
    private static let piece = 4_096
    /// How long a descriptor that does not block is left alone when it has no room.
    private static let pause = DispatchTimeInterval.milliseconds(20)

    private let bytes: [UInt8]
    private var start = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Writes what is left; waits for as long as the descriptor has no room.
    ///
    /// - Throws: what stopped it; a further call goes on from there.
    mutating func go(into file: FileDescriptor) throws(Errno) {
        while start < bytes.count {
            let end = min(start + Self.piece, bytes.count)
            let before = Self.position(of: file)
            do {
                _ = try file.writeAll(bytes[start..<end])
                start = end
            } catch {
                // Of a file it is known how much of the piece is in it.
                if let before, let after = Self.position(of: file) {
                    start += Int(min(max(after - before, 0), Int64(end - start)))
                }
                let fault = error as? Errno ?? .ioError
                guard fault == .resourceTemporarilyUnavailable else { throw fault }
                _ = DispatchSemaphore(value: 0).wait(timeout: .now() + Self.pause)
            }
        }
    }

    private static func position(of file: FileDescriptor) -> Int64? {
        try? file.seek(offset: 0, from: .current)
    }
}
