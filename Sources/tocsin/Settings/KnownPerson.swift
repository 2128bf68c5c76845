import ConfigFiles
import Escalation
import Server

/// A person whom a command names, held against the contact tree.
enum KnownPerson {
    /// What is wrong with a name; `nil` where the tree has it.
    static func fault(_ id: PersonID, in directory: Directory) -> String? {
        guard directory.people[id] == nil else { return nil }
        let question = Suggestion.question(id, among: directory.people.keys).map { "; " + $0 } ?? ""
        return "nobody in the contact tree is called \(Spelling.shown(id))\(question)"
    }

    /// Holds a name against the tree that a server on a data directory reads; where none can be read, says so.
    ///
    /// - Parameters:
    ///   - id: the name.
    ///   - place: which data directory, and which settings.
    /// - Throws: ``CommandError`` for nobody's name.
    static func check(_ id: PersonID, beside place: Tokens.DataOptions) throws(CommandError) {
        switch try NamedTree.read(beside: place) {
        case .read(let directory):
            if let fault = fault(id, in: directory) { throw CommandError(text: "--person: \(fault)") }
        case .unread(let why):
            Console.complain(
                "--person \(Spelling.shown(id)) is taken as it is, and not held against the contact tree: \(why)"
            )
        }
    }
}
