import Dispatching
import Escalation
import Foundation
import Testing

@Suite("The offset of the wall clock")
struct ClockOffsetTests {
    @Test func `a file moves the wall clock and leaves the boot clock alone`() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("offset-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        let (usual, moved) = (SystemClock(offset: nil), SystemClock(offset: ClockOffset(file: file)))
        let contents: [(String, TimeSpan)] = [
            ("", .zero), ("86400000\n", .days(1)), (" -86400000", .days(-1)), ("x", .zero),
        ]
        for (content, span) in contents {
            try content.write(toFile: file, atomically: true, encoding: .utf8)
            let (before, shifted, after) = (usual.now(), moved.now(), usual.now())
            #expect((before.wall + span...after.wall + span).contains(shifted.wall))
            #expect(abs((shifted.boot - before.boot).milliseconds) < 60_000)
        }
        try FileManager.default.removeItem(atPath: file)
        #expect(moved.now().wall - usual.now().wall < .seconds(10))
    }

    @Test func `a usual process has none`() {
        #expect(ClockOffset.ofThisProcess?.file == nil)
    }
}
