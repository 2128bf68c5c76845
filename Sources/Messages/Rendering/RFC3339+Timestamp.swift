package import Escalation
package import Text

extension RFC3339 {
    /// `2026-11-21T03:20:00.250Z`; whole seconds carry no fraction.
    package static func text(_ moment: Timestamp) -> String { text(milliseconds: moment.milliseconds) }

    /// The moment that `text` names with its offset from UTC; `nil` when it is no such time.
    package static func moment(_ text: String) -> Timestamp? {
        milliseconds(of: text).map(Timestamp.init(milliseconds:))
    }
}
