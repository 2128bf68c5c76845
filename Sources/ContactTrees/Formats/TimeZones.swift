import ConfigFiles
import Foundation

/// The zones of the IANA database as this system knows them.
enum TimeZones {
    /// Whether `name` is a zone such as `Asia/Shanghai`, or `UTC`; abbreviations and offsets are not.
    static func isKnown(_ name: String) -> Bool {
        name == "UTC" || (name.contains("/") && all.contains(name))
    }

    /// The zone that somebody probably meant.
    static func suggestion(for name: String) -> String? {
        let word = name.lowercased()
        let near = all.sorted().first { zone in
            zone.lowercased() == word || zone.lowercased().hasSuffix("/" + word)
        }
        return near ?? Suggestion.nearest(to: name, among: all.sorted())
    }

    private static let all = Set(TimeZone.knownTimeZoneIdentifiers)
}
