import Access
import Foundation
import TestSupport
import Testing
import Text

@Suite("Access tokens")
struct AccessTokensTests {
    @Test func `a token that was made is found with its role, and nothing else is`() throws {
        let folder = try TemporaryFolder()
        let tokens = AccessTokens(directory: folder.path)
        let token = try tokens.create(name: "gate", role: .reporter, person: "a", at: 5)
        let found = try #require(tokens.find(token))
        #expect(found.name == "gate" && found.role == .reporter && found.person == "a" && found.created == 5)
        for other in ["", "tcs_", token + "x", String(token.dropLast()), String(token.dropFirst(4)), found.digest] {
            #expect(tokens.find(other) == nil)
        }
        #expect(token.hasPrefix("tcs_") && token.utf8.count == 47)
    }

    @Test func `the file holds no token, and nobody else may read it`() throws {
        let folder = try TemporaryFolder()
        let tokens = AccessTokens(directory: folder.path)
        let token = try tokens.create(name: "gate", role: .admin, person: nil, at: 5)
        #expect(!folder.read("tokens.json").contains(token.dropFirst(4)))
        #expect(folder.read("tokens.json").contains("gate"))
        #expect(try folder.mode("tokens.json") == 0o600)
        #expect(try folder.mode("tokens.json.lock") == 0o600)
        #expect(folder.files == ["tokens.json", "tokens.json.lock"])
    }

