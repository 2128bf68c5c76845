import Curl
import Escalation

/// A message made ready for the transfer engine, or refused before anything was sent.
enum Envelope: Sendable {
    /// A transfer without its completion, and what its result means.
    case transfer(Transfer)
    /// `isOfTheWay`: nothing gets out by this way to anybody until our own settings are mended.
    case refused(AttemptOutcome, isOfTheWay: Bool)

    struct Transfer: Sendable {
        var kind: TransferRequest.Kind
        var policy: AddressPolicy
        var timeout: Duration
        var authorityFile: String?
        /// For mail: told while the relay lets it wait, with what it has not said.
        var waiting: (@Sendable (String) -> Void)?
        var judge: @Sendable (TransferResult) -> AttemptOutcome
        /// Whether a result shows that nothing gets out by this way, whoever it is for.
        var isOfTheWay: @Sendable (TransferResult) -> Bool = { $0.failure?.isOfTheWay ?? false }
    }
}
