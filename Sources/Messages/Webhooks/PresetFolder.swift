import ConfigFiles
import Foundation

/// Reads the files of `Templates/webhooks`.
struct PresetFolder {
    /// The folder as the user named it.
    let directory: String
    let log: FaultLog

    /// Every preset by name, `generic` among them; what is wrong is in `log`.
    func presets() -> [String: WebhookPreset] {
        var presets: [String: WebhookPreset] = [:]
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        for name in names.sorted() where !name.hasPrefix(".") && name.hasSuffix(".yaml") {
            let file = "\(directory)/\(name)"
            let id = String(name.dropLast(5))
            guard Words.isID(id) else {
                log.add(Place(file: file, line: 1, column: 1), "`\(id)` is not a name for a preset", Words.idRemedy)
                continue
            }
            // One byte beyond the limit is enough to be refused; a larger file is not read into memory.
            guard let handle = FileHandle(forReadingAtPath: file),
                let content = try? handle.read(upToCount: ConfigLimits.bytesInFile + 1) ?? Data()
            else {
                log.add(Place(file: file, line: 1, column: 1), "the file cannot be read", "make it readable")
                continue
            }
            guard let root = YAMLDocument.root(of: file, content: [UInt8](content), log: log) else { continue }
            presets[id] = PresetReader(name: id, log: log).preset(root)
        }
        if presets["generic"] == nil, !names.contains("generic.yaml") {
            let place = Place(file: "\(directory)/generic.yaml", line: 1, column: 1)
            log.add(place, "this preset is missing", "add the file; addresses without a preset use it")
        }
        return presets
    }
}
