import Testing

struct TooLate: Error, CustomStringConvertible {
    var description: String
}

/// Looks again and again until there is something to see.
///
/// The limit is far beyond what a busy machine takes, as what waits here ends with the thing it waits for.
///
/// - Throws: ``TooLate`` when there is nothing before the limit.
@discardableResult func eventually<Found>(
    _ what: String,
    within limit: Duration = .seconds(120),
    _ look: () async throws -> Found?
) async throws -> Found {
    let end = ContinuousClock.now + limit
    while true {
        if let found = try await look() { return found }
        if ContinuousClock.now > end { throw TooLate(description: "there was no \(what) within \(limit)") }
        try await Task.sleep(for: .milliseconds(25))
    }
}

/// Lets a few tests at once start servers, so that the machine keeps up with their plans of a few seconds.
actor Gate {
    static let shared = Gate(width: 4)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(width: Int) {
        free = width
    }

    func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
