import Yams

/// Turns the parser's nodes into values with places.
struct YAMLConversion {
    let file: String
    /// The places of duplicate keys, which are reported already.
    let dropped: Set<Place>
    let log: FaultLog

    mutating func value(_ node: Node) -> YAMLValue? {
        let place = place(of: node)
        guard node.anchor == nil else {
            log.add(place, "a YAML anchor stands here", "write the value out at each place")
            return nil
        }
        switch node {
        case .scalar(let scalar):
            return YAMLValue(content: content(of: scalar), place: place)
        case .sequence(let sequence):
            return YAMLValue(content: .list(sequence.compactMap { value($0) }), place: place)
        case .mapping(let mapping):
            return YAMLValue(content: .map(mapping.compactMap { pair($0, $1) }), place: place)
        case .alias:
            log.add(place, "a YAML alias stands here", "write the value out")
            return nil
        }
    }

    private mutating func pair(_ key: Node, _ node: Node) -> YAMLValue.Pair? {
        let keyPlace = place(of: key)
        guard !dropped.contains(keyPlace) else { return nil }
        guard case .scalar(let name) = key else {
            log.add(keyPlace, "a key is a list or a map", "write `key: value`, or put the text in quotes")
            return nil
        }
        guard let value = value(node) else { return nil }
        return YAMLValue.Pair(key: name.string, keyPlace: keyPlace, value: value)
    }

    private func content(of scalar: Node.Scalar) -> YAMLValue.Content {
        let isPlain = scalar.style == .plain
        if isPlain, ["", "~", "null", "Null", "NULL"].contains(scalar.string) { return .nothing }
        return .text(scalar.string, isQuoted: !isPlain)
    }

    private func place(of node: Node) -> Place {
        Place(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }
}
