/// Goes down a connection's pipeline when a route is about to read the body of its request; see ``ConnectionGuard``.
///
/// Whoever is refused before that never sends a body that nobody wants (RFC 9110 §10.1.1).
struct BodyWanted: Sendable {}
