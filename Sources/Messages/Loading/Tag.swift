import ConfigFiles

/// A part of one line of a template, before sections are matched.
enum TemplateToken {
    case text(String)
    case tag(Tag)
    case lineBreak

    /// What stands between `{{` and `}}`.
    struct Tag {
        enum Kind: Character {
            case word = " "
            case section = "#"
            case inverted = "^"
            case end = "/"
            case partial = ">"
            case comment = "!"
        }

        var kind: Kind
        var name: String
        var place: Place
        /// Whether nothing but tags that print nothing stands in its line.
        var isAlone = false

        /// Whether a line that holds nothing else disappears.
        var isStructure: Bool { kind != .word }

        /// The tag as it is written.
        var written: String { kind == .word ? "{{\(name)}}" : "{{\(kind.rawValue)\(name)}}" }
    }
}
