import ConfigFiles
import Foundation
package import Settings

/// A secret that a variable holds rather than a file.
package enum SecretVariable {
    /// The value of a variable, without the line end that reading it from a file may have left behind it.
    ///
    /// - Returns: `nil` when it is not set, or empty.
    /// - Throws: that it holds something that nobody sees; never with the value.
    package static func value(_ name: String) throws(SettingsFault) -> String? {
        guard var value = ProcessInfo.processInfo.environment[name] else { return nil }
        while value.last?.isNewline == true { value.removeLast() }
        if let unseen = Spelling.unseen(in: value) {
            throw SettingsFault(text: "\(name) holds \(unseen); \(Spelling.unseenRemedy)")
        }
        return value.isEmpty ? nil : value
    }
}
