import ConfigFiles
import Escalation

/// Tries templates on an example before they are used, so that no message can lack what it must say.
struct TemplateProbe {
    let templates: Templates
    /// Where each message's file lies, by its name.
    let paths: [String: String]
    let log: FaultLog

    private static let link = "https://probe.example/a/probe"
    private static let title = "Probe-Title"

    func run() {
        for language in Language.allCases {
            for kind in MessageKind.allCases {
                let words = templates.words(for: Self.material(kind: kind, language: language), in: language)
                check(kind.rawValue, in: language, words, title: Self.title)
                if kind.asks { checkLink(kind.rawValue, in: language, where: [:]) }
                // Of a new rank those are told who are not asked, and without a deadline.
                if kind == .severity { checkLink(kind.rawValue, in: language, where: [.deadline: true]) }
            }
            let material = Self.material(kind: .alert, language: language)
            guard let digest = templates.digestWords(for: [material], in: language) else { continue }
            check(TemplateFolder.digest, in: language, digest, title: "")
            checkLink(TemplateFolder.digest, in: language, where: [:])
        }
    }

    /// Whoever is asked has a link, whatever else there is to say.
    private func checkLink(_ name: String, in language: Language, where known: [TemplateVariable: Bool]) {
        guard let (template, _) = templates.template(name, in: language),
            let gap = LinkGap(in: template.text, where: known)
        else { return }
        let place = gap.words.isEmpty ? "on a line of its own" : "outside of that section"
        log.add(
            Place(file: file(name, language), line: 3, column: 1),
            "the message asks for an answer and has no link\(gap.words)",
            "write {{link}} \(place)"
        )
    }

    private func check(
        _ name: String,
        in language: Language,
        _ words: some TemplateValues,
        title: String
    ) {
        func fault(inTitle: Bool, _ what: String, _ remedy: String) {
            log.add(Place(file: file(name, language), line: inTitle ? 1 : 3, column: 1), what, remedy)
        }
        guard let (template, _) = templates.template(name, in: language) else { return }
        do throws(TemplateGap) {
            let rendered = try RenderedText(template, from: words, isDrill: true)
            if !rendered.title.contains("III") {
                fault(inTitle: true, "the title does not say the rank", "write {{rank}} in it")
            }
            if !title.isEmpty, !rendered.title.contains(title) {
                fault(inTitle: true, "the title does not say what happened", "write {{title}} in it")
            }
        } catch {
            fault(inTitle: error.isInTitle, error.what, error.remedy)
        }
    }

    private func file(_ name: String, _ language: Language) -> String {
        let file = "\(name).\(language.rawValue).mustache"
        return paths[file] ?? file
    }

    private static func material(kind: MessageKind, language: Language) -> MessageMaterial {
        let report = Report(
            unit: "/probe",
            plan: "probe",
            planVersion: "",
            title: title,
            source: "probe",
            isDrill: true
        )
        let moment = Timestamp(milliseconds: 0)
        return MessageMaterial(
            wireID: "probe-1-1",
            threadID: "probe-1",
            kind: kind,
            person: Person(
                id: "probe",
                unit: "/probe",
                name: LocalizedText("Probe"),
                language: language.rawValue,
                addresses: []
            ),
            incident: Incident(id: 1, report: report, severity: .three, at: moment),
            plan: Plan(name: "probe", title: LocalizedText("Probe"), responses: [:], fallback: []),
            directory: Directory(),
            link: link,
            now: moment
        )
    }
}
