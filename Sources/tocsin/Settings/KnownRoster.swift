import ConfigFiles
import Duty
import Escalation
import Server
import Settings

/// A roster whose feed somebody is to read, held against the contact tree.
enum KnownRoster {
    /// Holds a name against the tree that a server on a data directory reads; where none can be read, says so.
    ///
    /// - Parameters:
    ///   - id: the roster with the path of its unit.
    ///   - place: which data directory, and which settings.
    /// - Throws: ``CommandError`` for what is no path of a roster, and for one that there is not.
    static func check(_ id: RosterID, beside place: Tokens.DataOptions) throws(CommandError) {
        let parts = id.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].isEmpty, parts.dropFirst().allSatisfy({ Spelling.isID(String($0)) }) else {
            throw CommandError.wrongUse(
                "--roster \(Spelling.shown(id)) is no path of a roster, such as /riverside-town/duty-roster"
            )
        }
        switch try NamedTree.read(beside: place) {
        case .read(let directory):
            let known = (directory.duty as? DutyCalendar)?.rosters.keys.sorted() ?? []
            guard !known.contains(id) else { return }
            let question = Suggestion.question(id, among: known).map { "; " + $0 } ?? ""
            let which = known.isEmpty ? "the contact tree has none" : "there are \(known.joined(separator: ", "))"
            throw CommandError(text: "--roster: there is no roster \(id)\(question) (\(which))")
        case .unread(let why):
            Console.complain("--roster \(id) is taken as it is, and not held against the contact tree: \(why)")
        }
    }

    /// Where the feed of a roster is, without its key.
    static func address(of id: RosterID, beside place: Tokens.DataOptions) -> String {
        let url = try? NamedTree.source(beside: place).one(.publicURL)?.text
        var base = url ?? "PUBLIC-URL"
        while base.hasSuffix("/") { base.removeLast() }
        return "\(base)/v1/rosters\(id).ics"
    }
}
