import Foundation

/// A contact tree with one unit, `/yard`, and one plan, `storm`.
struct Tree {
    /// People: an id and its addresses in YAML, such as `{log: ann}`; `ann zh-Hans` says the language too.
    var people: KeyValuePairs<String, String>
    /// The lines below `groups:`.
    var groups: String
    /// The lines below `responses:`.
    var responses: String
    /// Further lines of the plan.
    var plan = ""
    /// The unit's zone.
    var zone = "UTC"
    /// Instead of all this: a tree as it is.
    var folder: String?

    /// The repository's example.
    static let example = Tree(people: [:], groups: "", responses: "", folder: Place.contacts)

    /// Ann, with Bob as her deputy, is asked, then Cy; where nobody answers, Dee is told.
    ///
    /// Everybody has a log of their own name.
    static func usual(
        step: String = "2s",
        ann: String = "{log: ann}",
        cy: String = "{log: cy}",
        rank: String = "IV",
        repeats: String = ""
    ) -> Tree {
        Tree(
            people: ["ann": ann, "bob": "{log: bob}", "cy": cy, "dee": "{log: dee}"],
            groups: """
                duty: {seats: [{role: duty officer, holder: ann, deputies: [bob]}]}
                leaders: {members: [cy]}
                office: {members: [dee]}
                """,
            responses: """
                \(rank):
                  steps:
                    - {ask: [duty], within: \(step), deputies: after_timeout}
                    - {ask: [leaders], within: \(step)}
                  \(repeats)
                """,
            plan: "severity: {default: \(rank)}"
        )
    }

    func write(to folder: Folder) throws {
        if let example = self.folder {
            try FileManager.default.copyItem(atPath: example, toPath: folder.path + "/Contacts")
            return
        }
        try folder.write(unitText, to: "Contacts/yard/unit.yaml")
        try folder.write(planText, to: "Contacts/yard/plans/storm.yaml")
    }

    private var unitText: String {
        let people = people.map { key, addresses in
            let words = key.split(separator: " ")
            let language = words.count > 1 ? "language: \(words[1]), " : ""
            return "  \(words[0]): {name: \(words[0].capitalized), \(language)addresses: [\(addresses)]}"
        }
        return """
            name: Yard
            time_zone: \(zone)
            language: en
            people:
            \(people.joined(separator: "\n"))
            groups:
            \(groups.indented(by: 2))

            """
    }

    private var planText: String {
        """
        name: Storm
        responses:
        \(responses.indented(by: 2))
        fallback: [office]
        \(plan)

        """
    }
}

extension String {
    /// Every line moved to the right.
    func indented(by count: Int) -> String {
        split(separator: "\n").map { String(repeating: " ", count: count) + $0 }.joined(separator: "\n")
    }
}
