import Access
import Dispatching
import Escalation
import HTTPTypes
import Hummingbird
import Logging
import Pages
import Text

/// The page behind the link in a message: GET shows, POST answers, nothing else changes anything.
struct AnswerController {
    static let path = "/a/{token}"

    let dependencies: APIDependencies
    private let counts: RequestCounts
    private let badLinks = RateLimiter(
        perSecond: Double(APILimits.badLinksPerMinute) / 60,
        burst: APILimits.badLinksPerMinute
    )
    private let address: PublicAddress

    init(_ dependencies: APIDependencies, counts: RequestCounts) {
        self.dependencies = dependencies
        self.counts = counts
        address = PublicAddress(dependencies.publicURL)
    }

    var routes: [Route] {
        [
            Route(
                .get,
                Self.path,
                About("The answer page of one person and one incident; changes nothing.", gives: .text("text/html")),
                handle: show
            ),
            Route(
                .post,
                Self.path,
                About("A pressed button of the answer page.", takes: .form(.answerForm), gives: .text("text/html")),
                handle: answer
            ),
            Route(.get, StyleSheet.path, About("The look of the answer page.", gives: .text("text/css"))) { _ in
                StyleSheet.response
            },
        ]
    }

    @Sendable
    private func show(_ call: Call) async throws -> Response {
        guard let visit = try await visit(call) else { return notFound(call) }
        return respond(visit.page.html(csrfToken: csrfToken(for: visit)))
    }

    @Sendable
    private func answer(_ call: Call) async throws -> Response {
        guard let visit = try await visit(call) else { return notFound(call) }
        let words = visit.page.words
        let bytes: [UInt8]
        do {
            bytes = try await call.formBytes(limit: APILimits.formBytes)
        } catch let problem as Problem {
            let why = problem.kind == .tooLarge ? words.tooLargeNotice : words.formKindNotice
            return trouble(why, visit, status: HTTPResponse.Status(code: problem.status))
        }
        guard let form = AnswerForm(bytes) else { return trouble(words.unreadableNotice, visit, status: .badRequest) }
        guard let press = form.press else { return trouble(words.unclearNotice, visit, status: .badRequest) }
        if let why = elsewhere(call.request, words) { return trouble(why, visit, status: .forbidden, note: form.note) }
        switch dependencies.links.csrf.verdict(on: form.csrfToken, for: visit.token, at: visit.page.now) {
        case .good: break
        case .tooOld: return trouble(words.staleNotice, visit, status: .conflict, note: form.note)
        case .notOurs: return trouble(words.csrfNotice, visit, status: .conflict, note: form.note)
        }
        if press == .answer(.note), form.isBlank { return trouble(words.noteMissingNotice, visit, status: .badRequest) }
        guard form.note.count <= APILimits.noteCharacters, form.reason.count <= APILimits.noteCharacters else {
            return trouble(words.tooLongNotice, visit, status: .contentTooLarge, note: form.note)
        }
        call.context.trace.caller = Actor.person(visit.page.person).rawValue
        switch press {
        case .answer(let word):
            return await store(word, note: form.isBlank ? nil : form.note, visit, from: call.context.peer)
        case .ask, .without: return await decide(form, isAsking: press == .ask, visit, from: call.context.peer)
        }
    }

    private func store(_ word: Answer.Word, note: String?, _ visit: Visit, from peer: String) async -> Response {
        var page = visit.page
        do {
            let answer = Answer(person: page.person, word: word, note: note)
            let incident = try await dependencies.ledger.handle(
                .answer(answer),
                of: page.incident.id,
                by: .person(page.person)
            )
            let said = Said(word: word, note: note, at: dependencies.clock.now().wall)
            page = self.page(of: incident, for: page.person, plan: page.plan, said: said)
        } catch LedgerError.refused(.notInCommand) {
            return trouble(page.notice(after: word), visit, status: .conflict, note: note ?? "")
        } catch {
            dependencies.logger.error("an answer was not stored", metadata: ["error": "\(FailureWords.of(error))"])
            return trouble(page.words.notStoredNotice, visit, status: .serviceUnavailable, note: note ?? "")
        }
        dependencies.logger.notice(
            "answered by link",
            metadata: [
                "incident": "\(page.incident.id)", "person": "\(page.person)", "answer": "\(word.rawValue)",
                "peer": "\(peer)",
            ]
        )
        let notice = AnswerPage.Notice(text: page.notice(after: word), isTrouble: false)
        return respond(page.html(csrfToken: csrfToken(for: visit), notice: notice))
    }

