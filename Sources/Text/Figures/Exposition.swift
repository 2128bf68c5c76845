/// Figures in Prometheus' text form, version 0.0.4: for each its help, its type and its values.
package struct Exposition: Sendable {
    package enum Kind: String, Sendable {
        case counter
        case gauge
        case histogram
    }

    package private(set) var text = ""

    package init() {}

    /// One figure without labels.
    ///
    /// - Parameters:
    ///   - kind: a counter only grows, a gauge goes both ways.
    ///   - name: of letters, digits and `_`.
    ///   - help: one sentence for whoever reads it.
    ///   - value: what it is now.
    package mutating func add(_ kind: Kind, _ name: String, _ help: String, _ value: Int) {
        begin(kind, name, help)
        line(name, value: "\(value)")
    }

    /// One span of time, in seconds.
    ///
    /// - Parameters:
    ///   - name: ends in `_seconds`.
    ///   - help: one sentence for whoever reads it.
    ///   - milliseconds: the span.
    package mutating func seconds(_ name: String, _ help: String, milliseconds: Int64) {
        begin(.gauge, name, help)
        line(name, value: "\(Double(milliseconds) / 1_000)")
    }

    /// A figure by the values of one label.
    ///
    /// - Parameters:
    ///   - kind: a counter only grows, a gauge goes both ways.
    ///   - name: of letters, digits and `_`.
    ///   - help: one sentence for whoever reads it.
    ///   - label: the label's name.
    ///   - rows: each value of the label, and the figure there; may be none.
    package mutating func add(_ kind: Kind, _ name: String, _ help: String, by label: String, _ rows: [(String, Int)]) {
        begin(kind, name, help)
        for (labelled, value) in rows { line(name, (label, labelled), value: "\(value)") }
    }

    /// How often something was so large.
    ///
    /// - Parameters:
    ///   - name: of letters, digits and `_`.
    ///   - help: one sentence for whoever reads it.
    ///   - bounds: the upper ends of all buckets but the last, which has none.
    ///   - counts: of each bucket by itself; one more than there are bounds.
    ///   - sum: of all sizes.
    package mutating func histogram(_ name: String, _ help: String, bounds: [Int], counts: [Int], sum: Int) {
        begin(.histogram, name, help)
        var total = 0
        for (bound, count) in zip(bounds.map(String.init) + ["+Inf"], counts) {
            total += count
            line(name + "_bucket", ("le", bound), value: "\(total)")
        }
        line(name + "_sum", value: "\(sum)")
        line(name + "_count", value: "\(total)")
    }

    private mutating func begin(_ kind: Kind, _ name: String, _ help: String) {
        text += "# HELP \(name) \(Self.escaped(help))\n# TYPE \(name) \(kind.rawValue)\n"
    }

    private mutating func line(_ name: String, _ label: (name: String, value: String)? = nil, value: String) {
        text += name
        if let label {
            text += "{\(label.name)=\"\(Self.escaped(label.value).replacing("\"", with: "\\\""))\"}"
        }
        text += " \(value)\n"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }
}
