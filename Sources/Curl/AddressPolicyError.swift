/// An entry of an address list that cannot be read.
package struct AddressPolicyError: Error, Hashable, Sendable, CustomStringConvertible {
    package let entry: String
    package let reason: String

    package var description: String { "'\(entry)': \(reason)" }
}
