/// What gives the words of a template their values.
protocol WordSource {
    /// The value, cleaned; empty when there is none. A list is never asked for here.
    func value(of word: Word) -> String

    /// Renders `pieces` once for each entry of a list; returns whether there was any.
    func forEach(of list: Word, append: (any WordSource) -> Void) -> Bool
}

extension WordSource {
    func forEach(of list: Word, append: (any WordSource) -> Void) -> Bool { false }
}
