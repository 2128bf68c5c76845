import Testing
import Text

@Suite struct HarmfulScalarTests {
    static let every: [Unicode.Scalar] = (0...0x10FFFF).compactMap { Unicode.Scalar($0) }

    @Test func `controls, separators, marks of direction and marks of encoding are harmful, and nothing else is`() {
        let harmful: [(ClosedRange<UInt32>, HarmfulScalar)] = [
            (0...0x08, .control), (0x09...0x09, .gap), (0x0A...0x0A, .lineEnd), (0x0B...0x0C, .gap),
            (0x0D...0x0D, .lineEnd), (0x0E...0x1F, .control), (0x7F...0x84, .control), (0x85...0x85, .lineEnd),
            (0x86...0x9F, .control), (0x61C...0x61C, .direction), (0x200E...0x200F, .direction),
            (0x2028...0x2029, .lineEnd), (0x202A...0x202E, .direction), (0x2066...0x206F, .direction),
            (0xFEFF...0xFEFF, .mark), (0xFFF9...0xFFFB, .mark), (0xE0001...0xE0001, .mark),
        ]
        let count = harmful.reduce(0) { $0 + $1.0.count }
        #expect(Self.every.count(where: HarmfulScalar.contains) == count)
        for (range, kind) in harmful {
            #expect(range.allSatisfy { Unicode.Scalar($0).flatMap { HarmfulScalar($0) } == kind }, "\(range)")
        }
    }

    @Test func `every control of Unicode's own list of marks of direction is on it`() {
        #expect(Self.every.allSatisfy { $0.properties.generalCategory != .control || HarmfulScalar.contains($0) })
        #expect(Self.every.allSatisfy { !$0.properties.isBidiControl || HarmfulScalar($0) == .direction })
    }

    @Test func `no text with a harmful character but a line feed passes for a free one`() {
        for scalar in Self.every where HarmfulScalar.contains(scalar) && scalar != "\n" {
            #expect(!HarmfulScalar.isSurelyFree("报\(scalar)，"), "\(scalar.value)")
        }
    }

    @Test(arguments: ["", "plain", "two\nlines", "消防水池水位过低，请立即前往（值班室）。", "Où ça ?"])
    func `ordinary texts are told from their bytes`(text: String) {
        #expect(HarmfulScalar.isSurelyFree(text))
    }
}
