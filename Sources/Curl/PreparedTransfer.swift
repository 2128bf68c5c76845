/// A checked request and where it goes.
struct PreparedTransfer: Sendable {
    let request: TransferRequest
    let target: TransferTarget
    /// How often it found no connection free.
    var timesPutBack = 0
}
