import Dispatching
import Escalation
import HTTPTypes
import Hummingbird
import Logging
import Pages
import Text

/// What only whoever leads may do on the answer page.
extension AnswerController {
    func decide(_ form: AnswerForm, isAsking: Bool, _ visit: Visit, from peer: String) async -> Response {
        let page = visit.page
        let words = page.words
        guard !form.names.isBlank, form.names.utf8.count <= APILimits.nameBytes else {
            return trouble(words.unclearNotice, visit, status: .badRequest)
        }
        guard page.isLeading else {
            let why = page.incident.isClosed ? words.endedNotice : words.notLeadingNotice
            return trouble(why, visit, status: page.incident.isClosed ? .conflict : .forbidden)
        }
        let reason = form.reason.isBlank ? "" : form.reason
        let action: Action =
            isAsking
            ? .ask(names: [form.names], within: nil, reason: reason, as: .commander)
            : .goOnWithout(names: [form.names], reason: reason, as: .commander)
        do {
            let incident = try await dependencies.ledger.handle(action, of: page.incident.id, by: .person(page.person))
            dependencies.logger.notice(
                "decided by link",
                metadata: [
                    "incident": "\(incident.id)", "person": "\(page.person)", "what": "\(isAsking ? "ask" : "without")",
                    "peer": "\(peer)",
                ]
            )
            let after = self.page(
                of: incident,
                for: page.person,
                plan: page.plan,
                said: Said(of: page.person, in: incident)
            )
            let text = isAsking ? after.noticeOfCall(since: page.incident) : words.withoutNotice
            let notice = AnswerPage.Notice(text: text, isTrouble: false)
            return respond(after.html(csrfToken: csrfToken(for: visit), notice: notice))
        } catch {
            return refused(error, visit)
        }
    }

    private func refused(_ error: any Error, _ visit: Visit) -> Response {
        let words = visit.page.words
        switch error as? LedgerError {
        case .refused(.closed): return trouble(words.endedNotice, visit, status: .conflict)
        case .refused(.notLeading): return trouble(words.notLeadingNotice, visit, status: .forbidden)
        case .refused(.nobodyToAsk), .refused(.tooManyPeople):
            return trouble(words.nobodyToAskNotice, visit, status: .conflict)
        case .refused(.noOpenSeat): return trouble(words.noOpenSeatNotice, visit, status: .conflict)
        default:
            dependencies.logger.error("a decision was not stored", metadata: ["error": "\(FailureWords.of(error))"])
            return trouble(words.notStoredNotice, visit, status: .serviceUnavailable)
        }
    }
}
