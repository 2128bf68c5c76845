/// Why nobody could follow.
package enum FeedFault: Error, Hashable, Sendable {
    /// The record never was so long, or is so long no more: it ends at `end`.
    case notThere(end: Int64)
    /// ``Feed/mostFollowers`` follow already.
    case tooMany
}
