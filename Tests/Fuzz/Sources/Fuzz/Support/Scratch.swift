import Foundation

/// A folder for files that a fuzzer must write, in memory where there is such a place.
enum Scratch {
    static func folder(_ name: String) -> String {
        let base = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        let path = ProcessInfo.processInfo.environment["FUZZ_SCRATCH"] ?? base
        let folder = "\(path)/tocsin-fuzz-\(ProcessInfo.processInfo.processIdentifier)-\(name)"
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }

    /// The project's own folder.
    static let project = (0..<6).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }.path
}
