package import ConfigFiles
package import Escalation
package import Text

/// The words of every message in every language, and the shapes that webhooks want them in.
package struct Templates: Sendable {
    private let messages: [Language: [String: CompiledTemplate]]
    /// By whose rules times are shown.
    package let zones: Zones
    /// Webhook presets by name.
    package let presets: [String: WebhookPreset]
    /// The files that come from the overlay.
    package let own: [LayeredFiles.Upper]

    init(
        messages: [Language: [String: CompiledTemplate]],
        presets: [String: WebhookPreset],
        own: [LayeredFiles.Upper] = [],
        zones: Zones = .system
    ) {
        self.messages = messages
        self.zones = zones
        self.presets = presets
        self.own = own
    }

    /// What one reading of the folders gave.
    private struct Reading {
        var templates: Templates
        /// Where each message's file lies, by its name.
        var paths: [String: String]
        var log: FaultLog
    }

    /// Reads and checks the whole folder; with any fault it is refused as a whole, and every fault is in the error.
    ///
    /// Messages show times by the rules of `zones`.
    ///
    /// - Parameters:
    ///   - directory: the folder.
    ///   - overlay: a folder of the same form, each of whose files stands in the place of the same one in `directory`, or is added;
    ///     `nil` where there is none.
    ///   - zones: the rules of the time zones.
    /// - Returns: the templates of both.
    /// - Throws: every fault at once.
    package static func load(
        from directory: String,
        overlay: String? = nil,
        zones: Zones = .system
    ) throws(Faults) -> Templates {
        let reading = FileSet.settled {
            let roots = [directory] + (overlay.map { [$0] } ?? [])
            let files = LayeredFiles(roots: roots, subject: "the folder of the templates", log: FaultLog())
            return (read(files, zones), files: files.layers)
        }
        let log = reading.log
        if log.faults.isEmpty {
            TemplateProbe(templates: reading.templates, paths: reading.paths, log: log).run()
        }
        guard log.faults.isEmpty else { throw Faults(faults: Set(log.faults).sorted()) }
        return reading.templates
    }

    private static func read(_ files: LayeredFiles, _ zones: Zones) -> Reading {
        let known = ["messages", "webhooks"]
        let entries = files.top()
        for entry in entries where !(entry.kind == .folder && known.contains(entry.name)) {
            let question = Suggestion.question(entry.name, among: known).map { $0 + " " } ?? ""
            let remedy = "\(question)this folder holds `messages` and `webhooks`; move it to another folder"
            files.fault(entry.path, "nothing reads this", remedy)
        }
        func folder(_ name: String) -> LayeredFiles.Entry? { entries.first { $0.kind == .folder && $0.name == name } }
        let directory = files.layers[0].root
        let messages = TemplateFolder(directory: directory + "/messages", files: files, entry: folder("messages"))
        let presets = PresetFolder(directory: directory + "/webhooks", files: files, entry: folder("webhooks"))
        let (compiled, found) = messages.templates()
        let (read, presetFiles) = presets.presets()
        return Reading(
            templates: Templates(
                messages: compiled,
                presets: read,
                own: files.upper(among: found + presetFiles),
                zones: zones
            ),
            paths: Dictionary(found.map { ($0.name, $0.path) }) { first, _ in first },
            log: files.log
        )
    }

    /// Renders a message in its reader's language.
    ///
    /// Never fails: what no template can say, a fixed plain message does.
    package func render(_ material: MessageMaterial) -> Message {
        let name = material.kind.rawValue
        let language = Language(nearestTo: material.person.language)
        guard let (template, spoken) = template(name, in: language) else {
            let words = words(for: material, in: language)
            return words.message(PlainMessage(words).rendered, fault: Self.fault(name, nil, .noTemplate))
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
            return words.message(PlainMessage(words).rendered, fault: Self.fault(name, spoken, error.gap))
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
            let fault = Self.fault(name, nil, .noTemplate)
            return words.message(PlainMessage(words).rendered, wireID: wireID, fault: fault)
        }
        do throws(TemplateGap) {
            let rendered = try RenderedText(template, from: words, isDrill: words.isDrill)
            return words.message(rendered, wireID: wireID, fault: nil)
        } catch {
            let fault = Self.fault(name, language, error.gap)
            return words.message(PlainMessage(words).rendered, wireID: wireID, fault: fault)
        }
    }

    private static func fault(_ template: String, _ language: Language?, _ gap: TemplateFault.Gap) -> TemplateFault {
        TemplateFault(template: template, language: language?.rawValue, gap: gap)
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
