import Escalation

/// What a template left out of a message that must not go without it.
enum TemplateGap: Error, Hashable {
    case noTitle
    case noText
    case unmarkedTitle
    case unmarkedText

    var what: String {
        switch self {
        case .noTitle: "the title is empty"
        case .noText: "the text is empty"
        case .unmarkedTitle: "the title of a drill does not begin with its mark"
        case .unmarkedText: "the text of a drill does not begin with its mark"
        }
    }

    /// The same as it goes on record.
    var gap: TemplateFault.Gap {
        switch self {
        case .noTitle: .noTitle
        case .noText: .noText
        case .unmarkedTitle: .unmarkedTitle
        case .unmarkedText: .unmarkedText
        }
    }

    var remedy: String {
        switch self {
        case .noTitle: "write {{title}} in it"
        case .noText: "write what happened and {{link}}"
        case .unmarkedTitle, .unmarkedText: "begin it with {{drill}}"
        }
    }

    var isInTitle: Bool { self == .noTitle || self == .unmarkedTitle }
}
