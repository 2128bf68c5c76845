import ConfigFiles
import Foundation

/// The zones of the IANA database, under every name that it has or ever had.
///
/// A name is known when Foundation gives its clock, as it must wherever a time is shown later. Abbreviations that tell several
/// zones apart by nothing (`CST`, `IST`) and offsets are not zones, though Foundation takes them.
enum TimeZones {
    /// Whether `name` is a zone such as `Asia/Shanghai`, `Etc/UTC` or `Singapore`, in exactly this spelling.
    static func isKnown(_ name: String) -> Bool {
        guard name.utf8.count <= 64, name.utf8.allSatisfy(isNameByte) else { return false }
        if alone.contains(name) { return true }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts[0] != "SystemV", parts.allSatisfy({ !$0.isEmpty }) else {
            return false
        }
        return TimeZone(identifier: name)?.identifier == name
    }

    /// The zone that somebody probably meant.
    static func suggestion(for name: String) -> String? {
        let word = name.trimmingCharacters(in: .whitespaces).replacing(" ", with: "_").lowercased()
        let known = Set(TimeZone.knownTimeZoneIdentifiers + alone + ["Etc/UTC", "Etc/GMT"] + ofSystem()).sorted()
        if let same = meant[word] { return same }
        // The system's database has trees of the same zones beside each other.
        for tree in ["posix/", "right/", "systemv/"] where word.hasPrefix(tree) {
            return known.first { $0.lowercased() == word.dropFirst(tree.count) }
        }
        if let same = known.first(where: { $0.lowercased() == word }) { return same }
        // What is near to an offset or an abbreviation is another clock: `Etc/GMT+8` is eight hours behind UTC.
        guard !isOffset(word), !isAbbreviation(word) || word.count > 4 else { return nil }
        if let city = known.first(where: { $0.lowercased().hasSuffix("/" + word) }) { return city }
        return isAbbreviation(word) ? nil : Suggestion.nearest(to: name, among: known)
    }

    /// What to write in place of `name`, which is no zone.
    static func remedy(for name: String) -> String {
        if let meant = suggestion(for: name) {
            return "did you mean `\(meant)`? write an IANA zone such as `Asia/Shanghai`"
        }
        let form = "write the zone as Area/City, such as `Asia/Shanghai` or `Europe/London`"
        let word = name.lowercased()
        if isOffset(word) {
            return form
                + "; an offset knows no summer time, and in `Etc/GMT+8` the sign is inverted: 8 hours behind UTC"
        }
        return isAbbreviation(word) ? form + "; an abbreviation stands for several zones" : form
    }

    /// Whether a word, in small letters, has figures as `gmt+8` and `+08:00` have.
    private static func isOffset(_ word: String) -> Bool { word.contains(where: \.isNumber) }

    /// Whether a word, in small letters, is as short as `hkt` and `acwst`.
    private static func isAbbreviation(_ word: String) -> Bool { word.count <= 5 && word.allSatisfy(\.isLetter) }

    /// The names of the system's database, old ones among them, which Foundation knows and does not list.
    private static func ofSystem() -> [String] {
        guard
            case .bytes(let bytes, _) = FileBytes.read(
                "/usr/share/zoneinfo/tzdata.zi",
                atMost: ConfigLimits.bytesInFile
            )
        else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ")
            guard parts.count >= 3, ["Z", "L"].contains(parts[0]) else { return nil }
            let name = String(parts[0] == "Z" ? parts[1] : parts[2])
            return isKnown(name) ? name : nil
        }
    }

    /// Names that people write and the database does not have.
    private static let meant = [
        "beijing": "Asia/Shanghai", "asia/beijing": "Asia/Shanghai", "china": "Asia/Shanghai",
        "peking": "Asia/Shanghai", "asia/peking": "Asia/Shanghai", "z": "UTC",
        "etc/zulu": "Etc/Zulu",
    ]

    /// The names of the database without a slash (tzdata 2026: `backward`, `europe`, `northamerica`), which name one clock each.
    private static let alone: Set<String> = [
        "CET", "CST6CDT", "Cuba", "EET", "EST", "EST5EDT", "Egypt", "Eire", "GB", "GB-Eire", "GMT", "GMT+0", "GMT-0",
        "GMT0",
        "Greenwich", "HST", "Hongkong", "Iceland", "Iran", "Israel", "Jamaica", "Japan", "Kwajalein", "Libya", "MET",
        "MST",
        "MST7MDT", "NZ", "NZ-CHAT", "Navajo", "PRC", "PST8PDT", "Poland", "Portugal", "ROC", "ROK", "Singapore",
        "Turkey", "UCT",
        "UTC", "Universal", "W-SU", "WET", "Zulu",
    ]

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "_"): true
        case UInt8(ascii: "+"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
