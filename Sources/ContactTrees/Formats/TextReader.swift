import ConfigFiles
import Escalation

/// Reads texts for people and the languages of a tree, and keeps which must exist in which.
final class TextReader {
    /// A text given by language.
    struct Use {
        var name: String
        var languages: Set<String>
        var place: Place
    }

    private(set) var uses: [Use] = []
    /// The languages in use, each with whoever uses it first.
    private(set) var languages: [String: String] = [:]

    /// A text that people read: one text, or a map by language.
    func localized(_ item: Item?, atMost limit: Int, multiline: Bool = false) -> LocalizedText? {
        guard let item else { return nil }
        let remedy = "write a text, or one for each language: `{en: …, zh-Hans: …, zh-Hant: …}`"
        guard case .map = item.value.content else {
            if case .text(let text, isQuoted: false) = item.value.content, Spelling.beginsWithLanguage(text) {
                item.misspelt("`\(item.name)` is a text that begins with a language", remedy)
                return nil
            }
            let text = multiline ? item.lines(atMost: limit, remedy) : item.line(atMost: limit, remedy)
            return text.map { LocalizedText(trimmed($0)) }
        }
        guard let entries = item.entries(remedy, atMost: Spelling.languages.count) else { return nil }
        var texts: [String: String] = [:]
        for (language, item) in entries {
            guard Spelling.languages.contains(language) else {
                let question = Suggestion.question(language, among: Spelling.languages).map { $0 + " " } ?? ""
                let list = Spelling.languages.joined(separator: ", ")
                item.keyMisspelt("`\(language)` is not a language known here", "\(question)write one of \(list)")
                continue
            }
            let text = multiline ? item.lines(atMost: limit, remedy) : item.line(atMost: limit, remedy)
            texts[language] = text.map(trimmed)
        }
        let written = Set(entries.map(\.key))
        uses.append(Use(name: item.name, languages: written, place: item.owner))
        return texts.isEmpty ? nil : LocalizedText(texts: texts)
    }

    /// A language of messages; goes on the list of those that every text must exist in.
    func language(_ item: Item?, of user: String) -> String? {
        guard let language = item?.word(among: Spelling.languages) else { return nil }
        if languages[language] == nil { languages[language] = user }
        return language
    }

    private func trimmed(_ text: String) -> String {
        let blank: (Character) -> Bool = { $0.isWhitespace || $0.isNewline }
        return String(text.drop(while: blank).reversed().drop(while: blank).reversed())
    }
}
