import ArgumentParser
import Escalation

/// Words of a flag that can only be some, held against them before anything is sent.
enum WrittenWord {
    static let ranks = Severity.allCases.map(\.numeral)

    /// - Throws: a `ValidationError`, which ends the command with exit code 2.
    static func check(_ word: String?, of flag: String, among words: [String]) throws {
        guard let word, !words.contains(word) else { return }
        throw ValidationError("\(flag) \(word) is none of \(words.joined(separator: ", "))")
    }
}
