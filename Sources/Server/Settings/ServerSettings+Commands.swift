import Access
import Foundation
import Settings

extension ServerSettings {
    /// Writes down for the commands beside this server what it runs with; without it they need its flags.
    ///
    /// - Parameter port: where it listens, which `port` leaves open when it is 0.
    /// - Throws: a `CocoaError`.
    package func tellCommands(port: Int) throws {
        let text = RunningSettings.text(
            of: source,
            process: ProcessInfo.processInfo.processIdentifier,
            listen: ListenAddress(host: host, port: port),
            folder: FileManager.default.currentDirectoryPath
        )
        let content = Data(text.utf8)
        try DurableFile.write(content, to: data + "/" + RunningSettings.fileName)
    }
}
