import Foundation

/// One parser of outside bytes, and what must hold whatever they are.
struct Fuzzer: Sendable {
    /// Also the name of its folder under `Corpus`.
    var name: String
    /// The longest input that is tried, in bytes.
    var longest: Int
    var run: @Sendable ([UInt8]) -> Void
    /// Inputs that no editor can write, from which the corpus was begun; made again when a format changes.
    var examples: @Sendable () -> [[UInt8]]

    init(
        _ name: String,
        longest: Int = 2_048,
        examples: @escaping @Sendable () -> [[UInt8]] = { [] },
        run: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.name = name
        self.longest = longest
        self.examples = examples
        self.run = run
    }

    static let all: [Fuzzer] = [
        .canary, .json, .intake, .query, .form, .moments, .heads, .links, .tokens, .yaml, .tree, .hours, .rosters,
        .templates,
        .presets, .zones, .messages, .mail, .pages, .replies, .relays, .addresses, .networks, .record, .rows,
    ]

    /// Must be found within seconds, or a crash of the others would go unseen too.
    static let canary = Fuzzer("canary", longest: 16) { bytes in
        guard bytes.count > 3, bytes[0] == UInt8(ascii: "s"), bytes[1] == UInt8(ascii: "i") else { return }
        guard bytes[2] == UInt8(ascii: "n"), bytes[3] == UInt8(ascii: "g") else { return }
        demand(false, "the canary sings")
    }
}

/// Ends the run as a find when something does not hold.
func demand(_ holds: Bool, _ what: @autoclosure () -> String) {
    guard !holds else { return }
    try? FileHandle.standardError.write(contentsOf: Data("== broken: \(what())\n".utf8))
    abort()
}

/// Writes a fuzzer's examples as files, to begin a corpus.
enum Examples {
    static func write(of name: String, to folder: String) {
        guard let fuzzer = Fuzzer.all.first(where: { $0.name == name }) else { return }
        for (number, example) in fuzzer.examples().enumerated() {
            let path = "\(folder)/example-\(number)"
            demand(FileManager.default.createFile(atPath: path, contents: Data(example)), "\(path) cannot be written")
        }
    }
}
