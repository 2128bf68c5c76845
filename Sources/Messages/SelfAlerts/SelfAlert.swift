package import Escalation

/// A trouble of the server itself, which its operators must know.
package struct SelfAlert: Hashable, Sendable {
    /// What is wrong; the raw values stand in the log and in `/metrics`.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The self-check found something undone and had it taken up again.
        case auditorMended = "auditor_mended"
        /// The auditor cannot look into the store.
        case auditorBlind = "auditor_blind"
        /// Deadlines are taken up late.
        case schedulerBehind = "scheduler_behind"
        /// A changed contact tree or template did not check.
        case reloadRefused = "reload_refused"
        /// The files had faults at the start: the set that was last in force is.
        case keptSet = "kept_set"
        /// A plan reached nobody at all.
        case nobodyReached = "nobody_reached"
        /// The disk is full, or refuses for another reason.
        case storeRefuses = "store_refuses"
        /// The record of an incident cannot be read.
        case damagedIncident = "damaged_incident"
        /// More reports come in than are taken.
        case storm
        /// The mail relay does not let us in.
        case relayRefuses = "relay_refuses"
        /// Nothing gets out by a relay, to a receiver's host or into the log files.
        case channelDown = "channel_down"

        /// Whether its end is noticed, and told.
        package var hasEnd: Bool {
            switch self {
            case .auditorBlind, .schedulerBehind, .reloadRefused, .keptSet, .storeRefuses, .relayRefuses, .channelDown:
                true
            case .auditorMended, .nobodyReached, .damagedIncident, .storm: false
            }
        }
    }

    package var kind: Kind
    /// One line; holds no secret.
    package var details: LocalizedText
    /// How often it came up since it was told last.
    package var count: Int
    package var isOver: Bool
    /// The way out that it is about; the operators are told by others.
    package var way: Way?

    package init(kind: Kind, details: LocalizedText, count: Int = 1, isOver: Bool = false, way: Way? = nil) {
        self.kind = kind
        self.details = details
        self.count = count
        self.isOver = isOver
        self.way = way
    }

    /// The message for one operator, in their language; for the log file without a reader.
    package func message(to person: Person?, id: String, at now: Timestamp) -> Message {
        let language = Language(nearestTo: person?.language ?? "en")
        let words = SelfAlertWords(language: language)
        let title = CleanText.line(title(in: language), limit: MessageLimits.bytesInTitle)
        let details = details.text(in: language.rawValue)
        let lines = [title, words.details(details, count: count, isOver: isOver), isOver ? "" : words.advice(kind)]
        return Message(
            wireID: id,
            threadID: id,
            kind: .update,
            isSelfAlert: true,
            language: language,
            title: title,
            text: CleanText.lines(
                lines.filter { !$0.isEmpty }.joined(separator: "\n"),
                limit: MessageLimits.bytesInText
            ),
            answerLabel: "",
            asks: false,
            incidentNumber: 0,
            severity: .two,
            severityLabel: Severity.two.numeral,
            isDrill: false,
            unit: "/",
            unitName: "Tocsin",
            plan: "self-alert",
            planTitle: words.subject(isOver: isOver),
            person: person?.id ?? "",
            personName: person.map { CleanText.line($0.name.text(in: language.rawValue), limit: 256) } ?? "",
            reportedAt: now,
            at: now,
            status: isOver ? .closed(.stoodDown) : .open,
            statusLabel: words.status(isOver: isOver),
            facts: ["trouble": .text(kind.rawValue), "count": .number(Double(count))]
        )
    }

    /// The trouble in one line.
    package func title(in language: Language) -> String {
        let words = SelfAlertWords(language: language)
        return words.subject(isOver: isOver) + words.colon + (isOver ? words.end(kind) : words.title(kind))
    }
}
