import Dispatching
import Foundation
import StoreSQLite
import Testing

/// A data directory has one holder at a time.
@Suite struct SQLiteLockTests {
    @Test func `a second store in this process is refused and told by whom`() throws {
        try StoreKind.withFolder { folder in
            let first = try SQLiteStore(directory: folder, command: "tocsin serve")
            let process = ProcessInfo.processInfo.processIdentifier
            let text = """
                the data directory \(folder) is in use by process \(process) (tocsin serve); stop it, or name another --data
                """
            #expect(throws: StoreError.inUse(text)) { try SQLiteStore(directory: folder) }
            try first.commit(.opening([Samples.row(1)]))
        }
    }

    @Test func `another process is kept out while the store lives and let in afterwards`() throws {
        try StoreKind.withFolder { folder in
            do {
                let store = try SQLiteStore(directory: folder)
                #expect(try run("flock", "--nonblock", folder + "/tocsin.lock", "true") == 1)
                _ = try store.begin()
            }
            #expect(try run("flock", "--nonblock", folder + "/tocsin.lock", "true") == 0)
        }
    }

    @Test func `a store is refused while another process holds the folder, and taken once that one is killed`() throws {
        try StoreKind.withFolder { folder in
            do { _ = try SQLiteStore(directory: folder) }
            let other = Process()
            other.executableURL = URL(filePath: "/usr/bin/env")
            // flock hands the lock on to the program that takes its place.
            other.arguments = ["flock", "--no-fork", folder + "/tocsin.lock", "sleep", "60"]
            try other.run()
            while try run("flock", "--nonblock", folder + "/tocsin.lock", "true") == 0 {}
            #expect(throws: StoreError.self) { try SQLiteStore(directory: folder) }
            kill(other.processIdentifier, SIGKILL)
            other.waitUntilExit()
            _ = try SQLiteStore(directory: folder)
        }
    }

    @Test func `a child process does not keep the folder when the store is gone`() throws {
        try StoreKind.withFolder { folder in
            let child = Process()
            do {
                let store = try SQLiteStore(directory: folder)
                child.executableURL = URL(filePath: "/usr/bin/env")
                child.arguments = ["sleep", "60"]
                try child.run()
                _ = try store.begin()
            }
            defer {
                kill(child.processIdentifier, SIGKILL)
                child.waitUntilExit()
            }
            _ = try SQLiteStore(directory: folder)
        }
    }

    private func run(_ arguments: String...) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