    @Test func `a token is stored before it is shown, and taken back where that fails`() throws {
        struct Unseen: Error {}
        let folder = try TemporaryFolder()
        let tokens = AccessTokens(directory: folder.path)
        let token = try tokens.create(name: "gate", role: .admin, person: nil, at: 5) { shown in
            #expect(AccessTokens(directory: folder.path).find(shown)?.name == "gate")
        }
        #expect(throws: Unseen.self) {
            try tokens.create(name: "lost", role: .admin, person: nil, at: 5) { _ in throw Unseen() }
        }
        #expect(tokens.all().map(\.name) == ["gate"] && tokens.find(token) != nil)
        // Nothing is shown of what cannot be stored.
        try FileManager.default.removeItem(atPath: folder.path + "/tokens.json.lock")
        try FileManager.default.createDirectory(
            atPath: folder.path + "/tokens.json.lock",
            withIntermediateDirectories: false
        )
        let fault = #expect(throws: AccessError.self) {
            try tokens.create(name: "desk", role: .admin, person: nil, at: 5) { _ in Issue.record("it was shown") }
        }
        #expect(
            fault?.description.contains(folder.path + "/tokens.json.lock cannot be opened") == true,
            "\(fault as Any)"
        )
        #expect(throws: AccessError.self) { try tokens.revoke(name: "gate") }
    }

    @Test func `a folder that is not there is made for its owner alone`() throws {
        let folder = try TemporaryFolder()
        let tokens = AccessTokens(directory: folder.path + "/data")
        _ = try tokens.create(name: "gate", role: .admin, person: nil, at: 5)
        #expect(try folder.mode("data") == 0o700)
    }

    @Test func `a name is given once, until it is taken back`() throws {
        let folder = try TemporaryFolder()
        let tokens = AccessTokens(directory: folder.path)
        let first = try tokens.create(name: "gate", role: .reporter, person: nil, at: 1)
        #expect(throws: AccessError.self) { try tokens.create(name: "gate", role: .admin, person: nil, at: 2) }
        #expect(tokens.all().map(\.role) == [.reporter])
        try tokens.revoke(name: "gate")
        #expect(tokens.find(first) == nil)
        #expect(throws: AccessError.self) { try tokens.revoke(name: "gate") }
        let second = try tokens.create(name: "gate", role: .admin, person: nil, at: 3)
        #expect(tokens.find(second)?.role == .admin && tokens.find(first) == nil)
    }

    @Test func `what one instance changes, another one beside it sees`() throws {
        let folder = try TemporaryFolder()
        let (server, command) = (AccessTokens(directory: folder.path), AccessTokens(directory: folder.path))
        var made: [String] = []
        for index in 0..<20 {
            made.append(try command.create(name: "t\(index)", role: .responder, person: nil, at: 1))
            #expect(server.all().count == index + 1)
        }
        #expect(made.allSatisfy { server.find($0) != nil })
        try command.revoke(name: "t3")
        #expect(server.all().count == 19)
        #expect(server.find(made[3]) == nil)
    }

    @Test func `every change raises the one version, whoever makes it`() throws {
        let folder = try TemporaryFolder()
        let (server, command) = (AccessTokens(directory: folder.path), AccessTokens(directory: folder.path))
        #expect(server.version() == 0)
        _ = try command.create(name: "gate", role: .reporter, person: nil, at: 1)
        #expect(server.version() == 1)
        _ = try server.create(name: "desk", role: .admin, person: nil, at: 1)
        #expect(command.version() == 2)
        try command.revoke(name: "gate")
        #expect(server.version() == 3)
        #expect(throws: AccessError.self) { try command.revoke(name: "gate") }
        #expect(server.version() == 3, "what was refused changed nothing")
    }

    @Test func `a token is good at once, also right after the file was looked at`() throws {
        let folder = try TemporaryFolder()
        let (server, command) = (AccessTokens(directory: folder.path), AccessTokens(directory: folder.path))
        for index in 0..<20 {
            #expect(server.find(AccessTokens.prefix + "unknown") == nil)
            let made = try command.create(name: "t\(index)", role: .responder, person: nil, at: 1)
            #expect(server.find(made)?.name == "t\(index)")
        }
    }

    @Test func `two that change the file at once lose nothing`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    let tokens = AccessTokens(directory: path)
                    for index in 0..<10 {
                        _ = try? tokens.create(name: "\(worker)-\(index)", role: .reporter, person: nil, at: 1)
                    }
                }
            }
        }
        #expect(AccessTokens(directory: path).all().count == 40)
    }

    @Test func `a damaged file keeps the tokens that were known and is never written over`() throws {
        let folder = try TemporaryFolder()
        let tokens = AccessTokens(directory: folder.path)
        let token = try tokens.create(name: "gate", role: .reporter, person: nil, at: 1)
        #expect(tokens.all().count == 1)
        let whole = folder.read("tokens.json")
        try folder.write(String(whole.dropLast(9)), to: "tokens.json")
        #expect(tokens.all().map(\.name) == ["gate"])
        #expect(tokens.find(token) != nil)
        #expect(throws: AccessError.self) { try tokens.create(name: "x", role: .admin, person: nil, at: 2) }
        #expect(folder.read("tokens.json") == String(whole.dropLast(9)))
        #expect(try tokens.check()?.contains("is damaged") == true && tokens.trouble()?.contains("put it back") == true)
        let started = AccessTokens(directory: folder.path)
        #expect(started.find(token) == nil, "nobody gets in by a file that cannot be read")
        try folder.write(whole, to: "tokens.json")
        #expect(tokens.all().count == 1)
        let mended = AccessTokens(directory: folder.path)
        #expect(mended.find(token) != nil && mended.trouble() == nil)
    }

    @Test func `a file that is there but cannot be read is not taken for an empty one`() throws {
        let folder = try TemporaryFolder()
        let tokens = AccessTokens(directory: folder.path)
        let token = try tokens.create(name: "gate", role: .reporter, person: nil, at: 1)
        #expect(tokens.find(token) != nil)
        try FileManager.default.removeItem(atPath: folder.path + "/tokens.json")
        try FileManager.default.createDirectory(
            atPath: folder.path + "/tokens.json",
            withIntermediateDirectories: false
        )
        #expect(tokens.all().map(\.name) == ["gate"])
        #expect(throws: AccessError.self) { try tokens.create(name: "x", role: .admin, person: nil, at: 2) }
    }

    @Test func `roles are written as words`() {
        #expect(Role.allCases.map(\.rawValue) == ["reporter", "responder", "operator", "auditor", "admin"])
    }
}

@Suite("The master secret")
struct MasterSecretTests {
    @Test func `it is made once, for its owner alone`() throws {
        let folder = try TemporaryFolder()
        let first = try MasterSecret.load(directory: folder.path)
        #expect(first.count == 1 && first[0].count == 32)
        #expect(try MasterSecret.load(directory: folder.path) == first)
        #expect(try folder.mode("answer.key") == 0o600)
        let other = try TemporaryFolder()
        #expect(try MasterSecret.load(directory: other.path) != first)
    }

    @Test func `several are read in their order`() throws {
        let folder = try TemporaryFolder()
        let secrets = [[UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 40)]
        try folder.write(secrets.map(Base64URL.encode).joined(separator: "\n") + "\n", to: "answer.key")
        #expect(try MasterSecret.load(directory: folder.path) == secrets)
    }

