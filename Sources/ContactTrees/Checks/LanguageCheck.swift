import ConfigFiles

/// Checks that a text given by language exists in every language that somebody in the tree uses.
struct LanguageCheck {
    let texts: TextReader
    let log: FaultLog

    /// Reports everything at fault.
    func run() {
        for use in texts.uses {
            let missing = texts.languages.keys.filter { !use.languages.contains($0) }.sorted()
            guard let first = missing.first, let user = texts.languages[first] else { continue }
            let list = missing.joined(separator: ", ")
            log.add(
                use.place,
                "`\(use.name)` has no text in \(list) (the language of \(user))",
                "add `\(first): …`, or write one text for everybody"
            )
        }
    }
}
