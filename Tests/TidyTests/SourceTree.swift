import Foundation

/// The project's own Swift files, read once.
struct SourceTree {
    struct File: CustomStringConvertible, Sendable {
        /// From the project's folder, such as `Sources/Curl/TransferEngine.swift`.
        var path: String
        var lines: [String]
        var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
        var isSource: Bool { path.hasPrefix("Sources/") }
        var description: String { path }
    }

    static let shared = SourceTree()
    let files: [File]
    var sources: [File] { files.filter(\.isSource) }

    /// The project's folder.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private init() {
        let root = Self.root
        var found: [File] = []
        for folder in ["Sources", "Tests"] {
            let start = root.appendingPathComponent(folder)
            for case let url as URL in FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)
                ?? .init()
            where url.pathExtension == "swift" {
                guard let text = try? String(contentsOf: url, encoding: .utf8) else { continue }
                let path = url.path.replacing(root.path + "/", with: "")
                found.append(File(path: path, lines: text.components(separatedBy: "\n")))
            }
        }
        files = found.sorted { $0.path < $1.path }
    }
}
