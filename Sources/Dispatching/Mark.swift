/// Something small that the ledger remembers by name beside its incidents: until when check-ins were looked at, where a polled
/// source was read to.
///
/// It changes in the commit that did the work, so that nothing is done twice and nothing left out, whoever leads next.
package struct Mark: Hashable, Sendable {
    /// Whose it is, such as `check-in/yard`; compared by its bytes.
    package var name: String
    package var value: Int64
    package var body: [UInt8]

    package init(name: String, value: Int64, body: [UInt8] = []) {
        self.name = name
        self.value = value
        self.body = body
    }
}
