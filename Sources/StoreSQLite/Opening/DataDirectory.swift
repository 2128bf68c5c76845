import Access
import Dispatching
import Foundation
import Text

/// The folder that holds a ledger: made for its owner alone.
struct DataDirectory {
    let path: String

    var databasePath: String { DataFile.database.path(in: path) }
    var lockPath: String { DataFile.lock.path(in: path) }
    var reservePath: String { DataFile.reserve.path(in: path) }

    /// Makes the folder if it is not there; it may be a link to one.
    ///
    /// - Throws: ``StoreError/unreadable(_:)``.
    init(_ path: String) throws(StoreError) {
        self.path = path
        if let fault = PrivateFile.faultOfPlace(path) { throw .unreadable(fault) }
        // What a link leads to counts: a link itself has every right.
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        do {
            try FileManager.default.createDirectory(
                atPath: target,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .unreadable("the data directory \(path) cannot be made: \(Self.words(error))")
        }
        let mode = (try? FileManager.default.attributesOfItem(atPath: target))?[.posixPermissions] as? NSNumber
        guard let mode = mode?.intValue else {
            throw .unreadable("the data directory \(path) cannot be looked at; see that this user may enter \(target)")
        }
        guard mode & 0o022 == 0 else {
            throw .unreadable(
                "others may change the data directory \(path): see what is in it, and run `chmod go-w \(target)`"
            )
        }
    }

    private static func words(_ error: any Error) -> String { (error as? CocoaError)?.words ?? "\(error)" }

    /// Makes an empty file that only its owner may read; SQLite gives its other files the mode of the database.
    ///
    /// A file that is there is never opened here: closing it would drop the locks that SQLite holds on it.
    func protect(_ file: String) throws(StoreError) {
        let files = FileManager.default
        let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        if files.fileExists(atPath: file) {
            do {
                try files.setAttributes(mode, ofItemAtPath: file)
            } catch {
                throw .unreadable("the file \(file) cannot be made private: \(Self.words(error))")
            }
        } else if !files.createFile(atPath: file, contents: nil, attributes: mode) {
            throw .unreadable("the file \(file) cannot be made")
        }
    }
}
