import ConfigFiles
import Escalation

/// The words of every message in every language, and the shapes that webhooks want them in.
package struct Templates: Sendable {
    private let messages: [Language: [String: CompiledTemplate]]
    private let zones = ZoneOffsets()
    /// Webhook presets by name.
    package let presets: [String: WebhookPreset]

    init(messages: [Language: [String: CompiledTemplate]], presets: [String: WebhookPreset]) {
        self.messages = messages
        self.presets = presets
    }

    /// Reads and checks the whole folder; with any fault it is refused as a whole, and every fault is in the error.
    package static func load(from directory: String) throws(TemplateFaults) -> Templates {
        let log = FaultLog()
        let folder = TemplateFolder(directory: directory + "/messages", log: log)
        let messages = folder.templates()
        let presets = PresetFolder(directory: directory + "/webhooks", log: log).presets()
        let templates = Templates(messages: messages, presets: presets)
        if log.faults.isEmpty {
            TemplateProbe(templates: templates, directory: folder.directory, log: log).run()
        }
        guard log.faults.isEmpty else { throw TemplateFaults(faults: Set(log.faults).sorted()) }
        return templates
    }

    /// Renders a message in its reader's language. Never fails: what no template can say, a fixed plain message does.
    package func render(_ material: MessageMaterial) -> Message {
        let language = Language(nearestTo: material.person.language)
        let words = MessageWords(material: material, language: language, zones: zones)
        guard let (template, spoken) = template(material.kind.rawValue, in: language) else {
            return words.message(PlainMessage(words).rendered, fault: "there is no template `\(material.kind.rawValue)`")
        }
        let spokenWords =
            spoken == language ? words : MessageWords(material: material, language: spoken, zones: zones)
        guard let rendered = RenderedText(template, from: spokenWords, isDrill: words.report.isDrill) else {
            let fault = "`\(material.kind.rawValue).\(spoken.rawValue)` gives no title or no text"
            return words.message(PlainMessage(words).rendered, fault: fault)
        }
        return spokenWords.message(rendered, fault: nil)
    }

    /// Renders one message in place of several to the same reader: titles, ranks and ages, with a link for each incident.
    ///
    /// `rule` names the rule of flood control that merged them. `materials` must not be empty.
    package func renderDigest(_ materials: [MessageMaterial], wireID: String, rule: String) -> Message {
        let language = Language(nearestTo: materials.first?.person.language ?? "")
        guard let digest = DigestWords(materials, rule: rule, language: language, zones: zones) else {
            preconditionFailure("a digest of nothing")
        }
        guard let (template, spoken) = template(TemplateFolder.digest, in: language) else {
            return digest.message(PlainMessage(digest).rendered, wireID: wireID, fault: "there is no template `digest`")
        }
        let words =
            spoken == language ? digest : DigestWords(materials, rule: rule, language: spoken, zones: zones) ?? digest
        guard let rendered = RenderedText(template, from: words, isDrill: words.isDrill) else {
            let fault = "`digest.\(spoken.rawValue)` gives no title or no text"
            return digest.message(PlainMessage(digest).rendered, wireID: wireID, fault: fault)
        }
        return words.message(rendered, wireID: wireID, fault: nil)
    }

    /// The template of that name in the reader's language, or in the nearest that has it.
    private func template(_ name: String, in language: Language) -> (CompiledTemplate, Language)? {
        for candidate in [language] + language.fallbacks {
            if let template = messages[candidate]?[name] { return (template, candidate) }
        }
        return nil
    }
}
