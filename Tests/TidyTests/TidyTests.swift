import Testing

/// Rules about the source text that neither compiler nor formatter checks.
@Suite struct TidyTests {
    static let longestFile = 300
    static let longestFunction = 60

    /// A call that is not allowed, where, and what to use instead.
    struct Ban: Sendable {
        var call: String
        var instead: String
        var isAllowed: @Sendable (SourceTree.File) -> Bool = { _ in false }
    }

    static let bans: [Ban] = [
        Ban(call: "try!", instead: "try, with an error that somebody handles"),
        Ban(call: "fatalError(", instead: "preconditionFailure with the broken rule, or a thrown error"),
        Ban(call: "Task.sleep(", instead: "a deadline of the ledger, or a continuation") {
            $0.path.contains("/Demo/") || !$0.isSource
        },
        Ban(call: "print(", instead: "Console, or the logger") { $0.target == "tocsin" || !$0.isSource },
        Ban(call: "Date.now", instead: "Clock.now()"),
        Ban(call: "Date()", instead: "Clock.now()") { file in
            ["Dispatching/Clock.swift", "Access/AccessTokens.swift"].contains { file.path.hasSuffix($0) }
                || !file.isSource
        },
        // A server's time is that of its store; the log begins before one is open, and a command acts on its own machine.
        Ban(call: "SystemClock(", instead: "the clock of OpenedStore") { file in
            ["Server/OpenedStore.swift", "Server/ServerLog.swift"].contains { file.path.hasSuffix($0) }
                || file.target == "tocsin" || !file.isSource
        },
        Ban(call: ".randomElement(", instead: "the generator that is handed in") { !$0.isSource },
        Ban(call: "Thread.sleep", instead: "a semaphore with a deadline") { !$0.isSource },
        Ban(call: "usleep(", instead: "a semaphore with a deadline") { !$0.isSource },
        // Foundation's older calls on a FileHandle end the process where these throw.
        Ban(call: "write(Data(", instead: "write(contentsOf:), which throws"),
        Ban(call: "readDataToEndOfFile(", instead: "readToEnd(), which throws"),
        Ban(call: "readData(", instead: "read(upToCount:), which throws"),
        Ban(call: "availableData", instead: "read(upToCount:), which throws") { !$0.isSource },
        Ban(call: "synchronizeFile(", instead: "synchronize(), which throws"),
        Ban(call: "closeFile(", instead: "close(), which throws"),
        Ban(call: "seekToEndOfFile(", instead: "seekToEnd(), which throws"),
        Ban(call: "seek(toFileOffset", instead: "seek(toOffset:), which throws"),
        Ban(call: "truncateFile(", instead: "truncate(atOffset:), which throws"),
        Ban(call: "FileHandle.standardOutput", instead: "Console, or StandardStreams") { !$0.isSource },
        Ban(call: "FileHandle.standardError", instead: "the logger, Console, or StandardStreams") { !$0.isSource },
        Ban(call: "FIXME", instead: "mending it, or an issue"),
        Ban(call: "TODO", instead: "doing it, or an issue"),
    ]

    @Test func `the source tree is found`() {
        #expect(SourceTree.shared.sources.count > 100)
    }

    @Test func `no file is longer than a reader can hold`() {
        for file in SourceTree.shared.sources {
            #expect(
                file.lines.count <= Self.longestFile,
                "\(file): \(file.lines.count) lines; split it by what its parts do"
            )
        }
    }

    @Test func `no function is longer than a page`() {
        for file in SourceTree.shared.sources {
            for function in file.functions where function.length > Self.longestFunction {
                Issue.record("\(file):\(function.line): \(function.length) lines; take a step of it out")
            }
        }
    }

    @Test(arguments: bans.map(\.call)) func `no banned call`(call: String) throws {
        let ban = try #require(Self.bans.first { $0.call == call })
        for file in SourceTree.shared.files where !ban.isAllowed(file) && !file.path.hasPrefix("Tests/TidyTests/") {
            for (number, line) in file.lines.enumerated() where line.code.containsCall(ban.call) {
                Issue.record("\(file):\(number + 1): \(ban.call) is not used here; use \(ban.instead)")
            }
        }
    }

    @Test func `unsafe code stands in the faces of C libraries only`() {
        for file in SourceTree.shared.sources where !["Curl", "LibYAML", "Postgres"].contains(file.target) {
            for (number, line) in file.lines.enumerated() where line.code.containsWord("unsafe") {
                Issue.record("\(file):\(number + 1): unsafe belongs in Curl, LibYAML or Postgres")
            }
        }
    }

    @Test func `the core imports nothing`() {
        for file in SourceTree.shared.sources where file.target == "Escalation" {
            #expect(!file.lines.contains { $0.code.containsWord("import") }, "\(file) must not import anything")
        }
    }

    @Test func `what crosses a target says what it is`() {
        for file in SourceTree.shared.sources {
            for line in file.undocumentedTypes {
                Issue.record(
                    "\(file):\(line): a package type, protocol or function with parameters needs a doc comment"
                )
            }
        }
    }
}
