/// What a long campaign must have met, so that "nothing failed" means something (RELIABILITY §3.4, M3, M7, M8).
enum Coverage {
    /// States of an incident, as the oracle names them.
    static let states = [
        "open running", "open paused", "open exhausted", "acknowledged running", "acknowledged satisfied",
        "acknowledged paused", "acknowledged exhausted", "closed",
    ]

    /// What can come to an incident in every state, be it refused or only noted.
    static let events = [
        "report again", "accept", "cannot", "seen", "extend", "note", "raise", "lower", "same severity", "pause",
        "escalate", "stand down", "cancel", "follow-up", "final report", "attempt accepted", "attempt permanent",
        "attempt temporary", "attempt unknown", "command", "call in", "go on without",
    ]

    /// Deadlines, with the states in which they can be up.
    static let deadlines = [
        "answers": ["open running", "open exhausted", "acknowledged running"],
        "repetition": ["open running", "acknowledged running"],
        "repetition of a body": ["open running", "open exhausted", "acknowledged running"],
        "fallback": ["open exhausted"],
        "incomplete": ["acknowledged exhausted"],
        "acknowledgement": ["acknowledged running", "acknowledged satisfied", "acknowledged exhausted"],
        "grace": ["acknowledged running", "acknowledged satisfied", "acknowledged exhausted"],
        "next address": ["open running", "acknowledged running", "open paused", "open exhausted"],
        "resume": ["open paused", "acknowledged paused"],
        "obligation": [
            "open running", "open paused", "open exhausted", "acknowledged running", "acknowledged satisfied", "closed",
        ],
    ]

    /// What comes of another incident that it belongs together with, with the states in which it must have come.
    static let links = [
        "opened": ["none"],
        "reported by another": ["open running", "acknowledged running", "acknowledged satisfied"],
        "answered elsewhere": ["open running", "acknowledged running", "closed"],
    ]

    /// Every fault that can be injected into a world.
    static let faults = [
        "F1", "F2", "F3", "F4", "F5", "F7", "F8", "F11", "F12", "F13", "F14 before", "F14 after", "F15", "F16",
        "F16 unreadable", "F17", "F18", "F19 4yz", "F19 5yz", "F19 5yz set-up", "F19 before the dot",
        "F19 after the dot", "F20", "F21",
        "F22 atOnce", "F22 beforeCommit", "F22 inCommit", "F22 afterCommit", "F22 afterReplies", "F23", "F24", "F25",
        "F28 forward", "F28 back", "F29", "F30", "F33", "F41",
    ]

    /// Input fields whose classes must each be met in one run of a hundred.
    static let inputs = [
        "people", "addresses", "channel", "seats", "deputies", "reference", "ranks", "links", "bodies", "start", "when",
        "need", "deputies_rule",
        "repeat", "reach", "acknowledgement", "follow_up", "final_report", "reload", "workload", "report", "operator",
        "answer", "message", "opens", "duty", "duty reload", "rota", "leave", "swap", "feast", "within",
    ]

    /// A campaign shorter than this cannot be expected to meet everything.
    static let enough = 1_000

    /// Pairs of state and event that must be met.
    static var pairs: [(state: String, event: String)] {
        let everywhere = states.flatMap { state in events.map { (state, $0) } }
        let timed = deadlines.sorted { $0.key < $1.key }.flatMap { deadline, states in
            states.map { ($0, "deadline \(deadline)") }
        }
        let linked = links.sorted { $0.key < $1.key }.flatMap { event, states in states.map { ($0, event) } }
        return everywhere + timed + linked
    }

    /// What was not met, one line each.
    static func gaps(in tallies: Tallies, runsWith: Tallies, runs: Int, isReal: Bool) -> [String] {
        var gaps = pairs.filter { tallies.count($0.state, $0.event) == 0 }.map { "\($0.state) × \($0.event): never" }
        // These only exist where SQLite runs on a disk that fails.
        let real = ["F1", "F2", "F3", "F7"]
        for fault in faults where tallies.count("fault", fault) == 0 && (isReal || !real.contains(fault)) {
            gaps.append("\(fault): never injected")
        }
        for input in inputs {
            let classes = (runsWith.counts[input] ?? [:]).sorted { $0.key < $1.key }
            if classes.isEmpty { gaps.append("\(input): never met") }
            for (name, count) in classes where count * 100 < runs {
                gaps.append("\(input), \(name): in \(count) of \(runs) runs")
            }
        }
        return gaps
    }
}
