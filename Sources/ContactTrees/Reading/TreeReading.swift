import ConfigFiles
import Duty
import Escalation
import Text

/// One reading of a contact tree: walks the folders, has each file read by the reader of its kind, and checks the
/// whole in the end.
final class TreeReading {
    /// The folder as the user named it, without a slash at its end.
    private let root: String
    private let senders: SenderChecks
    let log = FaultLog()
    /// What does not keep the tree from being used.
    let warnings = FaultLog()
    let files: FileSet
    private(set) var directory = Directory()
    var dutyFiles = DutyFiles()
    /// Who is there when, once everything was read.
    private var duty = DutyCalendar()
    private let texts = TextReader()
    private let zones: Zones
    let timeZones: TimeZones
    private var units: UnitReader
    private var plans: [PlanReader.File] = []
    /// Whether every folder and file that may define names was found and could be parsed.
    private var isEveryFileThere = true
    private var digest = ContentDigest()

    init(
        root: String,
        secrets: SecretSource,
        presets: Set<String>?,
        senders: SenderChecks,
        zones: Zones,
        draft: FileDraft? = nil
    ) {
        var trimmed = Substring(root)
        while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
        self.root = String(trimmed)
        self.senders = senders
        let addresses = AddressReader(
            secrets: SecretReader(source: secrets, root: self.root),
            presets: presets,
            senders: senders,
            warnings: warnings
        )
        self.zones = zones
        timeZones = TimeZones(zones: zones, acceptsLost: secrets.makesUnusable)
        units = UnitReader(texts: texts, zones: timeZones, addresses: addresses)
        files = FileSet(root: self.root, subject: "the contact tree", draft: draft, log: log)
    }

    /// Reads all folders and files.
    func readTree() {
        guard let entries = files.entries(of: files.top) else { return isEveryFileThere = false }
        for entry in entries {
            if entry.name == "plans", entry.kind == .folder {
                files.fault(entry.path, "plans lie outside of every unit", "move them into a unit's folder")
            } else if entry.name == "changes", entry.kind == .folder {
                files.fault(
                    entry.path,
                    "absences and overrides (`changes/`) lie outside of every unit",
                    "move them into a unit's folder; a unit needs another name"
                )
            } else if entry.kind == .folder {
                readUnit(entry, above: nil, depth: 1)
            } else {
                files.fault(
                    entry.path,
                    "only folders of units may lie here",
                    "move it into a unit's folder, or out of the contact tree"
                )
            }
        }
        if directory.units.isEmpty, log.faults.isEmpty {
            files.fault(
                root,
                "the contact tree holds no unit",
                "make one with `tocsin init`, or a folder with a `unit.yaml` in it"
            )
        }
        directory.people = units.people.people
        dutyFiles.hours = units.hours
        dutyFiles.groups = units.groups.duty
        dutyFiles.rosterGroups = units.groups.rosterGroups
        duty = dutyFiles.calendar(of: directory, by: zones, log: log)
        directory.duty = duty
        for group in units.groups.rosterGroups {
            guard let roster = duty.groups[group.unit + "/" + group.name]?.roster else { continue }
            let seats = duty.everybody(of: roster).map { Seat(holder: $0) }
            directory.units[group.unit]?.groups[group.name] = Group(seats: seats, roster: roster)
        }
        directory.version = digest.text
    }

    /// Checks what the files say about each other.
    func checkTree() {
        // Where something could not be read, a name that leads nowhere may be the name of that.
        let isWholeTreeKnown = isEveryFileThere && units.isComplete
        let (people, groups) = (units.people.places, units.groups)
        let meanings = Meanings(of: directory)
        let plans = PlanUse.all(plans, in: directory)
        let names = NameCheck(directory: directory, plans: plans, meanings: meanings, log: log)
        names.checkSpelling()
        if isWholeTreeKnown {
            names.run()
            names.checkClashes(people: people, groups: groups.places)
            for plan in plans {
                PlanCheck(use: plan, directory: directory, log: log).run()
                OpeningCheck(use: plan, directory: directory, log: log).run()
                OnDutyCheck(use: plan, directory: directory, duty: duty, log: log).run()
                HintCheck(use: plan, directory: directory, warnings: warnings).run()
            }
        }
        let known = PersonCheck(
            people: directory.people,
            meanings: meanings,
            isWholeTreeKnown: isWholeTreeKnown,
            log: log
        )
        SeatCheck(seats: groups.seats, people: known, log: log).run()
        for name in dutyFiles.names { known.check(name) }
        LanguageCheck(texts: texts, log: log).run()
        guard log.faults.isEmpty else { return }
        ReachCheck(people: directory.people, places: people, senders: senders, root: root, warnings: warnings).run()
    }

