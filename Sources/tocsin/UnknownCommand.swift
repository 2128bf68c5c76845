import ArgumentParser
import ConfigFiles

/// A word where a command is expected that is none.
enum UnknownCommand {
    /// What to say of a word that is no command.
    ///
    /// - Parameters:
    ///   - arguments: without the name of the program.
    ///   - command: whose subcommands the first word may name.
    /// - Returns: one line with the commands that there are; `nil` where the words before the first flag are commands.
    static func fault(in arguments: [String], below command: any ParsableCommand.Type) -> String? {
        let below = command.configuration.subcommands
        guard !below.isEmpty, let word = arguments.first, !word.hasPrefix("-"), word != "help" else { return nil }
        if let next = below.first(where: { $0._commandName == word }) {
            return fault(in: Array(arguments.dropFirst()), below: next)
        }
        let known = below.map { $0._commandName }
        let question = Suggestion.question(word, among: known).map { "; " + $0 } ?? ""
        return "there is no command `\(command == Tocsin.self ? "" : command._commandName + " ")\(word)`\(question)"
            + " (there are: \(known.joined(separator: ", ")))"
    }
}
