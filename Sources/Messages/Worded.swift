/// Words that are said in the language of their reader.
package protocol Worded {
    var language: Language { get }
}

extension Worded {
    /// Says one thing in the reader's language.
    ///
    /// - Parameters:
    ///   - english: as an English reader has it.
    ///   - simplified: in simplified Chinese characters.
    ///   - traditional: in traditional ones, with the words that are used there.
    /// - Returns: one of the three.
    package func pick(_ english: String, _ simplified: String, _ traditional: String) -> String {
        switch language {
        case .english: english
        case .simplifiedChinese: simplified
        case .traditionalChinese: traditional
        }
    }
}
