import Foundation
import Testing

/// Where things are: the binary under test, and the repository's own files.
enum Place {
    /// `TOCSIN_BINARY`, or the `tocsin` that was built beside the tests.
    static let binary = Result { try findBinary() }

    static let repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .path

    static var templates: String { repository + "/Templates" }
    static var contacts: String { repository + "/Contacts" }
    static var brokenTrees: String { repository + "/Tests/ContactTreesTests/Broken" }

    private static func findBinary() throws -> String {
        if let named = ProcessInfo.processInfo.environment["TOCSIN_BINARY"] { return named }
        let starts = CommandLine.arguments + [Bundle.main.executablePath ?? ""] + Bundle.allBundles.map(\.bundlePath)
        for start in starts {
            var folder = URL(fileURLWithPath: start).resolvingSymlinksInPath()
            for _ in 0..<6 {
                folder = folder.deletingLastPathComponent()
                let beside = folder.appendingPathComponent("tocsin").path
                let isFile = try? URL(fileURLWithPath: beside).resourceValues(forKeys: [.isRegularFileKey])
                    .isRegularFile
                if isFile == true, FileManager.default.isExecutableFile(atPath: beside) { return beside }
            }
        }
        let built = repository + "/.build/debug/tocsin"
        try #require(FileManager.default.isExecutableFile(atPath: built), "build tocsin first, or set TOCSIN_BINARY")
        return built
    }
}

/// A folder of its own that goes when nobody holds it.
final class Folder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("tocsin-e2e-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ text: String, to name: String) throws {
        let url = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func read(_ name: String) -> String {
        FileManager.default.contents(atPath: path + "/" + name).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: path + "/" + name)
    }
}
