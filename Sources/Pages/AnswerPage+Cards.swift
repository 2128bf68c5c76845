import Escalation
import Text

/// What stands on the page of somebody who is asked for a seat, who may take command, or who leads.
extension AnswerPage {
    /// Until when the reader may answer and for what; or what became of the seat for which they were asked.
    var askingCard: HTML {
        let asking = asking
        if !asking.isEmpty { return card("asking", asking) }
        let outcome = outcome
        return outcome.isEmpty ? .nothing : card("outcome", outcome)
    }

    private func card(_ style: String, _ sentences: [String]) -> HTML {
        let lines: [HTML] = sentences.enumerated().map { position, line in
            position == 0 && style == "asking" ? "<p class=\"first\">\(line)</p>" : "<p dir=\"auto\">\(line)</p>"
        }
        return "<section class=\"\(style)\">\(lines)</section>"
    }

    func commandCard(csrfToken: String) -> HTML {
        guard mayTakeCommand else { return .nothing }
        let offer: HTML = offerSentence.map { "<p>\($0)</p>" } ?? .nothing
        return """
            <section class="command"><h2>\(words.command)</h2>
            \(offer)
            \(form(csrfToken: csrfToken, content: button(.command, words.takeCommand, isOfferedCommand ? "main" : "second")))
            </section>
            """
    }

    func missingCard(csrfToken: String) -> HTML {
        let open = isLeading ? openSeats : []
        guard !open.isEmpty else { return .nothing }
        let rows: [HTML] = open.map { seat in
            let name = name(of: seat)
            let content: HTML = """
                <input type="hidden" name="names" value="\(Self.reference(to: seat.id))">\
                <button type="submit" name="answer" value="without" class="small">\(words.goOnWithout(name))</button>
                """
            return """
                <li><p><bdi>\(name)</bdi> <span>\(standing(of: seat))</span></p>
                \(form(csrfToken: csrfToken, content: content))</li>

                """
        }
        return
            "<section class=\"missing-seats\"><h2>\(words.openSeats)</h2><ul class=\"seats\">\n\(rows)</ul></section>"
    }

    func callInCard(csrfToken: String) -> HTML {
        guard isLeading else { return .nothing }
        let callable = callable
        guard !callable.groups.isEmpty || !callable.people.isEmpty else { return .nothing }
        let content: HTML = """
            <label for="whom">\(words.whom)</label>
            <select id="whom" name="names" required><option value=""></option>
            \(options(callable.groups, words.groups))\(options(callable.people, words.persons))</select>
            <label for="why">\(words.reason)</label>
            <textarea id="why" name="reason" rows="1" dir="auto" maxlength="\(String(Limits.note))"></textarea>
            <button type="submit" name="answer" value="ask" class="second">\(words.call)</button>
            """
        return """
            <section class="call-in"><details><summary>\(words.callIn)</summary>
            \(form(csrfToken: csrfToken, content: content))
            </details></section>
            """
    }

    private func options(_ rows: [Row], _ label: String) -> HTML {
        guard !rows.isEmpty else { return .nothing }
        let options: [HTML] = rows.map { "<option value=\"\($0.value)\">\($0.label)</option>\n" }
        return "<optgroup label=\"\(label)\">\n\(options)</optgroup>\n"
    }

    private func form(csrfToken: String, content: HTML) -> HTML {
        """
        <form class="inline" method="post" accept-charset="utf-8" autocomplete="off">\
        <input type="hidden" name="mark" value="\(csrfToken)">
        \(content)
        </form>
        """
    }
}
