/// Looks again and again until there is something to see.
///
/// The limit is far beyond what a busy machine takes, as what waits here ends with the thing it waits for.
///
/// - Returns: nil when there is nothing after two minutes.
func eventually<Found>(_ look: () async throws -> Found?) async throws -> Found? {
    let end = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < end {
        if let found = try await look() { return found }
        try await Task.sleep(for: .milliseconds(25))
    }
    return nil
}
