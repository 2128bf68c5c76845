/// Why a signing secret cannot be used; says nothing of the secret itself.
struct SigningKeyError: Error, Hashable {
    let reason: String
}
