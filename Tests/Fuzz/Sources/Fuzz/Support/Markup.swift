/// Reads our own HTML tag by tag: whatever is put in, only the tags and attributes that the source writes come out.
struct Markup {
    private static let tags: Set<String> = [
        "html", "head", "meta", "title", "link", "body", "main", "header", "section", "footer", "form", "div", "p",
        "h1",
        "h2", "b", "bdi", "br", "span", "a", "dl", "dt", "dd", "ul", "li", "input", "textarea", "button",
    ]
    private static let attributes: Set<String> = [
        "lang", "charset", "name", "content", "rel", "href", "style", "class", "role", "method", "accept-charset",
        "autocomplete", "dir", "type", "value", "rows", "maxlength", "aria-label", "placeholder",
    ]
    private static let entities = ["amp;", "lt;", "gt;", "quot;", "#39;"]

    private var rest: Substring.UTF8View

    static func check(_ page: String) {
        var markup = Markup(rest: page[...].utf8)
        markup.run()
        demand(Checks.isHarmless(page, newline: true, isolates: true), "a page with a character that acts")
    }

    private mutating func run() {
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "<"): tag()
            case UInt8(ascii: ">"): demand(false, "a bare >")
            case UInt8(ascii: "&"): entity()
            default: break
            }
        }
    }

    private mutating func entity() {
        // Byte by byte: a mark that combines with the semicolon belongs to the text behind it.
        let isKnown = Self.entities.contains { rest.starts(with: $0.utf8) }
        demand(isKnown, "a bare & before \(String(Substring(rest.prefix(5))))")
    }

    private mutating func tag() {
        if rest.first == UInt8(ascii: "!") {
            demand(take(while: { $0 != UInt8(ascii: ">") }).lowercased() == "!doctype html", "a declaration")
            _ = rest.popFirst()
            return
        }
        if rest.first == UInt8(ascii: "/") { _ = rest.popFirst() }
        let name = take { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ">") }
        demand(Self.tags.contains(name), "the tag <\(name)>")
        while rest.first == UInt8(ascii: " ") {
            _ = rest.popFirst()
            attribute()
        }
        demand(rest.popFirst() == UInt8(ascii: ">"), "the tag <\(name)> goes on")
    }

    private mutating func attribute() {
        let name = take { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: " ") }
        demand(Self.attributes.contains(name), "the attribute \(name)")
        demand(rest.popFirst() == UInt8(ascii: "="), "the attribute \(name) without a value")
        demand(rest.popFirst() == UInt8(ascii: "\""), "the attribute \(name) without quotes")
        let value = take { $0 != UInt8(ascii: "\"") }
        demand(rest.popFirst() == UInt8(ascii: "\""), "the attribute \(name) is not closed")
        demand(!value.contains("<") && !value.contains(">"), "a tag in the attribute \(name)")
        var inner = Markup(rest: value[...].utf8)
        inner.run()
        guard name == "href" else { return }
        let isOurs = ["https://", "http://", "/", "../a.css?"].contains { value.hasPrefix($0) }
        demand(isOurs, "a link to \(value)")
    }

    private mutating func take(while isPart: (UInt8) -> Bool) -> String {
        let part = rest.prefix(while: isPart)
        rest = rest[part.endIndex...]
        return String(Substring(part))
    }
}
