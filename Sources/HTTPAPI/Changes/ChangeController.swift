import Dispatching
import Escalation
import HTTPTypes
import Hummingbird
import Text

/// Absences and overrides that are written into the contact tree by the server.
struct ChangeController {
    private static let timeHint =
        "a day such as 2026-12-01, or a time such as 2026-12-01T08:30 by the clocks of the unit"

    private let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) {
        self.dependencies = dependencies
    }

    var routes: [Route] {
        [
            Route(
                .post,
                "/v1/changes/absence",
                .changeDuty,
                About(
                    "Somebody is absent: a file of `changes/` in their unit, checked with the whole contact tree and in force at once.",
                    takes: .json(.absence),
                    gives: .json(.change)
                ),
                handle: absence
            ),
            Route(
                .post,
                "/v1/changes/override",
                .changeDuty,
                About(
                    "A roster changes for some time: a file of `changes/` in its unit, checked and in force at once.",
                    takes: .json(.override_),
                    gives: .json(.change)
                ),
                handle: override
            ),
            Route(
                .post,
                "/v1/changes/withdraw",
                .changeDuty,
                About(
                    "An absence or override is taken back: its file goes, and what it said with it, at once.",
                    takes: .json(.withdrawal),
                    gives: .json(.change)
                ),
                handle: withdraw
            ),
        ]
    }

    @Sendable
    private func absence(_ call: Call, _ caller: Caller) async throws -> Response {
        let directory = dependencies.directory()
        var fields = try await call.fields()
        let person = person(&fields, "person", of: directory)
        let deputies = people(&fields, "deputies", of: directory)
        let time = time(&fields)
        let reason = fields.prose("reason", isRequired: true)
        let whom = try fields.finished(person, "person")
        let deed = DutyChange.Deed.absence(whom, deputies: deputies, try fields.finished(time, "from"))
        return try await change(deed, by: caller, try fields.finished(reason, "reason"))
    }

    @Sendable
    private func override(_ call: Call, _ caller: Caller) async throws -> Response {
        let directory = dependencies.directory()
        var fields = try await call.fields()
        let roster = roster(&fields, of: directory)
        let added = people(&fields, "add", of: directory)
        let removed = people(&fields, "remove", of: directory)
        let replaced = replaced(&fields, of: directory)
        if added.isEmpty, removed.isEmpty, replaced.isEmpty {
            fields.refuse("replace", "must name who comes in whose place; or name somebody in add or remove")
        }
        let time = time(&fields)
        let reason = fields.prose("reason", isRequired: true)
        let deed = DutyChange.Deed.override(
            try fields.finished(roster, "roster"),
            added: added,
            removed: removed,
            replaced: replaced,
            try fields.finished(time, "from")
        )
        return try await change(deed, by: caller, try fields.finished(reason, "reason"))
    }

    @Sendable
    private func withdraw(_ call: Call, _ caller: Caller) async throws -> Response {
        var fields = try await call.fields()
        let file = fields.text("file", limit: APILimits.nameBytes * 4, isRequired: true)
        if let file, !Self.isChange(file) {
            fields.refuse("file", "must be a file of `changes/`, such as riverside-town/changes/2026-12-01-he-an.yaml")
        }
        let reason = fields.prose("reason", isRequired: true)
        let deed = DutyChange.Deed.withdrawal(try fields.finished(file, "file"))
        return try await change(deed, by: caller, try fields.finished(reason, "reason"))
    }

    private func change(_ deed: DutyChange.Deed, by caller: Caller, _ reason: String) async throws -> Response {
        let change = DutyChange(deed: deed, by: caller.actor, reason: reason)
        switch await dependencies.changeDuty(change) {
        case .accepted(let file, let version): return try .json(["file": file, "version": version])
        case .refused(let faults): throw Problem(refusedTree: faults)
        case .noSuchFile: throw Problem.field("file", "names no file of the contact tree; it may be gone already")
        case .impossible(let why): throw Problem(.conflict, why)
        case .unavailable(let why): throw Problem.unavailable(why)
        }
    }

    // MARK: - Fields

    private func person(_ fields: inout Fields, _ name: String, of directory: Directory) -> PersonID? {
        guard let id = fields.text(name, limit: APILimits.nameBytes, isRequired: true) else { return nil }
        return known(id, name, &fields, of: directory)
    }

    private func known(_ id: String, _ name: String, _ fields: inout Fields, of directory: Directory) -> PersonID? {
        if directory.people[id] != nil { return id }
        fields.refuse(name, "names nobody of the contact tree: \(id); write the id of a person, such as he-an")
        return nil
    }

    private func people(_ fields: inout Fields, _ name: String, of directory: Directory) -> [PersonID] {
        (fields.names(name, isRequired: false) ?? []).enumerated().compactMap {
            known($1, "\(name)[\($0)]", &fields, of: directory)
        }
    }

    private func replaced(_ fields: inout Fields, of directory: Directory) -> [PersonID: PersonID] {
        guard let value = fields.value("replace") else { return [:] }
        guard case .object(let members) = value, (1...APILimits.namesInRequest).contains(members.count) else {
            fields.refuse("replace", "must be an object such as {\"lin-yue\": \"he-an\"}: who goes, and who comes")
            return [:]
        }
        var replaced: [PersonID: PersonID] = [:]
        for member in members {
            let name = "replace.\(member.name.prefix(80))"
            guard case .text(let other) = member.value else {
                fields.refuse(name, "must be a text, not \(member.value.kind)")
                continue
            }
            guard let gone = known(member.name, name, &fields, of: directory),
                let come = known(other, name, &fields, of: directory)
            else { continue }
            replaced[gone] = come
        }
        return replaced
    }

    private func roster(_ fields: inout Fields, of directory: Directory) -> RosterID? {
        guard let id = fields.text("roster", limit: APILimits.nameBytes * 4, isRequired: true) else { return nil }
        if let unit = Directory.parent(of: id), directory.units[unit] != nil, Self.isName(id.dropFirst(unit.count + 1))
        {
            return id
        }
        fields.refuse("roster", "must be a roster with the path of its unit, such as /riverside-town/duty-roster")
        return nil
    }

    private func time(_ fields: inout Fields) -> DutyChange.Time? {
        let written = ["from", "to"].map { name -> String? in
            guard let text = fields.text(name, limit: APILimits.nameBytes, isRequired: true) else { return nil }
            if text.utf8.count <= 32, text.utf8.allSatisfy(Self.mayBeInTime) { return text }
            fields.refuse(name, "must be \(Self.timeHint)")
            return nil
        }
        guard let from = written[0], let to = written[1] else { return nil }
        return DutyChange.Time(from: from, to: to)
    }

    /// Digits and what stands between them; whether it is a time is found where the file is read.
    private static func mayBeInTime(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x3A, 0x54, 0x5A].contains(byte)
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    /// Whether a way below the contact tree is that of a file in `changes/`, by its names alone.
    private static func isChange(_ file: String) -> Bool {
        let parts = file.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[parts.count - 2] == "changes", let last = parts.last, last.hasSuffix(".yaml"),
            !last.hasPrefix(".")
        else { return false }
        return parts.dropLast(2).allSatisfy(isName)
    }
}
