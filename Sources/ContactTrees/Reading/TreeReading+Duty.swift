import ConfigFiles
import Duty
import Escalation

/// Rosters, special periods, absences and overrides.
extension TreeReading {
    func readRosters(_ file: FileSet.Entry, of unit: Unit) {
        guard let item = item(of: file) else { return }
        var reader = RosterReader(unit: unit, zones: timeZones)
        reader.read(item)
        dutyFiles.rosters += reader.rosters
        dutyFiles.periods += reader.periods
        dutyFiles.names += reader.names
    }

    func readChanges(_ folder: FileSet.Entry, of unit: Unit) {
        guard let entries = files.entries(of: folder) else { return }
        if entries.count > ConfigLimits.changesInUnit {
            let remedy = "keep to \(ConfigLimits.changesInUnit) in a unit, and remove what is over"
            return files.fault(folder.path, "there are too many changes", remedy)
        }
        if entries.contains(where: { $0.isFile("unit.yaml") }) {
            return files.fault(
                folder.path,
                "`changes` holds absences and overrides, and is no unit",
                "a unit needs another name: rename the folder"
            )
        }
        for entry in entries {
            guard entry.kind == .file, entry.name.hasSuffix(".yaml") else {
                files.fault(
                    entry.path,
                    "only files whose names end in `.yaml` may lie in `changes`",
                    "rename it, or move it away"
                )
                continue
            }
            guard let item = item(of: entry) else { continue }
            var reader = ChangeReader(named: String(entry.name.dropLast(5)), of: unit, zones: timeZones)
            switch reader.change(item) {
            case .override(let override): dutyFiles.overrides.append(override)
            case .absence(let absence): dutyFiles.absences.append(absence)
            case nil: break
            }
            dutyFiles.names += reader.names
        }
    }

    private func item(of file: FileSet.Entry) -> Item? {
        guard let root = document(file) else { return nil }
        return Item(name: file.name, owner: Place(file: file.path, line: 1, column: 1), value: root, log: log)
    }
}