    // MARK: Who comes

    /// Somebody with a good link.
    struct Visit {
        var token: String
        var page: AnswerPage
    }

    private func visit(_ call: Call) async throws -> Visit? {
        let now = dependencies.clock.now().wall
        let token = call.part("token")
        guard let reference = dependencies.links.read(token, at: now) else { return nil }
        guard let incident = try await dependencies.reader.incident(reference.incident),
            let person = dependencies.links.person(reference, in: incident, at: now)
        else { return nil }
        let plan = await plan(of: incident)
        let said = Said(of: person, in: incident)
        return Visit(token: token, page: page(of: incident, for: person, plan: plan, said: said))
    }

    /// The page can do without the plan's texts, and its reader must be able to answer; that they are missing is told.
    private func plan(of incident: Incident) async -> Plan? {
        let version = incident.report.planVersion
        do {
            if let plan = try await dependencies.reader.read({ try $0.plan(version: version) }) { return plan }
            dependencies.logger.error("a page is shown without its plan", metadata: ["missing": "\(version)"])
        } catch {
            let details: Logger.Metadata = ["plan": "\(version)", "why": "\(error)"]
            dependencies.logger.error("a page is shown without its plan", metadata: details)
        }
        return nil
    }

    func page(of incident: Incident, for person: PersonID, plan: Plan?, said: Said?) -> AnswerPage {
        AnswerPage(
            incident: incident,
            person: person,
            plan: plan,
            directory: dependencies.directory(),
            zones: dependencies.zones(),
            now: dependencies.clock.now().wall,
            said: said
        )
    }

    func csrfToken(for visit: Visit) -> String {
        dependencies.links.csrf.token(for: visit.token, at: dependencies.clock.now().wall)
    }

    /// Why a form was not shown on our own page; `nil` when it was, as far as the browser tells.
    private func elsewhere(_ request: Request, _ words: PageWords) -> String? {
        switch FormOrigin(request.headers, own: address.origin) {
        case .ours: nil
        case .other(let opened):
            words.otherAddressNotice(opened.description, known: address.origin?.description ?? address.text)
        case .foreign: words.foreignNotice
        }
    }

    // MARK: Answers

    func respond(_ html: HTML, status: HTTPResponse.Status = .ok) -> Response {
        Page.response(html, status: status, isBehindTLS: address.isBehindTLS)
    }

    /// The page again, with fresh buttons, since nothing was done.
    func trouble(_ text: String, _ visit: Visit, status: HTTPResponse.Status, note: String = "") -> Response {
        let notice = AnswerPage.Notice(text: text, isTrouble: true)
        return respond(visit.page.html(csrfToken: csrfToken(for: visit), notice: notice, note: note), status: status)
    }

    /// One and the same page for every link that is not good.
    ///
    /// A good link is never held up by bad ones.
    private func notFound(_ call: Call) -> Response {
        let wait = badLinks.take(for: call.context.peer, at: dependencies.clock.now().boot)
        counts.addBadLink(isOverRate: wait != nil)
        if wait != nil { dependencies.notices.refused(.links, by: call.context.peer) }
        var response = respond(Page.notFound, status: wait == nil ? .notFound : .tooManyRequests)
        if let wait { response.headers[.retryAfter] = String(wait) }
        return response
    }
}
