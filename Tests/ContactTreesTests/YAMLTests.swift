import ConfigFiles
import Testing

/// What a file of YAML is read as, or refused for; the broken trees have whole files.
@Suite struct `A file of YAML` {
    private static func read(_ text: String) -> (value: String?, faults: [String]) {
        let log = FaultLog()
        let root = YAMLDocument.root(of: "f", content: Array(text.utf8), log: log)
        return (root.map(written), log.faults.map { "\($0.line):\($0.column): \($0.what)" })
    }

    /// A value in one line, texts as they are, what is in quotes in quotes.
    private static func written(_ value: YAMLValue) -> String {
        switch value.content {
        case .nothing: "-"
        case .text(let text, let isQuoted): isQuoted ? "'\(text)'" : text
        case .list(let values): "[\(values.map(written).joined(separator: " "))]"
        case .map(let pairs): "{\(pairs.map { "\($0.key)=\(written($0.value))" }.joined(separator: " "))}"
        }
    }

    @Test(arguments: [
        ("a: b", "{a=b}"), ("- a\n- b: c\n  d: e\n", "[a {b=c d=e}]"), ("{a: [b, c], d: }", "{a=[b c] d=-}"),
        ("a: ~\nb: null\nc: 'null'\nd: \"\"\n", "{a=- b=- c='null' d=''}"), ("--- \na: b\n...\n", "{a=b}"),
        ("a: |\n  x: y\n  # no comment\nb: >-\n  t\n  u\n", "{a='x: y\n# no comment\n' b='t u'}"),
        ("a: x? y\nb: [what?, why]\n# ? a\nc: d # ? e\n", "{a=x? y b=[what? why] c=d}"),
        ("'a b': \"x\\u4e8b\\ty\"\r\nc: don't\r\n", "{a b='x事\ty' c=don't}"), ("a: b\n  c\n", "{a=b c}"),
        ("a:\n- b\n- c\n", "{a=[b c]}"), ("x: a*b & c!\n", "{x=a*b & c!}"), ("\u{FEFF}a: b", "{a=b}"), ("---", "-"),
    ])
    func `is read`(text: String, value: String) {
        let read = Self.read(text)
        #expect(read.value == value)
        #expect(read.faults.isEmpty, "\(read.faults)")
    }

