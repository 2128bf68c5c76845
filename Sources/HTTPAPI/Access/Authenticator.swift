import Access
import Dispatching
import Escalation
import HTTPTypes
import Hummingbird

/// Lets in who holds an access token, and answers those who try many with 429 (RELIABILITY §4 S9).
///
/// A token that is known is never held up by others' guesses, not even from the same address: a guesser behind the same
/// proxy must not keep a report out, and 256 random bits cannot be guessed.
struct Authenticator: Sendable {
    /// How incidents are called outside.
    let names: IncidentNames
    private let tokens: any Registry
    private let clock: any Dispatching.Clock
    private let counts: RequestCounts
    private let notices: LimitNotices
    private let guesses = RateLimiter(
        perSecond: Double(APILimits.badTokensPerHour) / 3_600,
        burst: APILimits.badTokensPerHour
    )

    init(_ dependencies: APIDependencies, counts: RequestCounts) {
        names = dependencies.names
        tokens = dependencies.tokens
        clock = dependencies.clock
        notices = dependencies.notices
        self.counts = counts
    }

    /// The caller behind a request's bearer token.
    ///
    /// - Throws: ``Problem`` when there is none or it is not known.
    func caller(of request: Request, in context: APIContext) throws(Problem) -> Caller {
        guard let field = request.headers[.authorization] else {
            throw Problem(
                .unauthenticated,
                "Send an access token as `Authorization: Bearer …`; `tocsin token create` makes one."
            )
        }
        guard let written = RequestText.bearerToken(in: field) else { throw Self.unknown }
        if let token = tokens.find(written) {
            return Caller(name: token.name, role: token.role, person: token.person)
        }
        throw guessed(from: context.peer)
    }

    private static let unknown = Problem(.unauthenticated, "The access token is not known here, or was revoked.")

    private func guessed(from peer: String) -> Problem {
        let wait = guesses.take(for: peer, at: clock.now().boot)
        counts.addBadToken(isOverRate: wait != nil)
        guard let wait else { return Self.unknown }
        notices.refused(.tokens, by: peer)
        return Problem(
            .tooMany,
            "More than \(APILimits.badTokensPerHour) unknown access tokens an hour came from this address.",
            retryAfter: wait
        )
    }
}
