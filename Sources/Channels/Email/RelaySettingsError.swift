/// Why a relay's settings cannot be used.
package struct RelaySettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
}
