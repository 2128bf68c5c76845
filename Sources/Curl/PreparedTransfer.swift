/// A checked request and where it goes.
struct PreparedTransfer {
    let request: TransferRequest
    let target: TransferTarget
}
