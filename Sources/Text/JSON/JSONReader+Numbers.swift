extension JSONReader {
    /// Reads a number; plain integers without any conversion of text.
    mutating func number() throws(JSONFault) -> JSONValue {
        let start = position
        let isNegative = byte == UInt8(ascii: "-")
        if isNegative { position += 1 }
        guard isDigit else { throw fault("a digit must stand here") }
        var value: Int64 = 0
        var fits = true
        let leadsWithZero = byte == UInt8(ascii: "0")
        let firstDigit = position
        while isDigit {
            let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow2) = tenfold.addingReportingOverflow(Int64(byte &- 0x30))
            if overflow || overflow2 { fits = false }
            value = sum
            position += 1
        }
        if leadsWithZero, position - firstDigit > 1 {
            throw JSONFault(offset: firstDigit, what: "a number may not begin with 0")
        }
        let isWhole = byte != UInt8(ascii: ".") && byte | 0x20 != UInt8(ascii: "e")
        if isWhole, fits, !(isNegative && value == 0) { return .integer(isNegative ? -value : value) }
        return .number(try fraction(from: start))
    }

    private var isDigit: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private mutating func fraction(from start: Int) throws(JSONFault) -> Double {
        if byte == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if byte | 0x20 == UInt8(ascii: "e") {
            position += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        let written = String(decoding: bytes[start..<position], as: UTF8.self)
        guard position - start <= limits.numberBytes, let number = Double(written), number.isFinite else {
            throw JSONFault(offset: start, what: "the number is out of range")
        }
        return number
    }

    private mutating func digits() throws(JSONFault) {
        guard isDigit else { throw fault("a digit must stand here") }
        while isDigit { position += 1 }
    }
}
