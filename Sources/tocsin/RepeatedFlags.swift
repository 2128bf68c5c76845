import Server
import Settings

/// A flag that takes one value and stands there twice: which of the two is meant, nobody knows.
enum RepeatedFlags {
    /// Those that may be repeated: each adds something, or says yes once more.
    private static let mayRepeat: Set<String> = {
        var flags: Set<String> = [
            "--set", "--answers", "--then", "--heads", "--json", "--help", "--version", "--add", "--remove",
            "--replace",
            "--deputy",
        ]
        for setting in Setting.allCases where setting.row.kind != .one { flags.insert(setting.flag) }
        return flags
    }()

    /// - Parameter arguments: the command line without the program's name.
    /// - Throws: ``CommandError`` with exit code 2 for the first flag that is written more than once.
    static func refuse(in arguments: [String]) throws(CommandError) {
        var counts: [String: Int] = [:]
        for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("--") {
            counts[String(argument.prefix { $0 != "=" }), default: 0] += 1
        }
        let repeated = counts.filter { $0.value > 1 && !mayRepeat.contains($0.key) }
        guard let (flag, count) = repeated.min(by: { $0.key < $1.key }) else { return }
        throw CommandError.wrongUse("\(flag) is written \(count) times; keep one of them")
    }
}
