/// A dedup key or an idempotency key together with the source that uses it.
///
/// Compared by its bytes, as databases compare: machines make keys, and two spellings that look alike are two keys.
package struct SourceKey: Hashable, Sendable {
    package var source: String
    package var key: String

    package init(source: String, key: String) {
        self.source = source
        self.key = key
    }

    package static func == (one: SourceKey, other: SourceKey) -> Bool {
        one.key.utf8.elementsEqual(other.key.utf8) && one.source.utf8.elementsEqual(other.source.utf8)
    }
}

extension SourceKey: Comparable {
    package static func < (one: SourceKey, other: SourceKey) -> Bool {
        if one.source.utf8.elementsEqual(other.source.utf8) {
            return one.key.utf8.lexicographicallyPrecedes(other.key.utf8)
        }
        return one.source.utf8.lexicographicallyPrecedes(other.source.utf8)
    }
}
