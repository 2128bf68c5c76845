/// What gives the words of a template their values.
protocol TemplateValues {
    /// The value, cleaned; empty when there is none. A list is never asked for here.
    func value(of word: TemplateVariable) -> String

    /// Renders `pieces` once for each entry of a list; returns whether there was any.
    func forEach(of list: TemplateVariable, append: (any TemplateValues) -> Void) -> Bool
}

extension TemplateValues {
    func forEach(of list: TemplateVariable, append: (any TemplateValues) -> Void) -> Bool { false }
}
