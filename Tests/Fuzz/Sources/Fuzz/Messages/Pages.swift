import ConfigFiles
import Escalation
import Text

@testable import HTTPAPI
@testable import Pages

extension Fuzzer {
    /// The answer page with hostile values.
    static let pages = Fuzzer("pages", longest: 4_096) { bytes in
        let town = Town(bytes)
        for person in ["lin-yue", "he-an", "nobody"] {
            let page = AnswerPage(
                incident: town.incident,
                person: person,
                plan: person == "nobody" ? nil : town.plan,
                directory: town.directory,
                zones: .system,
                now: Town.now
            )
            let notice = AnswerPage.Notice(text: town.incident.report.title, isTrouble: true)
            Markup.check(
                page.html(csrfToken: town.incident.report.source, notice: notice, note: town.incident.report.note ?? "")
                    .text
            )
        }
    }
}
