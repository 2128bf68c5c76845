import ConfigFiles

/// Files that lie in the tree and are not read, each with what its writer probably wanted.
struct StrangeFiles {
    let files: FileSet

    /// Reports a file that nothing reads.
    func refuse(_ entry: FileSet.Entry, inPlans: Bool, beside entries: [FileSet.Entry]) {
        let isUnitThere = entries.contains { $0.isFile("unit.yaml") }
        switch entry.name {
        case "integrations.yaml":
            files.fault(
                entry.path,
                "integrations are not known to this version",
                "let the system file reports over HTTP"
            )
        case _ where entry.kind == .folder:
            files.fault(entry.path, "a folder cannot lie in `plans`", "move its files up")
        case _ where renamed(entry, inPlans: inPlans) != nil:
            refuseMisnamed(entry, inPlans: inPlans, beside: entries)
        case _ where entry.name.hasSuffix(".yaml"):
            let question =
                Suggestion.question(entry.name, among: isUnitThere ? [] : ["unit.yaml"]).map { $0 + " " } ?? ""
            files.fault(
                entry.path,
                "nothing reads this file",
                "\(question)a unit's folder holds `unit.yaml`, `plans/` and units; move a plan into `plans/`"
            )
        default:
            files.fault(entry.path, "a file that is not part of the contact tree", "move it to another folder")
        }
    }

    /// A file whose name is nearly one that is read: to be renamed, unless that would replace another.
    private func refuseMisnamed(_ entry: FileSet.Entry, inPlans: Bool, beside entries: [FileSet.Entry]) {
        guard let right = renamed(entry, inPlans: inPlans) else { return }
        let what =
            entry.name.hasSuffix(".yaml")
            ? "a unit's file is called `unit.yaml`, in small letters"
            : "the name does not end in `.yaml`, so nothing reads this file"
        let inForce = entries.first { $0.name == right }
        let earlier = entries.first { $0.name < entry.name && renamed($0, inPlans: inPlans) == right }
        guard let other = inForce ?? earlier else { return files.fault(entry.path, what, "rename it to `\(right)`") }
        files.fault(
            entry.path,
            what,
            "compare it with `\(other.name)`, take over there what is missing, then remove this one"
        )
    }

    /// The name a file should have that has another: `x.yml`, `x.YAML`, `x.yaml.txt`, `Unit.yaml`.
    private func renamed(_ entry: FileSet.Entry, inPlans: Bool) -> String? {
        guard entry.kind == .file else { return nil }
        let lower = entry.name.lowercased()
        for ending in [".yaml.txt", ".yml.txt", ".yml", ".yaml"] where lower.hasSuffix(ending) {
            let stem = String(entry.name.dropLast(ending.count))
            let small = stem.lowercased()
            if !inPlans, small == "unit" { return entry.name == "unit.yaml" ? nil : "unit.yaml" }
            guard ending != ".yaml" || !entry.name.hasSuffix(".yaml") else { return nil }
            return (Spelling.isID(small) ? small : stem) + ".yaml"
        }
        return nil
    }
}
