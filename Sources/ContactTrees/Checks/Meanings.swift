import ConfigFiles
import Escalation

/// What somebody meant who wrote something other than the name of a group or the id of a person.
///
/// Looked up in tables, since a tree of ten thousand people may be wrong in every line.
final class Meanings {
    /// What a text is, and what to write instead.
    typealias Meaning = (what: String, remedy: String)

    private struct Role {
        var group: String
        var holder: PersonID
    }

    private let directory: Directory
    private lazy var ids = table(directory.people.keys.map { ($0, $0) })
    private lazy var names = table(
        directory.people.values.flatMap { person in person.name.texts.values.map { ($0, person.id) } }
    )
    private lazy var mails = Dictionary(
        directory.people.values.flatMap { person in
            person.addresses.filter { $0.channel == "email" }.map { ($0.destination, [person.id]) }
        },
        uniquingKeysWith: +
    )
    private lazy var groups: [String: [UnitPath]] = Dictionary(
        directory.units.values.flatMap { unit in unit.groups.keys.map { ($0, [unit.path]) } },
        uniquingKeysWith: +
    )
    private lazy var groupWords = table(groups.keys.map { ($0, $0) })
    private lazy var units = table(
        directory.units.values.flatMap { unit in
            [(Self.lastWord(unit.path), unit.path)] + unit.name.texts.values.map { ($0, unit.path) }
        }
    )
    private lazy var roles: [String: [Role]] = Dictionary(
        directory.units.values.flatMap { unit in
            unit.groups.flatMap { name, group in
                group.seats.flatMap { seat in
                    let words = Set(seat.role.map { $0.texts.values.map(Self.plain) } ?? [])
                    return words.map { ($0, [Role(group: unit.path + "/" + name, holder: seat.holder)]) }
                }
            }
        },
        uniquingKeysWith: +
    )
    private lazy var plans = Set(directory.units.values.flatMap(\.plans.keys))

    init(of directory: Directory) {
        self.directory = directory
    }

    /// What a text means that stands where a person's id belongs.
    ///
    /// - Parameters:
    ///   - text: as it is written.
    ///   - unit: whose file it stands in.
    /// - Returns: `nil` when it is like nothing in the tree.
    func person(_ text: String, in unit: UnitPath) -> Meaning? {
        if LookAlike.isIn(text) { return named(text) }
        let last = Self.lastWord(text)
        if let group = nearestGroup(last, from: unit) {
            let holders = directory.units[group]?.groups[last]?.seats.map(\.holder) ?? []
            let list = Self.list(holders).map { "name its people (\($0))" } ?? "name its people"
            return (
                "`\(text)` is a group, and a seat holds one person",
                "\(list), or name the group itself in the plan: `ask: [\(last)]`"
            )
        }
        return somebody(text) ?? role(text, isSeat: true) ?? self.unit(text, isSeat: true) ?? number(text)
    }

    /// What a text means that stands where the name of a group or a person belongs and leads nowhere.
    ///
    /// - Parameters:
    ///   - text: as it is written, without a question mark.
    ///   - unit: whose plan it stands in.
    /// - Returns: `nil` when it is like nothing in the tree.
    func name(_ text: String, in unit: UnitPath) -> Meaning? {
        if LookAlike.isIn(text) { return named(text) }
        return somebody(text) ?? severalNames(text) ?? groupElsewhere(text) ?? role(text, isSeat: false)
            ?? self.unit(text, isSeat: false) ?? plan(text) ?? number(text)
    }

    /// A person by name, by e-mail address, or by an id in another spelling.
    private func somebody(_ text: String) -> Meaning? {
        if let found = mails[text.lowercased()], let list = Self.list(found) {
            return ("an e-mail address stands where an id belongs", "write \(Self.which(found, list))")
        }
        if text.contains("@"), !text.contains(where: { "/:?".contains($0) }) {
            return ("an e-mail address stands where an id belongs, and nobody has it", "write the id of a person")
        }
        let last = Self.lastWord(text)
        if let person = directory.people[last], last != text {
            return (
                "`\(text)` is not how a person is named", "ids of people are unique in the tree: write `\(person.id)`"
            )
        }
        if let name = named(text) { return name }
        guard let found = ids[Self.plain(text)], !found.contains(text), let list = Self.list(found) else { return nil }
        return ("`\(text)` is not the id of a person", "did you mean \(list)? write ids as they are defined")
    }

