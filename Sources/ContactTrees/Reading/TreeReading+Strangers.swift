import ConfigFiles

/// Files that lie in the tree and are not read, each with what its writer probably wanted.
extension TreeReading {
    func refuseFile(_ entry: FileSet.Entry, inPlans: Bool) {
        let lower = entry.name.lowercased()
        switch entry.name {
        case "rosters.yaml":
            files.fault(entry.path, "rosters are not known to this version", "name people in `groups`, remove the file")
        case _ where entry.kind == .folder:
            files.fault(entry.path, "a folder cannot lie in `plans`", "move its files up")
        case _ where renamed(entry) != nil:
            files.fault(
                entry.path,
                "the name does not end in `.yaml`, so nothing reads this file",
                "rename it to `\(renamed(entry) ?? "")`"
            )
        case _ where !inPlans && lower == "unit.yaml":
            files.fault(entry.path, "a unit's file is called `unit.yaml`, in small letters", "rename it to `unit.yaml`")
        case _ where entry.name.hasSuffix(".yaml"):
            let question = Suggestion.question(entry.name, among: ["unit.yaml"]).map { $0 + " " } ?? ""
            files.fault(
                entry.path,
                "nothing reads this file",
                "\(question)a unit's folder holds `unit.yaml`, `plans/` and units; move a plan into `plans/`"
            )
        default:
            files.fault(entry.path, "a file that is not part of the contact tree", "move it to another folder")
        }
    }

    /// The name a file should have that has the wrong ending: `x.yml`, `x.YAML`, `x.yaml.txt`.
    private func renamed(_ entry: FileSet.Entry) -> String? {
        let lower = entry.name.lowercased()
        for ending in [".yaml.txt", ".yml.txt", ".yml", ".yaml"] where lower.hasSuffix(ending) {
            guard ending != ".yaml" || !entry.name.hasSuffix(".yaml") else { return nil }
            return String(entry.name.dropLast(ending.count)) + ".yaml"
        }
        return nil
    }
}
