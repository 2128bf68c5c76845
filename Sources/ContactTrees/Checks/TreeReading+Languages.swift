import ConfigFiles

extension TreeReading {
    /// Checks that a text given by language exists in every language that somebody in the tree uses.
    func checkLanguages() {
        for use in claims.texts {
            let missing = claims.languages.keys.filter { !use.languages.contains($0) }.sorted()
            guard let first = missing.first, let user = claims.languages[first] else { continue }
            let list = missing.joined(separator: ", ")
            log.add(
                use.place,
                "`\(use.name)` has no text in \(list) (the language of \(user))",
                "add `\(first): …`, or write one text for everybody"
            )
        }
    }
}
