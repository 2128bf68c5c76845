/// A step in a YAML text, as libyaml reads it.
package struct YAMLEvent: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case streamStart
        case streamEnd
        case documentStart(hasDirectives: Bool)
        /// Whether `...` ends it.
        case documentEnd(isWritten: Bool)
        case alias
        case scalar(String, isPlain: Bool)
        case listStart
        case listEnd
        case mapStart
        case mapEnd
    }

    package var kind: Kind
    /// Of a value: whether it has an anchor.
    package var hasAnchor = false
    /// Of a value: whether it has a tag.
    package var hasTag = false
    /// Of a list or a map: whether it stands between brackets or braces.
    package var isFlow = false
    /// Of a value with an anchor or a tag: where the first of them begins.
    package var start: YAMLMark
    package var end: YAMLMark

    /// Characters of a value that stands in one line; 0 for one of several.
    package var span: Int { start.line == end.line ? end.index - start.index : 0 }
}

/// A place in a YAML text.
package struct YAMLMark: Hashable, Sendable {
    /// Counted from 0 in Unicode scalars.
    package var index: Int
    /// Counted from 1.
    package var line: Int
    /// Counted from 1 in Unicode scalars.
    package var column: Int

    package init(index: Int, line: Int, column: Int) {
        self.index = index
        self.line = line
        self.column = column
    }
}

/// Why a text is not YAML, in libyaml's own words.
package struct YAMLFailure: Error, Hashable, Sendable {
    package var problem: String
    package var mark: YAMLMark
    /// What was being read, and where that began.
    package var context: String
    package var contextMark: YAMLMark
}
