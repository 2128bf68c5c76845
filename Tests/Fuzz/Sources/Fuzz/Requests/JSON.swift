import Escalation
import Foundation
import Text

@testable import HTTPAPI

extension Fuzzer {
    /// Request bodies as JSON: what is read is JSON to another parser too, and is read the same when written again.
    static let json = Fuzzer("json", longest: 4_096) { bytes in
        let value: JSONValue
        do throws(JSONFault) {
            value = try JSONReader.read(bytes)
        } catch {
            demand((0...bytes.count).contains(error.offset), "a fault at byte \(error.offset) of \(bytes.count)")
            demand(Checks.isHarmless(error.what), "a fault that is not one line: \(error.what)")
            return
        }
        let other = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        demand(other != nil, "taken, but not JSON to Foundation")
        let again = written(value)
        demand((try? JSONReader.read(again)) == value, "read otherwise when written again")
        demand((try? JSONReader.read(again)).map(written) == again, "written otherwise the second time")
        demand(depth(of: value) <= APILimits.json.depth, "deeper than allowed")
    }

    /// A writer that owes nothing to the server's own.
    private static func written(_ value: JSONValue) -> [UInt8] {
        switch value {
        case .null: return Array("null".utf8)
        case .flag(let flag): return Array("\(flag)".utf8)
        case .integer(let number): return Array("\(number)".utf8)
        case .number(let number): return Array("\(number)".utf8)
        case .text(let text): return written(text)
        case .list(let values): return Array("[".utf8) + values.map(written).joined(separator: ",".utf8) + "]".utf8
        case .object(let members):
            let pairs = members.map { written($0.name) + ":".utf8 + written($0.value) }
            return Array("{".utf8) + pairs.joined(separator: ",".utf8) + "}".utf8
        }
    }

    private static func written(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = [0x22]
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: bytes += [0x5C, byte]
            case 0..<0x20: bytes += String(format: "\\u%04x", Int(byte)).utf8
            default: bytes.append(byte)
            }
        }
        return bytes + [0x22]
    }

    private static func depth(of value: JSONValue) -> Int {
        switch value {
        case .list(let values): 1 + (values.map(depth).max() ?? 0)
        case .object(let members): 1 + (members.map { depth(of: $0.value) }.max() ?? 0)
        default: 0
        }
    }
}
