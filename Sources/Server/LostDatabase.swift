import Foundation
import Text

/// A data directory that a server has served from, and whose database is gone: a new one would be an empty ledger under the old key
/// and tokens, and the incidents that are open would be forgotten.
package enum LostDatabase {
    private static let mostFolders = 200

    /// - Parameter data: the data directory; nothing is made or changed in it.
    /// - Throws: ``CommandError`` that says what is missing, what shows that it was there, and where else one lies.
    static func refuse(in data: String) throws(CommandError) {
        let path = DataFile.database.path(in: data)
        guard size(of: path) == 0, size(of: DataFile.writeAheadLog.path(in: data)) == 0 else { return }
        var signs: [String] = []
        let heads = DataFile.signedHeads
        if size(of: heads.path(in: data)) > 0 { signs.append("the signed heads of its record (\(heads.rawValue))") }
        if KeptSet.exists(in: data) {
            signs.append("the contact tree that was last in force (\(DataFile.kept.rawValue))")
        }
        guard !signs.isEmpty else { return }
        let what = FileManager.default.fileExists(atPath: path) ? "is empty" : "is missing"
        throw CommandError(
            text:
                "the database \(path) \(what), and \(signs.joined(separator: " and ")) show that there was one; nothing was "
                + "made in its place. \(remedy(data)) For a new, empty ledger name another --data"
        )
    }

    private static func remedy(_ data: String) -> String {
        let copies = copies(in: data)
        guard !copies.isEmpty else {
            return "Put it back, or restore a backup (operating.md among the documents says how)."
        }
        return
            "A database lies in \(copies.joined(separator: ", ")): if that is the backup, put its files into \(data) "
            + "itself, not into a folder of it."
    }

    /// Folders in the data directory that have a database of their own, such as a backup that was copied one level too deep.
    package static func copies(in data: String) -> [String] {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: data)) ?? []
        return folders.sorted().prefix(mostFolders).map { data + "/" + $0 }.filter {
            size(of: DataFile.database.path(in: $0)) > 0
        }
    }

    /// In bytes; 0 for what is not there.
    private static func size(of path: String) -> Int {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        return ((try? FileManager.default.attributesOfItem(atPath: target))?[.size] as? NSNumber)?.intValue ?? 0
    }
}
