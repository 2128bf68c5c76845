import Escalation
import Messages
package import Text

extension AnswerPage {
    /// What the page says above everything else.
    package struct Notice {
        var text: String
        /// Whether what was sent is not on record.
        var isTrouble: Bool

        package init(text: String, isTrouble: Bool) {
            self.text = text
            self.isTrouble = isTrouble
        }
    }

    /// Writes the whole page.
    ///
    /// - Parameters:
    ///   - csrfToken: makes the buttons good for some minutes.
    ///   - notice: what was just done, or why it was not.
    ///   - note: what the reader had written, if it was not stored.
    /// - Returns: a complete document.
    package func html(csrfToken: String, notice: Notice? = nil, note: String = "") -> HTML {
        let severity = incident.severity
        let label: HTML = severityLabel.map { "<span dir=\"auto\">\($0)</span>" } ?? .nothing
        let drill = report.isDrill ? words.drillMark + " " : ""
        let title = "\(drill)\(severity.numeral) \(report.title)"
        let body: HTML = """
            \(report.isDrill ? "<p class=\"drill\" role=\"note\">\(words.drill)</p>" as HTML : .nothing)
            <main class="rank-\(String(severity.rawValue))">
            \(notice.map(self.notice) ?? .nothing)
            <header>
            <p class="rank"><b>\(words.rank(severity))</b>\(label)</p>
            <h1 dir="auto">\(report.title)</h1>
            <p class="place">\(whereabouts)</p>
            </header>
            <section class="state\(incident.isClosed ? " closed" : incident.responders.isEmpty ? " open" : " taken")">
            \(stateLines)
            </section>
            \(askingCard)
            <p class="you">\(you)</p>
            \(said.map(self.said) ?? .nothing)
            \(commandCard(csrfToken: csrfToken))
            \(missingCard(csrfToken: csrfToken))
            \(details)
            \(callInCard(csrfToken: csrfToken))
            \(hint)
            </main>
            \(form(csrfToken: csrfToken, note: note))
            <footer><p>\(words.incident(incident.id.count)) · <bdi>\(plan?.title.text(in: tag) ?? report.plan)</bdi><br>\(words.zone(clock.shownZone, clock.offset))</p></footer>
            """
        return Page.html(language: words.language, title: title, body: body)
    }

    private func said(_ said: Said) -> HTML {
        "<p class=\"said\">\(words.youSaid(said, at: clock.time(said.at)))</p>"
    }

    private func notice(_ notice: Notice) -> HTML {
        "<p class=\"notice\(notice.isTrouble ? " trouble" : "")\" role=\"status\">\(notice.text)</p>"
    }

    /// Place and unit in one line.
    private var whereabouts: HTML {
        let unit: HTML = "<bdi>\(unitName)</bdi>"
        guard let place = report.place, !place.isEmpty else { return unit }
        return "<bdi>\(place)</bdi> · \(unit)"
    }

    private var stateLines: [HTML] {
        state.enumerated().map { position, line in
            // Below the sentence that says who closed it stands what they wrote.
            if position > 0 { return incident.isClosed ? "<p dir=\"auto\">\(line)</p>" : "<p>\(line)</p>" }
            return "<p class=\"first\">\(line)</p>"
        }
    }

    private var details: HTML {
        let heading = words.guidance(isDrill: report.isDrill)
        let guidance: HTML =
            self.guidance.map {
                "<section class=\"guidance\"><h2>\(heading)</h2><p dir=\"auto\">\($0)</p></section>"
            }
            ?? .nothing
        let rows: [HTML] = self.rows.map { row in
            "<div><dt dir=\"auto\">\(row.label)</dt><dd dir=\"auto\"\(row.isOpen ? " class=\"unknown\"" as HTML : .nothing)>\(row.value)</dd></div>\n"
        }
        let people: [HTML] = self.people.map { row in
            "<li\(row.isOpen ? " class=\"self\"" as HTML : .nothing)><bdi>\(row.label)</bdi> <span>\(row.value)</span></li>\n"
        }
        return """
            \(guidance)
            <section><h2>\(words.details)</h2><dl>
            \(rows)</dl></section>
            <section><h2>\(words.people)</h2><ul class="people">
            \(people)</ul></section>
            """
    }

    private var hint: HTML {
        guard !incident.isClosed, !isResponder, isRunning else { return .nothing }
        return "<p class=\"hint\">\(asksOthers ? words.meanings : words.meaning)</p>"
    }

    /// Where a note is written, beside the buttons.
    private func noteField(_ note: String) -> HTML {
        let label = incident.isClosed ? words.noteAlone : words.note
        return """
            <textarea name="note" rows="1" dir="auto" maxlength="\(String(Limits.note))" aria-label="\(label)" \
            placeholder="\(label)">\(note)</textarea>
            """
    }

    private func form(csrfToken: String, note: String) -> HTML {
        let buttons: HTML
        if incident.isClosed {
            buttons = button(.note, words.addNote, "second wide")
        } else if isResponder {
            // The big button stands out only while something is asked of them; only a yes counts in a new round.
            let isAsked = isAskedAnew || incident.timer(.grace) != nil
            let word: Answer.Word = isAskedAnew ? .accept : .extend
            buttons = """
                \(button(word, words.stillOnIt, isAsked ? "first" : "second wide"))
                \(button(.cannot, words.cannotGoOn, "second"))\(button(.note, words.addNote, "second"))
                """
        } else {
            buttons = """
                \(button(.accept, takeWord, incident.responders.isEmpty || incident.isAwaited(person) ? "first" : "second wide"))
                \(button(.cannot, words.cannot, "second"))\(button(.seen, words.seen, "second"))
                """
        }
        return """
            <form class="bar" method="post" accept-charset="utf-8" autocomplete="off">
            <input type="hidden" name="mark" value="\(csrfToken)">
            \(noteField(note))
            \(buttons)
            </form>
            """
    }

    func button(_ word: Answer.Word, _ text: String, _ style: String) -> HTML {
        "<button type=\"submit\" name=\"answer\" value=\"\(word.rawValue)\" class=\"\(style)\">\(text)</button>"
    }
}
