import Access
import Foundation
import TestSupport
import Testing

@Suite("Keys of calendar feeds")
struct FeedKeyTests {
    private static let roster = "/town/duty-roster"

    private func make(_ tokens: AccessTokens, _ name: String = "wall") throws -> String {
        try tokens.createFeed(name: name, roster: Self.roster, at: 5) { _ in }
    }

    @Test func `a key of 32 letters opens its own roster, and is no access token`() throws {
        let folder = try TemporaryFolder()
        let tokens = AccessTokens(directory: folder.path)
        let key = try make(tokens)
        let found = try #require(tokens.feed(key))
        #expect(found.name == "wall" && found.roster == Self.roster && found.created == 5)
        #expect(key.utf8.count == 32 && key.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) })
        #expect(tokens.find(key) == nil && tokens.find(AccessTokens.prefix + key) == nil && tokens.all().isEmpty)
        for other in ["", key + "x", String(key.dropLast()), String(key.reversed()), found.digest] {
            #expect(tokens.feed(other) == nil)
        }
        let token = try tokens.create(name: "desk", role: .admin, person: nil, at: 5)
        #expect(tokens.feed(token) == nil && tokens.feed(String(token.suffix(32))) == nil)
        #expect(tokens.feeds().map(\.name) == ["wall"] && tokens.all().map(\.name) == ["desk"])
    }

    @Test func `only its digest is kept`() throws {
        let folder = try TemporaryFolder()
        let key = try make(AccessTokens(directory: folder.path))
        #expect(!folder.read("tokens.json").contains(key) && folder.read("tokens.json").contains(Self.roster))
    }

    @Test func `it is revoked by its name, which nothing else has, also by another instance`() throws {
        let folder = try TemporaryFolder()
        let (server, command) = (AccessTokens(directory: folder.path), AccessTokens(directory: folder.path))
        let key = try make(command)
        #expect(server.feed(key) != nil)
        #expect(throws: AccessError.self) { try command.create(name: "wall", role: .admin, person: nil, at: 5) }
        _ = try command.create(name: "desk", role: .admin, person: nil, at: 5)
        #expect(throws: AccessError.self) { try make(command, "desk") }
        try command.revoke(name: "wall")
        #expect(server.feeds().isEmpty && server.feed(key) == nil && server.all().map(\.name) == ["desk"])
    }

    @Test func `one that could not be shown is taken back`() throws {
        struct Unseen: Error {}
        let folder = try TemporaryFolder()
        let tokens = AccessTokens(directory: folder.path)
        #expect(throws: Unseen.self) {
            try tokens.createFeed(name: "wall", roster: Self.roster, at: 5) { _ in throw Unseen() }
        }
        #expect(tokens.feeds().isEmpty)
    }

    @Test func `a file from before there were feeds is read as it is`() throws {
        let folder = try TemporaryFolder()
        let tokens = AccessTokens(directory: folder.path)
        let token = try tokens.create(name: "desk", role: .admin, person: nil, at: 5)
        let older = folder.read("tokens.json").replacing(#","feeds":[]"#, with: "")
        #expect(older != folder.read("tokens.json"))
        try folder.write(older, to: "tokens.json")
        #expect(AccessTokens(directory: folder.path).find(token)?.name == "desk")
    }
}
