import Testing

@Suite struct `E-mail addresses` {
    @Test(arguments: [
        "lin.yue@town.example", "a@b.example", "duty+night@town.example", "o'neil_1@sub.town.example",
        "root@localhost", "x@xn--fiqs8s.example",
    ])
    func `an address in plain ASCII is accepted`(address: String) throws {
        #expect(try SmallTree.withAddress("{email: \"\(address)\"}").faults() == [])
    }

    @Test func `a domain in another script is told as it goes over the wire`() throws {
        let faults = try SmallTree.withAddress("{email: \"ada@städte.example\"}").faults()
        #expect(faults.count == 1 && faults[0].contains("`ada@xn--stdte-hra.example`"), "\(faults)")
    }

    @Test(arguments: [
        "lin.yue", "@town.example", "lin.yue@", "lin..yue@town.example", ".lin@town.example", "lin.@town.example",
        "lin yue@town.example", "lin@yue@town.example", "lin@town", "lin@-town.example", "lin@town..example",
        "lin@127.0.0.1", "<lin@town.example>", "Lin <lin@town.example>", "lin@town.example,he@town.example",
        "lin@town.example\\nBcc: he@town.example", "lin@town.example\\r", "林@town.example", "lin@镇.example",
        "lin@town.example ", "lin@[127.0.0.1]", "lin@town_hall.example",
    ])
    func `anything a mail header could misread is refused at its place`(address: String) throws {
        let faults = try SmallTree.withAddress("{email: \"\(address)\"}").faults()
        #expect(faults.count == 1)
        #expect(faults.first?.hasPrefix("Contacts/town/unit.yaml:5:48: ") == true, "\(faults)")
    }
}
