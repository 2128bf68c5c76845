import Glibc
import SystemPackage

/// What tells a file or folder that was changed or exchanged from the one that was read.
package struct FileState: Hashable, Sendable {
    private var device: UInt64
    private var inode: UInt64
    private var size: Int64
    private var seconds: Int
    private var nanoseconds: Int

    init(_ stat: Stat) {
        device = UInt64(stat.deviceID.rawValue)
        inode = UInt64(stat.inode.rawValue)
        size = stat.size
        seconds = stat.st_mtim.tv_sec
        nanoseconds = stat.st_mtim.tv_nsec
    }

    /// The state of what lies at `path` now, links followed; `nil` when nothing does.
    init?(at path: String) {
        guard let stat = try? FilePath(path).stat(followTargetSymlink: true) else { return nil }
        self.init(stat)
    }
}
