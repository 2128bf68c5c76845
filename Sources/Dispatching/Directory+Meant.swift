package import Escalation

extension Directory {
    /// The people whom somebody means by what is no id: by a name in any of its languages, or by an id in other letters.
    ///
    /// - Parameter written: what stands where an id belongs.
    /// - Returns: their ids, in order.
    package func people(meantBy written: String) -> [PersonID] {
        let wanted = Self.plain(written)
        guard !wanted.isEmpty else { return [] }
        return people.values.filter { person in
            Self.plain(person.id) == wanted || person.name.texts.values.contains { Self.plain($0) == wanted }
        }.map(\.id).sorted()
    }

    private static func plain(_ text: String) -> String {
        text.lowercased().filter { !$0.isWhitespace }
    }
}
