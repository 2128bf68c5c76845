extension Docket {
    /// A person who was asked or told.
    struct Party: Sendable {
        enum Standing: Hashable, Sendable {
            case told
            case waiting
            case accepted
            case cannot
            case unreachable
        }

        var person: String
        var standing = Standing.told
        /// The round and the lap in which they were last asked anew.
        var round = 0
        var lap = 0
        /// Whether that was in a later run.
        var isRepeat = false
        /// The event in which this round first asked them.
        var firstAsked: Int?
        /// In which event they were last asked, whether anew, and how many letters there were before.
        var asked: Int?
        var wasAskedAnew = false
        var lettersBefore = 0
        var triedDoors: [String] = []
        var doorsReached: [String] = []
        var lastMessage: Int64?
        /// Which letter that was.
        var lastLetter = 0
        /// When an address last took a message that asks, by the wall clock.
        var lastAsked: Int64?
        var wasAskedWithSuccess = false
        var copiedInRound = 0
        var knowsWhoAnswers = false
        var knowsItIsOver = false

        var isOut: Bool { standing == .cannot || standing == .unreachable }
    }
}
