extension Docket {
    /// One time through everything that a paper does about a rank.
    struct Round: Sendable {
        enum Cause: Sendable {
            case raised
            case other
        }

        var number = 0
        var cause = Cause.other
        var rank = 4
        var began = Instant(story: 0, wall: 0)
        /// Of what it is a part, as ``Docket/event`` counts.
        var event = 0
        /// Runs that have begun, of all strands together.
        var laps = 1
        var strands: [Strand] = []
        var stretches: [Stretch] = []
        private(set) var chairs: [Chair] = []
        private(set) var chairPlaces: [Town.ChairName: Int] = [:]
        /// Links that were passed over since their signs did not fit.
        var leftOut: Set<Int> = []
        /// For which chairs somebody was asked.
        var askedFor: [String: Set<Town.ChairName>] = [:]
        /// The time that goes on running for people who were asked a moment before the rank was raised.
        var oldTimes: [String: Int] = [:]

        subscript(name: Strand.Name) -> Strand? { strands.first { $0.name == name } }

        mutating func change(_ name: Strand.Name, _ change: (inout Strand) -> Void) {
            if let place = strands.firstIndex(where: { $0.name == name }) { change(&strands[place]) }
        }

        func chair(_ name: Town.ChairName) -> Chair? { chairPlaces[name].map { chairs[$0] } }

        mutating func add(_ chair: Chair) {
            chairPlaces[chair.name] = chairs.count
            chairs.append(chair)
        }

        mutating func change(_ name: Town.ChairName, _ change: (inout Chair) -> Void) {
            if let place = chairPlaces[name] { change(&chairs[place]) }
        }

        mutating func changePlaces(where fits: (Place) -> Bool, _ change: (inout Place) -> Void) {
            for one in stretches.indices {
                for place in stretches[one].places.indices where fits(stretches[one].places[place]) {
                    change(&stretches[one].places[place])
                }
            }
        }
    }

    /// The chain as a whole, or one body.
    struct Strand: Sendable {
        enum Name: Hashable, Sendable {
            case chain
            case body(Int)
        }

        enum Phase: Hashable, Sendable {
            case waiting
            case running
            case between
            case over
        }

        var name: Name
        var phase = Phase.waiting
        var isMet = false
        /// The positions of its steps.
        var steps: [Int]
        /// Which of `steps` comes next in this run.
        var next = 0
        var run = 1
        var lap = 1
        /// How many letters there were when its run ended; and when the run before this one did, if its time brought this one.
        var lettersAtEnd = 0
        var oldLetters: Int?
        var askedAnybody = false
        var wantsMore = false
        /// It had enough when somebody escalated, and nobody has left since.
        var wasMet = false
        /// Who of the fallback said yes when nothing was left of it: that meets it while they answer.
        var late: Set<String> = []
        /// No name of it leads anywhere.
        var isAbsent = false
        /// Everybody whom it copied in.
        var copied: Set<String> = []
        /// Everybody who was told in its name that nobody answers.
        var knownTo: Set<String> = []

        var isAsking: Bool { phase == .running || phase == .between }
    }

    /// A chair that somebody is wanted for.
    struct Chair: Sendable {
        var name: Town.ChairName
        var role: String?
        var deputies: [String]
        var filledBy: String?
        var isGivenUp = false

        var isOpen: Bool { filledBy == nil && !isGivenUp }
        var isMissed: Bool { filledBy == nil && isGivenUp }
    }

    /// A step that has begun.
    struct Stretch: Sendable {
        var step: Int
        var run: Int
        var places: [Place]
        /// Somebody escalated before it began.
        var isByHand = false
    }

    /// A chair as one step waits for it.
    struct Place: Sendable {
        var chair: Town.ChairName
        /// Which name of the step leads to it.
        var name: Int
        /// Who was asked for it in this run.
        var asked: [String] = []
        var batch: Int?
        var isEmpty = false
    }
}
