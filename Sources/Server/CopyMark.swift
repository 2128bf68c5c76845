import Access
import Dispatching
import Foundation
import Text

/// Tells a copy that `tocsin backup` made from the data directory it was made of: a file that only the copy has, until a server
/// has gone on from it.
package enum CopyMark {
    private static let text = """
        A copy made by `tocsin backup`. The first server that is started on it takes this file away: incidents that were reported
        after the copy was made had numbers, and it does not give those again.

        """

    /// - Throws: what kept the file from being written.
    package static func write(in directory: String) throws {
        let content = Data(text.utf8)
        try DurableFile.write(content, to: DataFile.copyMark.path(in: directory))
    }

    static func isThere(in directory: String) -> Bool {
        FileManager.default.fileExists(atPath: DataFile.copyMark.path(in: directory))
    }

    /// - Throws: what kept the file from being removed; the numbers are then left out once more, which does no harm.
    static func remove(from directory: String) throws {
        guard isThere(in: directory) else { return }
        try FileManager.default.removeItem(atPath: DataFile.copyMark.path(in: directory))
    }
}
