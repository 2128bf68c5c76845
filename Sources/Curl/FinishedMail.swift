/// A mail that a worker is done with.
struct FinishedMail: Sendable {
    let worker: MailWorker
    let job: PreparedTransfer
    let result: TransferResult
}
