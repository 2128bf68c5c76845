import Access
import CProcess
import Foundation
import Server
import SystemPackage

/// The user that the server runs as, when root makes its files.
enum ServiceUser {
    /// Lets root's process go on as the user to whom the data directory belongs, or the folder in which it is to be: what is made
    /// belongs to that user then, and no link that lies there can lead root astray.
    ///
    /// - Throws: ``CommandError`` where that is root too.
    static func become(ownerOf data: String) throws(CommandError) {
        guard geteuid() == 0 else { return }
        var folder = URL(fileURLWithPath: data).path
        while !FileManager.default.fileExists(atPath: folder), folder != "/" {
            folder = (folder as NSString).deletingLastPathComponent
        }
        guard let owner = PrivateFile.owner(of: folder), owner != 0 else {
            throw CommandError(
                text:
                    "\(folder) belongs to root, and a server does not run as root: make the data directory for the server's "
                    + "user first (`install -d -m 0700 -o USER \(data)`), or run this as that user"
            )
        }
        let code = process_become(owner)
        guard code == 0 else {
            throw CommandError(text: "cannot go on as the owner of \(folder): \(Errno(rawValue: code))")
        }
    }
}
