/// Finds what somebody probably meant to write.
package enum Suggestion {
    /// The candidate nearest to `word`, when it is near enough to be a slip.
    package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        guard word.count >= 3 else { return nil }
        let allowed = max(1, min(3, word.count / 3))
        var best: (word: String, distance: Int)?
        for candidate in candidates where abs(candidate.count - word.count) <= allowed && candidate != word {
            let distance = distance(from: Array(word), to: Array(candidate))
            guard distance <= allowed else { continue }
            if let best, (best.distance, best.word) <= (distance, candidate) { continue }
            best = (candidate, distance)
        }
        return best?.word
    }

    /// A question to put before a remedy, when there is something near.
    package static func question(_ word: String, among candidates: some Sequence<String>) -> String? {
        nearest(to: word, among: candidates).map { "did you mean `\($0)`?" }
    }

    /// Edits (insert, delete, replace, swap two neighbours) from one word to the other.
    private static func distance(from: [Character], to: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...to.count)
        for (row, left) in from.enumerated() {
            var current = [row + 1]
            for (column, right) in to.enumerated() {
                let replaced = last[column] + (left == right ? 0 : 1)
                var cheapest = min(current[column] + 1, last[column + 1] + 1, replaced)
                if row > 0, column > 0, left == to[column - 1], from[row - 1] == right {
                    cheapest = min(cheapest, beforeLast[column - 1] + 1)
                }
                current.append(cheapest)
            }
            (beforeLast, last) = (last, current)
        }
        return last[to.count]
    }
}
