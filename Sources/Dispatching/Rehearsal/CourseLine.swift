package import Escalation

/// One line of the course of an incident, as `tocsin rehearse` shows it and `--expect` compares it: what happened at one
/// instant, to whom.
package struct CourseLine: Hashable, Sendable {
    /// What happened: all words that a line can have; those of what is not built yet happen in no course.
    package enum Event: String, Hashable, Sendable, CaseIterable {
        /// Somebody got a message that wants an answer by a time.
        case asked
        case copied
        /// Somebody was asked once more, or reminded of what they owe.
        case reminded
        /// Somebody got a message that wants nothing of them.
        case told
        case accepted
        case coming
        case here
        case cannot
        case left
        case relieved
        /// Nobody can be asked for a seat any more.
        case empty
        /// A step does not begin: its conditions do not hold, or no name of it leads to anybody.
        case leftOut = "left_out"
        /// Somebody leads from now on.
        case commands
        /// Somebody may take command.
        case offered
        case raised
        case lowered
        /// The first yes.
        case acknowledged
        /// The chain and every body are met.
        case satisfied
        case runEnded = "run_ended"
        /// Every step and repeat of a part was tried.
        case exhausted
        case lapsed
        case paused
        case reopened
        case opened
        /// Flood control put a message into a digest.
        case merged
        case ended
        case brokenOff = "broken_off"
        case task
        case report
        case checkIn = "check_in"
    }

    /// How a task, a report or a check-in stands.
    package enum State: String, Hashable, Sendable, CaseIterable {
        case asked
        case taken
        case done
        case notNeeded = "not_needed"
        case decided
        case approved
        case published
        case due
        case overdue
        case arrived
        case late
        case overview
    }

    /// The run of a part that a line belongs to; it is shown to nobody, and runs are compared by it.
    package struct Turn: Hashable, Sendable {
        package var round: Int
        package var part: Part
        package var run: Int
        /// The position of the step in the response, where the line is about one.
        package var step: Int?

        package init(round: Int, part: Part, run: Int, step: Int? = nil) {
            self.round = round
            self.part = part
            self.run = run
            self.step = step
        }
    }

    /// What else one message asks of its reader: a seat of another step.
    package struct Seat: Hashable, Sendable {
        package var seat: LocalizedText?
        package var holder: PersonID?
        package var why: CourseReason
        package var turn: Turn?
    }

    /// Since the report.
    package var offset: TimeSpan
    package var at: Timestamp
    /// Counted from 1.
    package var incident = 1
    package var event: Event
    package var state: State?
    package var person: PersonID?
    /// The holder for whom a deputy is asked, or answers: the member `for`.
    package var holder: PersonID?
    /// The role of the seat, else the name of its group.
    package var seat: LocalizedText?
    /// The kind of the message that `asked`, `copied`, `reminded` and `told` are about.
    package var message: MessageKind?
    /// By when an answer is wanted of the person, when what is owed is due, or when a pause ends.
    package var deadline: Timestamp?
    package var why: CourseReason?
    package var turn: Turn?
    /// Further seats of which the message speaks; people read them, the members of a line have the first alone.
    package var further: [Seat] = []

    package init(_ event: Event, at: Timestamp, offset: TimeSpan) {
        self.event = event
        self.at = at
        self.offset = offset
    }

    /// Whether it comes of the plan and its times, and of nobody's act.
    package var isByItself: Bool {
        switch event {
        case .asked, .copied, .reminded, .told, .empty, .leftOut, .runEnded, .exhausted, .merged: true
        case .report: state != .arrived
        default: false
        }
    }
}
