import Access
import Dispatching
import HTTPTypes
import Hummingbird

extension AccessTokens {
    /// The caller behind a request's bearer token.
    ///
    /// - Throws: ``Problem`` when there is none or it is not known.
    func caller(of request: Request) throws(Problem) -> Caller {
        guard let field = request.headers[.authorization] else {
            throw Problem(
                .unauthenticated,
                "Send an access token as `Authorization: Bearer …`; `tocsin token create` makes one."
            )
        }
        guard let token = RequestText.bearerToken(in: field).flatMap(find) else {
            throw Problem(.unauthenticated, "The access token is not known here, or was revoked.")
        }
        return Caller(name: token.name, role: token.role, person: token.person)
    }
}