    @Test(arguments: ["", "\n", "short", "AAAA", "not base64!", String(repeating: "A", count: 43) + "\nx", "\u{0}"])
    func `a damaged one is refused and left as it is`(content: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(content, to: "answer.key")
        #expect(throws: AccessError.self) { try MasterSecret.load(directory: folder.path) }
        #expect(folder.read("answer.key") == content)
    }

    @Test func `one that cannot be read is not replaced`() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path + "/answer.key", withIntermediateDirectories: false)
        #expect(throws: AccessError.self) { try MasterSecret.load(directory: folder.path) }
    }

    @Test func `a file is replaced as a whole, for its owner alone, and leaves nothing behind`() throws {
        let folder = try TemporaryFolder()
        try folder.write("old and long", to: "x")
        let content = Data("new".utf8)
        try DurableFile.write(content, to: folder.path + "/x")
        #expect(folder.read("x") == "new" && folder.files == ["x"])
        #expect(try folder.mode("x") == 0o600)
        #expect(throws: (any Error).self) { try DurableFile.write(content, to: folder.path + "/none/x") }
    }
}

@Suite("Base64 for URLs")
struct Base64URLTests {
    @Test func `everything is read back, and only what was written`() {
        var dice = Dice(2)
        for length in 0..<70 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &dice) }
            let text = Base64URL.encode(bytes)
            #expect(Base64URL.decode(text) == bytes)
            #expect(!text.contains { "+/= \n".contains($0) })
            #expect(Base64URL.decode(text + "=") == nil && Base64URL.decode(text + "\n") == nil)
        }
        #expect(Base64URL.decode("AB") == nil, "the last bits must be zero")
        #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
    }

    @Test(arguments: [0o644, 0o660, 0o604, 0o700])
    func `secrets that others may read or change are refused with what to do`(mode: Int) throws {
        let folder = try TemporaryFolder()
        for name in ["answer.key", "tokens.json"] {
            try folder.write("[]", to: name, mode: mode)
            let fault = try #require(PrivateFile.fault(folder.path + "/" + name))
            #expect(fault.contains("mode \(String(mode, radix: 8))") && fault.contains("chmod 0600"))
        }
        #expect(throws: AccessError.self) { try AccessTokens(directory: folder.path).check() }
        #expect(throws: AccessError.self) { try MasterSecret.load(directory: folder.path) }
    }

    @Test func `a link and another user's file are refused, mode 0640 and a file that is not there are not`() throws {
        let folder = try TemporaryFolder()
        try folder.write("[]", to: "real", mode: 0o640)
        let path = folder.path + "/tokens.json"
        #expect(PrivateFile.fault(path) == nil && PrivateFile.fault(folder.path + "/real") == nil)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: folder.path + "/real")
        #expect(PrivateFile.fault(path)?.contains("is a link") == true)
        guard geteuid() == 0 else { return }
        let other: [FileAttributeKey: Any] = [.ownerAccountID: NSNumber(value: 4_242)]
        try FileManager.default.setAttributes(other, ofItemAtPath: folder.path + "/real")
        #expect(PrivateFile.fault(folder.path + "/real")?.contains("another user") == true)
        // Root may use the commands beside the server of another user, and what it writes stays that user's.
        try FileManager.default.setAttributes(other, ofItemAtPath: folder.path)
        #expect(PrivateFile.fault(folder.path + "/real") == nil)
        #expect(PrivateFile.fault(ofDirectory: folder.path)?.contains("another user") == true)
        try FileManager.default.removeItem(atPath: path)
        _ = try AccessTokens(directory: folder.path).create(name: "gate", role: .admin, person: nil, at: 1)
        #expect(PrivateFile.owner(of: path) == 4_242 && PrivateFile.owner(of: path + ".lock") == 4_242)
    }

    @Test func `a data directory that others may look into is refused`() throws {
        let folder = try TemporaryFolder()
        for (mode, isSound) in [(0o700, true), (0o750, false), (0o701, false), (0o755, false)] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.path)
            #expect((PrivateFile.fault(ofDirectory: folder.path) == nil) == isSound, "\(String(mode, radix: 8))")
        }
        #expect(PrivateFile.fault(ofDirectory: folder.path + "/none") == nil)
    }
}