    /// Somebody's name in one of its languages.
    private func named(_ text: String) -> Meaning? {
        let found = names[Self.plain(text), default: []].filter { id in
            let texts = directory.people[id]?.name.texts.values.map(Self.unspaced) ?? []
            return id != text && texts.contains(Self.unspaced(text))
        }
        guard let list = Self.list(found) else { return nil }
        return ("`\(text)` is the name of \(list), and not an id", "write \(Self.which(found, list))")
    }

    /// `duty, leaders` in one text.
    private func severalNames(_ text: String) -> Meaning? {
        let words = text.split { " ,;+&".contains($0) }.map(String.init)
        guard words.count > 1, words.allSatisfy({ groups[$0] != nil || directory.people[$0] != nil }) else {
            return nil
        }
        return ("`\(text)` is several names in one", "write a list: `[\(words.joined(separator: ", "))]`")
    }

    private func groupElsewhere(_ text: String) -> Meaning? {
        for word in text.split(separator: "/").map(String.init).reversed() {
            guard let found = groups[word]?.sorted(), let list = Self.list(found.map { $0 + "/" + word }) else {
                continue
            }
            return ("`\(text)` leads to no group", "write where it is: \(list)")
        }
        let plain = Self.plain(Self.lastWord(text))
        guard let found = groupWords[plain], let list = Self.list(found), !found.contains(text) else { return nil }
        return ("`\(text)` is not the name of a group", "did you mean \(list)? write names as they are defined")
    }

    private func role(_ text: String, isSeat: Bool) -> Meaning? {
        guard let found = roles[Self.plain(text)], let seat = found.min(by: { $0.group < $1.group }) else { return nil }
        let others = found.count > 1 ? " (and \(found.count - 1) more)" : ""
        let holder = "whoever holds it, `\(seat.holder)`"
        let remedy = isSeat ? "name \(holder)" : "name the group, `\(Self.lastWord(seat.group))`, or \(holder)"
        return ("`\(text)` is the role of a seat of `\(seat.group)`\(others)", remedy)
    }

    private func unit(_ text: String, isSeat: Bool) -> Meaning? {
        guard let path = units[Self.plain(Self.lastWord(text))]?.first else { return nil }
        let group = directory.units[path]?.groups.keys.min()
        let example = group.map { ", such as `\(path)/\($0)`" } ?? ""
        let remedy = isSeat ? "name a person" : "name a group of it\(example), or a person"
        return ("`\(text)` is a unit (\(path))", remedy)
    }

    private func plan(_ text: String) -> Meaning? {
        guard plans.contains(text.lowercased()) else { return nil }
        return ("`\(text)` is a plan", "name a group or a person")
    }

    private func number(_ text: String) -> Meaning? {
        let digits = text.count { $0.isNumber }
        guard digits >= 3, text.allSatisfy({ $0.isNumber || " +-()/".contains($0) }) else { return nil }
        return ("`\(text)` is a telephone number, and calls are not known to this version", TaskKeys.remedy)
    }

    /// The unit whose group of that name is nearest: in the lineage, else anywhere.
    private func nearestGroup(_ name: String, from unit: UnitPath) -> UnitPath? {
        directory.lineage(of: unit).first { $0.groups[name] != nil }?.path ?? groups[name]?.min()
    }

    private func table(_ pairs: [(String, String)]) -> [String: [String]] {
        var table: [String: Set<String>] = [:]
        for (text, id) in pairs { table[Self.plain(text), default: []].insert(id) }
        table[""] = nil
        return table.mapValues { $0.sorted() }
    }

    private static func lastWord(_ text: String) -> String {
        text.split(separator: "/").last.map(String.init) ?? text
    }

    /// Letters and digits alone, in small letters: what stays the same in every way to write a name.
    private static func plain(_ text: String) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }

    private static func unspaced(_ text: String) -> String {
        text.lowercased().filter { !$0.isWhitespace }
    }

    /// Some ids in backquotes, and how many more there are.
    private static func list(_ ids: [String]) -> String? {
        guard !ids.isEmpty else { return nil }
        let more = ids.count > 5 ? " and \(ids.count - 5) more" : ""
        return ids.prefix(5).map { "`\($0)`" }.joined(separator: ", ") + more
    }

    private static func which(_ found: [String], _ list: String) -> String {
        found.count == 1 ? list : "the id of the one you mean: \(list)"
    }
}
