import Escalation

extension Rehearsal {
    /// What was played so far: the record, its lines, and a reader for each incident in it.
    struct Stage {
        private let directory: Directory
        private let start: Timestamp
        private(set) var entries: [RecordEntry] = []
        private(set) var lines: [CourseLine] = []
        private var readers: [CourseReader] = []
        private var places: [IncidentID: Int] = [:]
        /// How often the fallback was told of each incident, and who is missing for good.
        private var tellings: [Int] = []

        init(directory: Directory, start: Timestamp) {
            self.directory = directory
            self.start = start
        }

        /// The incident that was reported, as it stands; of several the newest, and none that another one opened.
        var incident: Incident? { incidents.last { $0.report.openedBy == nil } }
        /// Every incident as it stands, in the order of their numbers.
        var incidents: [Incident] { readers.compactMap(\.incident) }

        /// Reads what came on record.
        ///
        /// - Returns: the lines of it.
        mutating func take(_ news: [RecordEntry]) -> [CourseLine] {
            var found: [CourseLine] = []
            for entry in news {
                guard entry.incident != RecordEntry.ledgerItself else {
                    entries.append(entry)
                    continue
                }
                let place = place(of: entry)
                found += readers[place].lines(of: entry).map {
                    var line = $0
                    line.incident = place + 1
                    return line
                }
                if let incident = readers[place].incident, entry.changes.contains(where: { Self.tells($0, incident) }) {
                    tellings[place] += 1
                }
                entries.append(entry)
            }
            lines += found
            return found
        }

        /// Counts the tellings anew.
        mutating func forgetTellings() {
            for place in tellings.indices { tellings[place] = 0 }
        }

        /// Whether nothing is to come but that the fallback is told again, of every incident that is not over.
        func isOnlyToldAgain(_ times: Int) -> Bool {
            guard tellings.contains(where: { $0 >= times }) else { return false }
            return zip(incidents, tellings).allSatisfy { incident, told in
                incident.isClosed || (told >= times || incident.isSatisfied) && !Self.asksLater(incident)
            }
        }

        /// Whether somebody's time runs, or a run is still to come: of a body when the chain is exhausted, or since somebody was
        /// called in.
        private static func asksLater(_ incident: Incident) -> Bool {
            incident.timers.contains {
                switch $0.kind {
                case .answers, .repetition: true
                default: false
                }
            }
        }

        private mutating func place(of entry: RecordEntry) -> Int {
            if let place = places[entry.incident] { return place }
            var plan: Plan?
            if case .reported(let report, _, _)? = entry.changes.first {
                plan = directory.plan(report.plan, in: report.unit)
            }
            places[entry.incident] = readers.count
            tellings.append(0)
            readers.append(CourseReader(directory: directory, plan: plan, start: start))
            return readers.count - 1
        }

        /// Whether the fallback is told: that nobody answers, or who is missing when nobody is asked any more.
        private static func tells(_ change: Change, _ incident: Incident) -> Bool {
            switch change {
            case .toldFallback, .nobodyReachable: true
            case .toldIncomplete: !incident.isAnybodyAsked
            default: false
            }
        }
    }
}
