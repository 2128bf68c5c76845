import ArgumentParser
import ConfigFiles
import Foundation

/// The settings file, held to what the contact tree is held to: bounded, no aliases or tags, no key twice, and no key that
/// nothing reads, such as a password written out (RELIABILITY §4 S15, S16).
enum SettingsFile {
    /// - Throws: ``Trouble`` with every fault, and never with a value.
    static func check(_ path: String) throws {
        guard let file = FileHandle(forReadingAtPath: path),
            let data = try? file.read(upToCount: ConfigLimits.bytesInFile + 1)
        else { throw Trouble(text: "the settings file \(path) cannot be read") }
        let log = FaultLog()
        if let root = YAMLDocument.root(of: path, content: Array(data), log: log) { check(root, log) }
        guard log.faults.isEmpty else {
            let faults = log.faults.map(\.description).joined(separator: "\n")
            throw Trouble.wrongUse("the settings file has faults\n\(faults)")
        }
    }

    private static func check(_ root: YAMLValue, _ log: FaultLog) {
        guard case .map(let pairs) = root.content else {
            return log.add(
                root.place,
                "the file is \(root.kind), not a map",
                "write lines such as `data: /var/lib/tocsin`"
            )
        }
        let known = flags
        for pair in pairs where !known.contains(pair.key) {
            let question = Suggestion.question(pair.key, among: known.sorted()).map { $0 + " " } ?? ""
            log.add(
                pair.keyPlace,
                "`\(pair.key)` is not a setting",
                "\(question)the settings are the long names of the flags of `tocsin serve`"
            )
        }
        for pair in pairs where known.contains(pair.key) {
            switch pair.value.content {
            case .text: break
            case .list(let values) where values.allSatisfy({ if case .text = $0.content { true } else { false } }):
                break
            default: log.add(pair.keyPlace, "`\(pair.key)` is \(pair.value.kind)", "write a value, or a list of them")
            }
        }
    }

    /// The long names of the flags of `serve`, as its help has them.
    private static var flags: Set<String> {
        let lines = Serve.helpMessage(columns: 200).split(separator: "\n").map { $0.drop { $0 == " " } }
        let names = lines.filter { $0.hasPrefix("--") }.map { line in
            String(line.dropFirst(2).prefix { $0.isLowercase || $0.isNumber || $0 == "-" })
        }
        return Set(names).subtracting(["settings", "version", "help"])
    }
}
