import ArgumentParser
import Settings

/// Flags that take one value and are written twice: of two values, one would be passed over in silence.
enum RepeatedFlags {
    /// Those that may be repeated.
    private static let several =
        ["--set", "--answers", "--heads"] + Setting.allCases.filter { $0.row.kind == .several }.map(\.flag)

    /// - Throws: a `ValidationError`, which ends the command with exit code 2.
    static func refuse(in arguments: [String]) throws {
        var seen: Set<String> = []
        for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("--") {
            let flag = String(argument.prefix { $0 != "=" })
            guard seen.insert(flag).inserted || several.contains(flag) else {
                throw ValidationError("\(flag) is written twice; keep one of them")
            }
        }
    }
}