    @Test(arguments: [
        ("a: \"x\\qy\"\n", ["1:6: a backslash stands here that begins no escape"]),
        ("a: \"x\\u12\"\n", ["1:8: a backslash stands here that begins no escape"]),
        ("a: 'b\nc: d\n", ["1:4: the quote that opens here is never closed"]),
        ("a: \"b\n---\nc: d\n", ["1:4: the quote that opens here is never closed"]),
        ("a:\n\tb: c\n", ["2:1: a tab stands at the beginning of the line"]),
        ("a: |\n \tb\n\tc\n", ["2:2: a tab stands at the beginning of the line"]),
        ("a: b\n\tc\n", ["2:1: a tab stands at the beginning of the line"]),
        ("{a: b}\nc: d\n", ["2:1: nothing more can stand here: the value above is complete"]),
        ("a: *bold* text\n", ["1:4: a YAML alias (`*`) stands here"]),
        ("a: * b\n", ["1:4: a YAML alias (`*`) stands here"]), ("a: & b\n", ["1:4: a YAML anchor (`&`) stands here"]),
        ("a: !no!way b\n", ["1:4: a YAML tag (`!`) stands here"]), ("a: ! b\n", ["1:4: a YAML tag (`!`) stands here"]),
        ("a: !<x b\n", ["1:4: a YAML tag (`!`) stands here"]),
        ("%nothing\na: b\n", ["1:1: a YAML directive stands here"]),
        ("%YAML 1.1\n%YAML 1.1\n---\na: b\n", ["2:1: a YAML directive stands here"]),
        ("%TAG ! tag:x\n---\na: b\n", ["1:1: a YAML directive stands here"]),
        ("a: b\n%c\nd: e\n", ["2:1: a YAML directive stands here"]),
        (
            "&k a: !!int 1\n*x : y\n",
            [
                "1:1: a YAML anchor (`&`) stands here", "1:7: a YAML tag (`!`) stands here",
                "2:1: a YAML alias (`*`) stands here",
            ]
        ),
        ("a: &x !y b\nc: !y &x d\n", ["1:4: a YAML anchor (`&`) stands here", "2:4: a YAML tag (`!`) stands here"]),
        ("a: b\n...\nc: d\n", ["2:1: a second YAML document begins here"]),
        ("a: b\n---\nc: d\n", ["2:1: a second YAML document begins here"]),
        ("? a\n: b\n", ["1:1: a key is marked with `?`"]), ("x: {y: z, ? a : b}\n", ["1:11: a key is marked with `?`"]),
        ("? # why?\n  a\n: b\n", ["1:1: a key is marked with `?`"]),
        ("事: x\n? 人\n: b\n", ["2:1: a key is marked with `?`"]),
        ("x: [a, [b]: c]\n", ["1:8: a key is a list or a map"]), ("{{a: b}: c}\n", ["1:2: a key is a list or a map"]),
        ("<<: {a: b}\n", ["1:1: a merge key stands here"]),
        ("a: b: c\n", ["1:5: a colon stands where no value can follow"]),
        ("a: - b\n", ["1:4: no list can begin here"]),
        ("x: [", ["1:4: the `[` that opens here is not closed (noticed in line 2)"]),
        ("x: [\n", ["1:4: the `[` that opens here is not closed (noticed in line 2)"]),
        ("x: [a,\n# b\n", ["1:4: the `[` that opens here is not closed (noticed in line 3)"]),
        ("x: {\n", ["1:4: the `{` that opens here is not closed (noticed in line 2)"]),
        ("a: {b: c, \n", ["1:4: the `{` that opens here is not closed (noticed in line 2)"]),
        ("a: [b]\nx: [c, {d: [e], f: \n", ["2:8: the `{` that opens here is not closed (noticed in line 3)"]),
        ("- [\n", ["1:3: the `[` that opens here is not closed (noticed in line 2)"]),
        ("a: {b: c\n", ["1:4: the `{` that opens here is not closed (noticed in line 2)"]),
        ("a: [b, c\nd: e\n", ["1:4: the `[` that opens here is not closed (noticed in line 2)"]),
        ("a: b\nc\nd: e\n", ["3:1: a key without a colon stands before this"]),
        ("a: b\n c: d\n", ["2:3: a colon stands where no value can follow"]), ("", ["1:1: the file is empty"]),
        ("# a\n", ["1:1: the file holds comments alone"]),
    ])
    func `is refused where it is wrong`(text: String, faults: [String]) {
        let read = Self.read(text)
        #expect(read.faults == faults)
        #expect(read.value == nil || faults.allSatisfy { $0.contains("a key is a list or a map") })
    }

    @Test(arguments: [
        ("a: 1\n\"\\x61\": 2\n", "{a=1}", ["2:1: the key `a` stands here for the second time (first in line 1)"]),
        (
            "{a: {b: 1, b: 2}, a: 3}", "{a={b=1}}",
            [
                "1:12: the key `b` stands here for the second time (first in line 1)",
                "1:19: the key `a` stands here for the second time (first in line 1)",
            ]
        ),
        (
            "- a: 1\n  a: 2\n- a: 3\n", "[{a=1} {a=3}]",
            [
                "2:3: the key `a` stands here for the second time (first in line 1)"
            ]
        ),
    ])
    func `with a key twice is read with the first, and each is named`(text: String, value: String, faults: [String]) {
        let read = Self.read(text)
        #expect(read.value == value)
        #expect(read.faults == faults)
    }

    @Test func `that makes no sense from a place on keeps the faults before it`() {
        let read = Self.read("a: &x b\nc: 1\nc: 2\nd: {e: f\ng: &y h\n")
        #expect(
            read.faults.map { $0.prefix(30) }
                == [
                    "1:4: a YAML anchor (`&`) stands", "3:1: the key `c` stands here f",
                    "4:4: the `{` that opens here i",
                ].map { $0.prefix(30) }
        )
    }
}
