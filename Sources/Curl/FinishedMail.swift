/// A mail that a worker is done with.
struct FinishedMail: Sendable {
    let worker: MailWorker
    let key: String
    let request: TransferRequest
    let result: TransferResult
}
