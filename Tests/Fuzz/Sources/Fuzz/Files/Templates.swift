import Escalation

@testable import ConfigFiles
@testable import Messages

extension Fuzzer {
    /// Templates: a title, a text, a partial and hostile values.
    ///
    /// What compiles renders within every limit.
    static let templates = Fuzzer("templates", longest: 4_096) { bytes in
        var parts = Parts(bytes, atMost: 4)
        let (title, text, partial) = (parts.text(), parts.text(), parts.text())
        let town = Town(parts.bytes())
        for scope in [TemplateScope.message, .digest] {
            let log = FaultLog()
            let scanner = TemplateScanner(file: "alert.en.mustache", log: log)
            let partials = ["part": scanner.tokens(of: lines(partial), first: 1)]
            let compiler = TemplateCompiler(partials: partials, language: .english, log: log)
            let template = CompiledTemplate(
                title: compiler.pieces(of: scanner.tokens(of: lines(title).prefix(1), first: 1), scope: scope),
                text: compiler.pieces(of: scanner.tokens(of: lines(text), first: 3), scope: scope)
            )
            check(log)
            guard log.faults.isEmpty else { continue }
            render(template, town, scope)
        }
    }

    private static func lines(_ text: String) -> ArraySlice<Substring> {
        CleanText.lines(text, limit: MessageLimits.bytesInFile).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )[...]
    }

    private static func render(_ template: CompiledTemplate, _ town: Town, _ scope: TemplateScope) {
        let isDrill = town.incident.report.isDrill
        do throws(TemplateGap) {
            let rendered: RenderedText
            if scope == .digest, let words = Town.templates.digestWords(for: [town.material], in: town.language) {
                rendered = try RenderedText(template, from: words, isDrill: isDrill)
            } else {
                let words = Town.templates.words(for: town.material, in: town.language)
                rendered = try RenderedText(template, from: words, isDrill: isDrill, needsLink: town.kind.asks)
                demand(!town.kind.asks || rendered.text.contains(Town.link), "a message that asks, without its link")
            }
            demand(
                Checks.isHarmless(rendered.title, isolates: true),
                "a title that acts: \(rendered.title.debugDescription)"
            )
            demand(
                Checks.isHarmless(rendered.text, newline: true, isolates: true),
                "a text that acts: \(rendered.text.debugDescription)"
            )
            demand(rendered.title.utf8.count <= MessageLimits.bytesInTitle, "the title's length")
            demand(rendered.text.utf8.count <= MessageLimits.bytesInText, "the text's length")
            guard let place = rendered.link else { return }
            let bytes = Array(rendered.text.utf8)
            demand(place.upperBound <= bytes.count, "a link beyond the text")
            demand(Array(bytes[place]) == Array(Town.link.utf8), "another text stands at the link's place")
        } catch {
            demand(Checks.isHarmless(error.what), error.what)
        }
    }
}
