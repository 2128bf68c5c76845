import ConfigFiles

/// Reads the files of `Templates/webhooks`.
struct PresetFolder {
    /// The folder as the user named it.
    let directory: String
    /// The files it belongs to.
    let files: LayeredFiles
    /// The folder, when it is there.
    let entry: LayeredFiles.Entry?

    /// Every preset by name, `generic` among them, and the files they were read from; what is wrong is in the log of `files`.
    func presets() -> ([String: WebhookPreset], [LayeredFiles.Entry]) {
        var presets: [String: WebhookPreset] = [:]
        let entries = entry.map { files.entries(of: $0) } ?? []
        for file in entries {
            guard file.kind == .file, file.name.hasSuffix(".yaml") else {
                refuse(file)
                continue
            }
            let id = String(file.name.dropLast(5))
            guard Spelling.isID(id) else {
                files.fault(file.path, "`\(id)` is not a name for a preset", Spelling.idRemedy)
                continue
            }
            guard let content = files.content(of: file),
                let root = YAMLDocument.root(of: file.path, content: content, log: files.log)
            else { continue }
            presets[id] = PresetReader(name: id, log: files.log).preset(root)
        }
        if !entries.contains(where: { $0.isFile("generic.yaml") }) {
            let remedy = "add the file; addresses without a preset use it"
            files.fault("\(directory)/generic.yaml", "this preset is missing", remedy)
        }
        return (presets, entries)
    }

    private func refuse(_ entry: LayeredFiles.Entry) {
        files.fault(
            entry.path,
            "nothing reads this",
            "a preset is a file `NAME.yaml`; rename it, or move it to another folder"
        )
    }
}
