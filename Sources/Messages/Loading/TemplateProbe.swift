import ConfigFiles
import Escalation

/// Tries templates on an example before they are used, so that no message can lack what it must say.
struct TemplateProbe {
    let templates: Templates
    /// The folder as the user named it.
    let directory: String
    let log: FaultLog

    private static let link = "https://probe.example/a/probe"
    private static let title = "Probe-Title"

    func run() {
        for language in Language.allCases {
            for kind in MessageKind.allCases {
                let message = templates.render(Self.material(kind: kind, language: language))
                check(message, name: kind.rawValue)
            }
            let materials = [Self.material(kind: .alert, language: language)]
            check(templates.renderDigest(materials, wireID: "probe", rule: "probe"), name: TemplateFolder.digest)
        }
    }

    private func check(_ message: Message, name: String) {
        let file = "\(directory)/\(name).\(message.language.rawValue).mustache"
        let drill = Phrases(language: message.language).drill
        func fault(line: Int, _ what: String, _ remedy: String) {
            log.add(Place(file: file, line: line, column: 1), what, remedy)
        }
        if !message.title.hasPrefix(drill) {
            fault(line: 1, "the title of a drill does not begin with its mark", "begin it with {{drill}}")
        }
        if !message.text.hasPrefix(drill) {
            fault(line: 3, "the text of a drill does not begin with its mark", "begin it with {{drill}}")
        }
        if !message.title.contains("III") {
            fault(line: 1, "the title does not say the rank", "write {{rank}} in it")
        }
        if !message.isDigest, !message.title.contains(Self.title) {
            fault(line: 1, "the title does not say what happened", "write {{title}} in it")
        }
        if message.asks || message.isDigest, !message.text.contains(Self.link) {
            fault(line: 3, "the message asks for an answer and has no link", "write {{link}} on a line of its own")
        }
    }

    private static func material(kind: MessageKind, language: Language) -> MessageMaterial {
        let report = Report(
            unit: "/probe", plan: "probe", planVersion: "", title: title, source: "probe", isDrill: true
        )
        let moment = Timestamp(milliseconds: 0)
        return MessageMaterial(
            wireID: "probe-1-1",
            threadID: "probe-1",
            kind: kind,
            person: Person(
                id: "probe", unit: "/probe", name: LocalizedText("Probe"), language: language.rawValue, addresses: []
            ),
            incident: Incident(id: 1, report: report, severity: .three, at: moment),
            plan: Plan(name: "probe", title: LocalizedText("Probe"), responses: [:], fallback: []),
            directory: Directory(),
            link: link,
            now: moment
        )
    }
}
