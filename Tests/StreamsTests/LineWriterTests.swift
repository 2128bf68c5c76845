import Foundation
import Streams
import SystemPackage
import Testing

/// A log whose reader stands still, goes away, or whose disk is full.
@Suite(.timeLimit(.minutes(10))) struct LineWriterTests {
    private static let line = String(repeating: "x", count: 99)

    /// How many bytes a pipe takes that nobody reads.
    private static func capacity(of pipe: FileDescriptor) -> Int {
        let size = fcntl(pipe.rawValue, 1032 /* F_GETPIPE_SZ */)
        return size > 0 ? Int(size) : 65_536
    }

    private static func writer(_ file: FileDescriptor, limit: Int = LineWriter.bytesHeld) -> LineWriter {
        LineWriter(file, name: "test", limit: limit) { "dropped \($0)" }
    }

    @Test func `lines arrive whole and in their order`() throws {
        let pipe = try FileDescriptor.pipe()
        let writer = Self.writer(pipe.writeEnd)
        let texts = (0..<50).map { "\($0) " + String(repeating: "y", count: $0 * 20) }
        for text in texts { writer.add(text) }
        writer.finish(within: 120_000)
        let count = texts.reduce(0) { $0 + $1.utf8.count + 1 }
        #expect(try Self.read(pipe.readEnd, count).split(separator: "\n").map(String.init) == texts)
        #expect(writer.dropped == 0)
    }

    @Test func `nobody waits for a reader that stands still, and what is missing is said where it is missing`() throws {
        let pipe = try FileDescriptor.pipe()
        let isFull = try pipe.writeEnd.writeAll([UInt8](repeating: 0x0A, count: Self.capacity(of: pipe.writeEnd)))
        let writer = Self.writer(pipe.writeEnd, limit: 10_000)
        // A line that waited for the reader would wait for ever.
        for _ in 0..<5_000 { writer.add(Self.line) }
        let dropped = writer.dropped
        #expect(dropped > 4_800, "the ring holds 10,000 bytes: \(dropped)")
        // At its end the process does not wait for long either.
        writer.finish(within: 50)

        let kept = 5_000 - dropped
        _ = try Self.read(pipe.readEnd, isFull)
        // Each time the thread takes what is there it says how many are missing up to then.
        let lines = try Self.lines(pipe.readEnd) { Self.missing($0) == dropped && $0.count >= kept }
        #expect(Self.missing(lines) == dropped)
        #expect(lines.last?.hasPrefix("dropped ") == true)
        #expect(lines.filter { $0 == Self.line }.count == kept)
        #expect(lines.allSatisfy { $0 == Self.line || $0.hasPrefix("dropped ") })
        writer.add("after it")
        #expect(try Self.read(pipe.readEnd, 9) == "after it\n")
    }

    @Test func `a reader that is gone ends nothing, and one that comes back gets what was held`() throws {
        try StandardStreams.begin()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tocsin-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let made = unsafe mkfifo(folder + "/log", 0o600)
        #expect(made == 0)
        // Both ends at once, as a pipe without a reader cannot be opened for writing alone.
        let first = try FileDescriptor.open(FilePath(folder + "/log"), .readWrite)
        let file = try FileDescriptor.open(FilePath(folder + "/log"), .writeOnly)
        try first.close()
        let writer = Self.writer(file)
        writer.add("said to nobody")
        writer.finish(within: 120_000)
        let second = try FileDescriptor.open(FilePath(folder + "/log"), .readOnly)
        #expect(try Self.read(second, 15) == "said to nobody\n")
        #expect(writer.dropped == 0)
    }

    @Test func `a disk that is full, and a descriptor that is closed, end nothing and hold nothing up`() throws {
        let files = [
            try FileDescriptor.open(FilePath("/dev/full"), .writeOnly),
            try FileDescriptor.open(FilePath("/dev/null"), .readOnly),
        ]
        for file in files {
            let writer = Self.writer(file, limit: 1_000)
            for _ in 0..<100 { writer.add(Self.line) }
            let start = ContinuousClock.now
            writer.finish(within: 300_000)
            #expect(ContinuousClock.now - start < .seconds(100))
            #expect(writer.dropped == 90)
        }
    }

    @Test func `a descriptor that does not block gets every byte once`() throws {
        let pipe = try FileDescriptor.pipe()
        let set = fcntl(pipe.writeEnd.rawValue, F_SETFL, O_NONBLOCK)
        #expect(set == 0)
        let writer = Self.writer(pipe.writeEnd)
        let texts = (0..<300).map { "\($0) " + String(repeating: "z", count: 900) }
        for text in texts { writer.add(text) }
        let count = texts.reduce(0) { $0 + $1.utf8.count + 1 }
        #expect(try Self.read(pipe.readEnd, count).split(separator: "\n").map(String.init) == texts)
    }

    /// How many lines are missing, as the lines say.
    private static func missing(_ lines: [String]) -> Int {
        lines.reduce(0) { $0 + ($1.hasPrefix("dropped ") ? Int($1.dropFirst(8)) ?? 0 : 0) }
    }

    /// Reads whole lines until they are all there.
    private static func lines(_ file: FileDescriptor, until isAll: ([String]) -> Bool) throws -> [String] {
        var text = ""
        while true {
            text += try read(file, 1)
            guard text.hasSuffix("\n") else { continue }
            let lines = text.split(separator: "\n").map(String.init)
            if isAll(lines) { return lines }
        }
    }

    private static func read(_ file: FileDescriptor, _ count: Int) throws -> String {
        let handle = FileHandle(fileDescriptor: file.rawValue, closeOnDealloc: false)
        var data = Data()
        while data.count < count, let piece = try handle.read(upToCount: count - data.count) { data += piece }
        return String(decoding: data, as: UTF8.self)
    }
}
