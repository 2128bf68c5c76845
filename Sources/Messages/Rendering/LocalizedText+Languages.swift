package import Escalation

extension LocalizedText {
    /// What is said in each language that we speak.
    ///
    /// - Parameter say: the text in one of them.
    package init(_ say: (Language) -> String) {
        self.init(texts: Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0.rawValue, say($0)) }))
    }
}
