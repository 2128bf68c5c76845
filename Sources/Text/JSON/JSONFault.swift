/// Why bytes are not the JSON that is accepted.
package struct JSONFault: Error, Hashable, Sendable {
    /// Where, counted in bytes from 0.
    package var offset: Int
    package var what: String

    package init(offset: Int, what: String) {
        self.offset = offset
        self.what = what
    }
}
