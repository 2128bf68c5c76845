import Access
import CProcess
import Foundation
import Settings

/// What root can read of the contact tree and the templates, and the user that the server runs as cannot.
enum ServiceReading {
    /// Beyond it the folders have a fault of their own.
    private static let depth = 24
    private static let endings = [".yaml", ".mustache"]

    /// Looks at the files with the rights of the user to whom the data directory belongs; root's process goes on as that user.
    ///
    /// - Parameter source: where everything lies.
    /// - Returns: a line for each file or folder; none where this process is not root's, or where the server would be root's too.
    static func warnings(_ source: SettingsSource) -> [String] {
        let data = source.one(.data, or: Setting.data.row.usual).text
        let folders = [
            source.one(.contacts, or: Setting.contacts.row.usual).text,
            source.one(.templates, or: Setting.templates.row.usual).text, source.one(.templatesOverlay)?.text,
        ].compactMap { $0 }.filter { FileManager.default.fileExists(atPath: $0) }
        guard geteuid() == 0, let owner = PrivateFile.owner(of: data), owner != 0, process_become(owner) == 0 else {
            return []
        }
        return folders.flatMap { unreadable($0, isFolder: true, depth: depth) }.map { path in
            "\(path): the user that the server runs as (the owner of \(data)) cannot read it; give that user the right to"
        }
    }

    private static func unreadable(_ path: String, isFolder: Bool, depth: Int) -> [String] {
        let files = FileManager.default
        guard files.isReadableFile(atPath: path), !isFolder || files.isExecutableFile(atPath: path) else {
            return [path]
        }
        guard isFolder, depth > 0 else { return [] }
        let names = (try? files.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted().flatMap { name in
            let inner = path + "/" + name
            let target = URL(fileURLWithPath: inner).resolvingSymlinksInPath().path
            let found = try? files.attributesOfItem(atPath: target)
            let isInnerFolder = found?[.type] as? FileAttributeType == .typeDirectory
            guard isInnerFolder || endings.contains(where: name.hasSuffix) else { return [String]() }
            return unreadable(inner, isFolder: isInnerFolder, depth: depth - 1)
        }
    }
}
