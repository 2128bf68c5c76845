/// What was used last, by key, and never more than so many.
///
/// Two generations: when the young one is full it becomes the old one, and what is used again comes back. What was not used for
/// the longest time is forgotten first, half of it at once.
package struct RecentlyUsed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let generationSize: Int
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]

    /// - Parameter capacity: at most so many are kept, 2 or more.
    package init(capacity: Int) {
        precondition(capacity >= 2, "two generations have a place each at least")
        generationSize = capacity / 2
    }

    package var count: Int { young.count + old.count }

    package subscript(key: Key) -> Value? {
        mutating get {
            if let found = young[key] { return found }
            guard let found = old.removeValue(forKey: key) else { return nil }
            put(found, for: key)
            return found
        }
    }

    package mutating func put(_ value: Value, for key: Key) {
        if young[key] == nil, young.count >= generationSize {
            old = young
            young = [:]
        }
        old[key] = nil
        young[key] = value
    }

    package mutating func forget(_ key: Key) {
        young[key] = nil
        old[key] = nil
    }
}
