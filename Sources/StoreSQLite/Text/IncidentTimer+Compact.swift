import Dispatching
import Escalation

/// Timers as one JSON array: for each its kind, due time and span, then what tells its kind apart if there is anything.
extension [IncidentTimer] {
    /// The text of the column; empty when there are none, which keeps the row out of the index of live incidents.
    var compact: String {
        if isEmpty { return "" }
        let writer = CompactRow()
        for timer in self {
            writer.string(timer.kind.word)
            writer.integer(timer.due.milliseconds)
            writer.integer(timer.span.milliseconds)
            switch timer.kind {
            case .answers(let batch): writer.integer(Int64(batch))
            case .repetition(.chain): writer.integer(-1)
            case .repetition(.body(let position)): writer.integer(Int64(position))
            case .nextAddress(let person): writer.string(person)
            case .obligation(let kind): writer.string(kind.rawValue)
            default: break
            }
        }
        return writer.finished()
    }

    init(compact: String) throws {
        self = []
        if compact.isEmpty { return }
        var reader = CompactReader(compact)
        while !reader.isAtEnd {
            let word = try reader.string()
            let due = Timestamp(milliseconds: try reader.integer())
            let span = TimeSpan(milliseconds: try reader.integer())
            append(IncidentTimer(kind: try .init(word: word, reader: &reader), due: due, span: span))
        }
    }
}

extension IncidentTimer.Kind {
    fileprivate var word: String {
        switch self {
        case .answers: "answers"
        case .repetition: "repetition"
        case .fallback: "fallback"
        case .incomplete: "incomplete"
        case .acknowledgement: "acknowledgement"
        case .grace: "grace"
        case .nextAddress: "next_address"
        case .resume: "resume"
        case .obligation: "obligation"
        }
    }

    fileprivate init(word: String, reader: inout CompactReader) throws {
        switch word {
        case "answers": self = .answers(Int(clamping: try reader.integer()))
        case "repetition":
            let position = Int(clamping: try reader.integer())
            guard position >= -1 else {
                throw StoreError.unreadable("a stored timer is of a body that cannot be: \(position)")
            }
            self = .repetition(position < 0 ? .chain : .body(position))
        case "fallback": self = .fallback
        case "incomplete": self = .incomplete
        case "acknowledgement": self = .acknowledgement
        case "grace": self = .grace
        case "next_address": self = .nextAddress(try reader.string())
        case "resume": self = .resume
        case "obligation":
            let name = try reader.string()
            guard let kind = Obligation.Kind(rawValue: name) else {
                throw StoreError.unreadable("a stored timer is of an unknown kind: obligation \(name)")
            }
            self = .obligation(kind)
        default: throw StoreError.unreadable("a stored timer is of an unknown kind: \(word)")
        }
    }
}
