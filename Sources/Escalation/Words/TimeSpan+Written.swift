extension TimeSpan {
    /// Reads `90s`, `5m`, `1h30m`, `3d`: whole numbers with a unit each, larger units first; `nil` for anything else.
    package init?(written text: String) {
        var total: Int64 = 0
        var digits = ""
        var units: Substring = "dhms"
        for character in text {
            if character.isASCII, character.isNumber {
                digits.append(character)
                guard digits.count <= 9 else { return nil }
            } else if character == " " {
                guard digits.isEmpty, total > 0 else { return nil }
            } else {
                guard let size = Self.size(of: character), let index = units.firstIndex(of: character),
                    let count = Int64(digits)
                else { return nil }
                units = units[units.index(after: index)...]
                total += count * size
                digits = ""
            }
        }
        guard digits.isEmpty, units.count < 4, !text.hasSuffix(" ") else { return nil }
        self.init(milliseconds: total)
    }

    private static func size(of unit: Character) -> Int64? {
        switch unit {
        case "d": 86_400_000
        case "h": 3_600_000
        case "m": 60_000
        case "s": 1_000
        default: nil
        }
    }
}
