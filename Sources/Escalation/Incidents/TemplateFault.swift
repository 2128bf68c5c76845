/// Why a message went out as the fixed plain text instead of its template's.
package struct TemplateFault: Hashable, Codable, Sendable {
    /// What the template left out of a message that must not go without it.
    package enum Gap: String, Hashable, Codable, Sendable, CaseIterable {
        /// There is no such template in any language.
        case noTemplate = "no_template"
        case noTitle = "no_title"
        case noText = "no_text"
        /// The title of a drill does not begin with its mark.
        case unmarkedTitle = "unmarked_title"
        /// The text of a drill does not begin with its mark.
        case unmarkedText = "unmarked_text"
    }

    /// What the template is for: a kind of message, or `digest`.
    package var template: String
    /// The language of the file, as in its name; `nil` where there is none.
    package var language: String?
    package var gap: Gap

    package init(template: String, language: String?, gap: Gap) {
        self.template = template
        self.language = language
        self.gap = gap
    }

    /// The name of the file without its ending, such as `alert.zh-Hans`.
    package var file: String { language.map { "\(template).\($0)" } ?? template }
}
