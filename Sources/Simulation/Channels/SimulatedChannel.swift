import Dispatching
import Escalation
import Synchronization

/// A channel whose receivers live in the simulated world: it only notes what it is given, and the world does the rest.
final class SimulatedChannel: Channel {
    let name: String
    private let taken = Mutex<[Delivery]>([])

    init(name: String) {
        self.name = name
    }

    func send(_ deliveries: [Delivery], report: @escaping @Sendable ([DeliveryResult]) -> Void) {
        taken.withLock { $0.append(contentsOf: deliveries) }
    }

    func stop(patience: TimeSpan) {}

    /// What was given since the last look.
    func drain() -> [Delivery] {
        taken.withLock { taken in
            defer { taken = [] }
            return taken
        }
    }
}

/// Collects what is told through closures that may be called from anywhere.
final class Mailbox<Content: Sendable>: Sendable {
    private let content = Mutex<[Content]>([])

    func put(_ one: Content) {
        content.withLock { $0.append(one) }
    }

    func drain() -> [Content] {
        content.withLock { content in
            defer { content = [] }
            return content
        }
    }
}
