import ConfigFiles
import Foundation

/// A unit's name as people write it, and the id that is made of it.
enum UnitName {
    /// What an id begins with where the name gives none.
    private static let usual = "office"

    /// Whether a contact tree can have it: one line that people can see.
    static func isRight(_ name: String) -> Bool {
        name.contains { !$0.isWhitespace } && name.count <= ConfigLimits.charactersInName
            && Spelling.acting(in: name, multiline: false) == nil && Spelling.unseen(in: name, isForPeople: true) == nil
    }

    /// Lower-case words with hyphens: `Harbour Office` is `harbour-office`, `河畔镇政府` is `he-pan-zhen-zheng-fu`.
    static func id(of name: String) -> String {
        let latin = name.applyingTransform(.toLatin, reverse: false) ?? name
        let plain = latin.applyingTransform(.stripDiacritics, reverse: false) ?? latin
        let words = plain.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        var id = ""
        for word in words.drop(while: { $0.first?.isLetter != true }) {
            let longer = id.isEmpty ? String(word) : id + "-" + word
            guard longer.utf8.count <= ConfigLimits.charactersInID else { break }
            id = longer
        }
        return Spelling.isID(id) && !isTaken(id) ? id : usual
    }

    /// Whether a folder of that name means something else in a contact tree, or beside one.
    static func isTaken(_ id: String) -> Bool { ["plans", "changes", "templates"].contains(id) }
}
