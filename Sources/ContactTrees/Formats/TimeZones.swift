import ConfigFiles
import Foundation
import Text

/// Reads the names of zones, and knows what to say of one that gives none.
///
/// A name is a zone when the system's tzdata has its rules, as it must wherever a time is shown later. Which names there are
/// elsewhere is known from tzdata's own list and from Foundation, whose rules are never used.
struct TimeZones {
    let zones: Zones
    /// Whether a zone is taken whose rules are not, or no longer, on this machine.
    let acceptsLost: Bool

    /// A zone of the IANA database.
    func zone(_ item: Item?) -> String? {
        guard let item, let text = item.scalar("write an IANA zone such as `Asia/Shanghai`") else { return nil }
        do throws(ZoneFault) {
            _ = try zones.rules(of: text)
            return text
        } catch {
            // Incidents of the set that was last in force go on; their times are in UTC, and say so.
            if error != .noName, acceptsLost { return text }
            let (what, remedy) = fault(of: text, error)
            item.misspelt(what, remedy)
            return nil
        }
    }

    /// What is wrong with `name`, and what to do.
    private func fault(of name: String, _ fault: ZoneFault) -> (what: String, remedy: String) {
        switch fault {
        case .damaged(let why):
            return ("\(zones.folder)/\(name) cannot be used: \(why)", "install the package tzdata again")
        case .unreadable:
            return (
                "\(zones.folder)/\(name) cannot be read", "let everybody read it, or install the package tzdata again"
            )
        case .missing where zones.isEmpty && !Self.isOffset(name.lowercased()):
            return (
                "the rules of the time zone `\(name)` are not on this machine: there are none in \(zones.folder)",
                "install the package tzdata, or name the folder that has them in TZDIR"
            )
        case .missing:
            if let remedy = remedyWhereMissing(name) {
                return ("the rules of the time zone `\(name)` are not in \(zones.folder)", remedy)
            }
        case .noName, .noRules: break
        }
        return ("`\(name)` is not a known time zone", remedy(for: name))
    }

    /// What to do where a name is a zone's and has no file; `nil` when it is none's.
    private func remedyWhereMissing(_ name: String) -> String? {
        let listed = zones.listedNames()
        let older = "install tzdata-legacy, in which Debian and Ubuntu keep the older names"
        if let entry = listed[name] {
            return entry.map { "write `\($0)`, which is the same zone, or \(older)" }
                ?? "install the package tzdata again"
        }
        guard name.contains("/"), TimeZone(identifier: name)?.identifier == name else { return nil }
        return "install a newer tzdata, or \(older)"
    }

    /// The zone that somebody probably meant.
    func suggestion(for name: String) -> String? {
        let word = name.trimmingCharacters(in: .whitespaces).replacing(" ", with: "_").lowercased()
        let listed = zones.listedNames()
        let known = Set(TimeZone.knownTimeZoneIdentifiers + ["UTC", "Etc/UTC", "Etc/GMT"] + listed.keys)
            .filter(ZoneName.isPossible).sorted()
        if let same = Self.meant[word] { return same }
        // The system's database has trees of the same zones beside each other.
        for tree in ["posix/", "right/", "systemv/"] where word.hasPrefix(tree) {
            return known.first { $0.lowercased() == word.dropFirst(tree.count) }
        }
        if let same = known.first(where: { $0.lowercased() == word }) { return same }
        // What is near to an offset or an abbreviation is another clock: `Etc/GMT+8` is eight hours behind UTC.
        guard !Self.isOffset(word), !Self.isAbbreviation(word) || word.count > 4 else { return nil }
        if let city = known.first(where: { $0.lowercased().hasSuffix("/" + word) }) { return city }
        return Self.isAbbreviation(word) ? nil : Suggestion.nearest(to: name, among: known)
    }

    /// What to write in place of `name`, which is no zone.
    func remedy(for name: String) -> String {
        if let meant = suggestion(for: name) {
            return "did you mean `\(meant)`? write an IANA zone such as `Asia/Shanghai`"
        }
        let form = "write the zone as Area/City, such as `Asia/Shanghai` or `Europe/London`"
        let word = name.lowercased()
        if Self.isOffset(word) {
            return form
                + "; an offset knows no summer time, and in `Etc/GMT+8` the sign is inverted: 8 hours behind UTC"
        }
        return Self.isAbbreviation(word) ? form + "; an abbreviation stands for several zones" : form
    }

    /// Whether a word, in small letters, has figures as `gmt+8` and `+08:00` have.
    private static func isOffset(_ word: String) -> Bool { word.contains(where: \.isNumber) }

    /// Whether a word, in small letters, is as short as `hkt` and `acwst`.
    private static func isAbbreviation(_ word: String) -> Bool { word.count <= 5 && word.allSatisfy(\.isLetter) }

    /// Names that people write and the database does not have.
    private static let meant = [
        "beijing": "Asia/Shanghai", "asia/beijing": "Asia/Shanghai", "china": "Asia/Shanghai",
        "peking": "Asia/Shanghai", "asia/peking": "Asia/Shanghai", "z": "UTC",
        "etc/zulu": "Etc/Zulu",
    ]
}
