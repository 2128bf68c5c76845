import ConfigFiles
package import Escalation
package import Text

/// The words of every message in every language, and the shapes that webhooks want them in.
package struct Templates: Sendable {
    private let messages: [Language: [String: CompiledTemplate]]
    /// By whose rules times are shown.
    package let zones: Zones
    /// Webhook presets by name.
    package let presets: [String: WebhookPreset]

    init(messages: [Language: [String: CompiledTemplate]], presets: [String: WebhookPreset], zones: Zones = .system) {
        self.messages = messages
        self.zones = zones
        self.presets = presets
    }

    /// Reads and checks the whole folder; with any fault it is refused as a whole, and every fault is in the error.
    ///
    /// Messages show times by the rules of `zones`.
    package static func load(
        from directory: String,
        zones: Zones = .system
    ) throws(TemplateFaults) -> Templates {
        let (templates, log) = FileSet.settled {
            let log = FaultLog()
            let files = FileSet(root: directory, subject: "the folder of the templates", log: log)
            return ((read(files, zones, log), log), files: files)
        }
        if log.faults.isEmpty {
            TemplateProbe(templates: templates, directory: directory + "/messages", log: log).run()
        }
        guard log.faults.isEmpty else { throw TemplateFaults(faults: Set(log.faults).sorted()) }
        return templates
    }

    private static func read(_ files: FileSet, _ zones: Zones, _ log: FaultLog) -> Templates {
        let known = ["messages", "webhooks"]
        let entries = files.entries(of: files.top) ?? []
        for entry in entries where !(entry.kind == .folder && known.contains(entry.name)) {
            let question = Suggestion.question(entry.name, among: known).map { $0 + " " } ?? ""
            let remedy = "\(question)this folder holds `messages` and `webhooks`; move it to another folder"
            files.fault(entry.path, "nothing reads this", remedy)
        }
        func folder(_ name: String) -> FileSet.Entry? { entries.first { $0.kind == .folder && $0.name == name } }
        let directory = files.root
        let messages = TemplateFolder(directory: directory + "/messages", files: files, entry: folder("messages"))
        let presets = PresetFolder(directory: directory + "/webhooks", files: files, entry: folder("webhooks"))
        return Templates(messages: messages.templates(), presets: presets.presets(), zones: zones)
    }

    /// Renders a message in its reader's language.
    ///
    /// Never fails: what no template can say, a fixed plain message does.
    package func render(_ material: MessageMaterial) -> Message {
        let name = material.kind.rawValue
        let language = Language(nearestTo: material.person.language)
        guard let (template, spoken) = template(name, in: language) else {
            let words = words(for: material, in: language)
            return words.message(PlainMessage(words).rendered, fault: "there is no template `\(name)`")
        }
        let words = words(for: material, in: spoken)
        do throws(TemplateGap) {
            let rendered = try RenderedText(
                template,
                from: words,
                isDrill: words.report.isDrill,
                needsLink: words.isAsking
            )
            return words.message(rendered, fault: nil)
        } catch {
            return words.message(PlainMessage(words).rendered, fault: "`\(name).\(spoken.rawValue)`: \(error.what)")
        }
    }

    /// Renders one message in place of several to the same reader: titles, ranks and ages, with a link for each incident.
    ///
    /// What is about one incident alone goes out as that incident's own message.
    /// `rule` names the rule of flood control that merged them. `materials` must not be empty.
    package func renderDigest(_ materials: [MessageMaterial], wireID: String, rule: FloodRule) -> Message {
        let name = TemplateFolder.digest
        let found = template(name, in: Language(nearestTo: materials.first?.person.language ?? ""))
        let language = found?.1 ?? Language(nearestTo: materials.first?.person.language ?? "")
        guard let words = DigestWords(materials, rule: rule, language: language, zones: zones) else {
            preconditionFailure("a digest of nothing")
        }
        if words.entries.count == 1 {
            var message = render(words.first.material)
            message.wireID = wireID
            return message
        }
        guard let (template, _) = found else {
            return words.message(PlainMessage(words).rendered, wireID: wireID, fault: "there is no template `\(name)`")
        }
        do throws(TemplateGap) {
            let rendered = try RenderedText(template, from: words, isDrill: words.isDrill)
            return words.message(rendered, wireID: wireID, fault: nil)
        } catch {
            let fault = "`\(name).\(language.rawValue)`: \(error.what)"
            return words.message(PlainMessage(words).rendered, wireID: wireID, fault: fault)
        }
    }

    func words(for material: MessageMaterial, in language: Language) -> MessageWords {
        MessageWords(material: material, language: language, zones: zones)
    }

    func digestWords(for materials: [MessageMaterial], in language: Language) -> DigestWords? {
        DigestWords(materials, rule: .perAddress, language: language, zones: zones)
    }

    /// The template of that name in the reader's language, or in the nearest that has it.
    func template(_ name: String, in language: Language) -> (CompiledTemplate, Language)? {
        if let template = messages[language]?[name] { return (template, language) }
        for candidate in language.fallbacks {
            if let template = messages[candidate]?[name] { return (template, candidate) }
        }
        return nil
    }
}