    /// The values of a YAML file.
    func document(_ file: FileSet.Entry) -> YAMLValue? {
        guard let content = files.content(of: file),
            let root = YAMLDocument.root(of: file.path, content: content, log: log)
        else { return nil }
        digest.add(String(file.path.dropFirst(self.root.count)))
        digest.add(root)
        return root
    }

    private func readUnit(_ folder: FileSet.Entry, above: Unit?, depth: Int) {
        guard Spelling.isID(folder.name) else {
            isEveryFileThere = false
            let (what, remedy) = Spelling.fault(ofID: folder.name, "is not an id of a unit")
            return files.fault(folder.path, what, remedy)
        }
        guard depth <= ConfigLimits.depthOfUnits, directory.units.count < ConfigLimits.units else {
            isEveryFileThere = false
            return files.fault(
                folder.path,
                "there are too many units, or they lie too deep",
                "keep to \(ConfigLimits.units) units and \(ConfigLimits.depthOfUnits) levels"
            )
        }
        guard let entries = files.entries(of: folder) else { return isEveryFileThere = false }
        let unit = readUnitFile(folder, above: above, file: entries.first { $0.isFile("unit.yaml") })
        directory.units[unit.path] = unit
        for entry in entries where !entry.isFile("unit.yaml") {
            switch (entry.kind, entry.name) {
            case (.folder, "plans"): readPlans(entry, of: unit)
            case (.folder, "changes"): readChanges(entry, of: unit)
            case (.folder, _): readUnit(entry, above: unit, depth: depth + 1)
            case (.file, "rosters.yaml"): readRosters(entry, of: unit)
            case (.file, _): StrangeFiles(files: files).refuse(entry, inPlans: false, beside: entries)
            }
        }
    }

    private func readUnitFile(_ folder: FileSet.Entry, above: Unit?, file: FileSet.Entry?) -> Unit {
        let path = (above?.path ?? "") + "/" + folder.name
        let blank = Unit(
            path: path,
            name: LocalizedText(folder.name),
            timeZone: above?.timeZone ?? "UTC",
            language: above?.language ?? "en"
        )
        guard let file else {
            isEveryFileThere = false
            files.fault(folder.path, "the folder has no `unit.yaml`", "add one with `name: …`, or move the folder away")
            return blank
        }
        guard let root = document(file) else {
            isEveryFileThere = false
            return blank
        }
        let item = Item(name: "unit.yaml", owner: Place(file: file.path, line: 1, column: 1), value: root, log: log)
        return units.unit(item, blank: blank, isTop: above == nil)
    }

    private func readPlans(_ folder: FileSet.Entry, of unit: Unit) {
        guard let entries = files.entries(of: folder) else { return }
        if entries.count > ConfigLimits.plansInUnit {
            files.fault(folder.path, "there are too many plans", "keep to \(ConfigLimits.plansInUnit) in a unit")
            return
        }
        for entry in entries {
            guard entry.kind == .file, entry.name.hasSuffix(".yaml") else {
                StrangeFiles(files: files).refuse(entry, inPlans: true, beside: entries)
                continue
            }
            let name = String(entry.name.dropLast(5))
            guard Spelling.isID(name) else {
                let (what, remedy) = Spelling.fault(ofID: name, "is not an id of a plan")
                files.fault(entry.path, what, remedy)
                continue
            }
            guard let root = document(entry) else { continue }
            let owner = Place(file: entry.path, line: 1, column: 1)
            let item = Item(name: entry.name, owner: owner, value: root, log: log)
            guard let file = PlanReader(named: name, in: unit.path, texts: texts, log: log).plan(item) else { continue }
            plans.append(file)
            directory.units[unit.path]?.plans[name] = file.plan
        }
    }
}
