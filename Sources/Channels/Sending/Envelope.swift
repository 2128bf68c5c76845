import Curl
import Escalation

/// A message made ready for the transfer engine, or refused before anything was sent.
enum Envelope: Sendable {
    /// A transfer without its completion, and what its result means.
    case transfer(Transfer)
    case refused(AttemptOutcome)

    struct Transfer: Sendable {
        var kind: TransferRequest.Kind
        var policy: AddressPolicy
        var timeout: Duration
        var authorityFile: String?
        var judge: @Sendable (TransferResult) -> AttemptOutcome
    }
}
