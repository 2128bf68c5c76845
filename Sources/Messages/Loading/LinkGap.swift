/// Under what circumstances a template leaves out the link, found in the template itself and not by an example.
struct LinkGap {
    /// Words that every message that asks has a value for; sections of other words may be there or not.
    private static let certain: Set<TemplateVariable> = [
        .rank, .title, .unit, .plan, .number, .reported, .status, .source, .reader, .link, .kind, .age, .count, .rule,
        .incidents,
    ]

    /// The words on whose value the link depends, with whether they have one.
    private(set) var circumstances: [TemplateVariable: Bool]

    /// Looks for a way through the pieces on which no link stands.
    ///
    /// It is `nil` when the link is always there.
    ///
    /// - Parameters:
    ///   - pieces: of the text of a message that asks, or of a digest.
    ///   - known: whether words have a value, where that is certain.
    init?(in pieces: [Piece], where known: [TemplateVariable: Bool] = [:]) {
        let start = known.merging(Self.certain.map { ($0, true) }) { $1 }
        guard let found = Self.way(through: pieces.reversed(), start) else { return nil }
        circumstances = found.filter { start[$0.key] == nil }
    }

    /// Words such as ` without \`drill\``; empty when the link is never there.
    var words: String {
        let list = circumstances.sorted { $0.key.rawValue < $1.key.rawValue }.map { word, isThere in
            "\(isThere ? "with" : "without") `\(word.rawValue)`"
        }
        return list.isEmpty ? "" : " " + list.joined(separator: " and ")
    }

    /// What words have a value on a way without a link through `work`, the pieces that are still to come, the next one last.
    private static func way(through work: [Piece], _ known: [TemplateVariable: Bool]) -> [TemplateVariable: Bool]? {
        var work = work
        guard let piece = work.popLast() else { return known }
        let (word, inner, isInverted): (TemplateVariable, [Piece], Bool)
        switch piece {
        case .word(.link): return nil
        case .text, .word: return way(through: work, known)
        case .section(let of, let pieces): (word, inner, isInverted) = (of, pieces, false)
        case .inverted(let of, let pieces): (word, inner, isInverted) = (of, pieces, true)
        }
        guard inner.contains(where: mentionsLink) else { return way(through: work, known) }
        // Each of a digest's incidents has its own words, and needs its own link.
        if word == .incidents, !isInverted { return LinkGap(in: inner)?.circumstances }
        let shown = work + inner.reversed()
        if let isThere = known[word] { return way(through: isThere != isInverted ? shown : work, known) }
        return way(through: work, known.merging([word: isInverted]) { $1 })
            ?? way(through: shown, known.merging([word: !isInverted]) { $1 })
    }

    private static func mentionsLink(_ piece: Piece) -> Bool {
        switch piece {
        case .text: false
        case .word(let word): word == .link
        case .section(_, let inner), .inverted(_, let inner): inner.contains(where: mentionsLink)
        }
    }
}
