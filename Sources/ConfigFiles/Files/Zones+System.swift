import Foundation
package import Text

extension Zones {
    /// Where tzdata lies on every system that we know of.
    private static let usual = "/usr/share/zoneinfo"

    /// The system's zones as they are when they are first asked for, for commands that end soon.
    package static let system = ofSystem()

    /// The system's zones as they are now: of the folder that `TZDIR` names, as it does for the C library, or else
    /// `/usr/share/zoneinfo`.
    package static func ofSystem(environment: [String: String] = ProcessInfo.processInfo.environment) -> Zones {
        let named = environment["TZDIR"] ?? ""
        let folder = named.isEmpty ? usual : named
        return Zones(folder: folder) { name, limit in
            switch FileBytes.read(folder + "/" + name, atMost: limit) {
            case .bytes(let bytes, _): .bytes(bytes)
            case .missing: .missing
            case .unreadable: .unreadable
            case .notAFile, .tooLarge: .notAFile
            }
        }
    }
}
