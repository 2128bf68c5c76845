import Foundation
import Text

/// What the file of tokens holds.
struct TokenFile: Decodable {
    var version: Int64
    var tokens: [AccessToken]
    var feeds: [FeedKey]

    private enum CodingKeys: CodingKey {
        case version
        case tokens
        case feeds
    }

    init(version: Int64 = 0, tokens: [AccessToken] = [], feeds: [FeedKey] = []) {
        self.version = version
        self.tokens = tokens
        self.feeds = feeds
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        version = try container.decode(Int64.self, forKey: .version)
        tokens = try container.decode([AccessToken].self, forKey: .tokens)
        feeds = try container.decodeIfPresent([FeedKey].self, forKey: .feeds) ?? []
    }

    /// Reads the file; one that is not there yet is empty.
    ///
    /// - Throws: ``AccessError``.
    static func read(_ path: String) throws -> TokenFile {
        if let fault = PrivateFile.fault(path) { throw AccessError.file(fault) }
        guard let data = FileManager.default.contents(atPath: path) else {
            if !FileManager.default.fileExists(atPath: path) { return TokenFile() }
            throw AccessError.file("\(path) cannot be read; it must belong to the user who runs tocsin")
        }
        do {
            return try JSONDecoder().decode(TokenFile.self, from: data)
        } catch {
            let what = data.isEmpty ? "is empty" : "is damaged: it is not the list of tokens that tocsin wrote"
            throw AccessError.damaged(
                "\(path) \(what); put it back from a backup, or move it away and make the tokens anew (`tocsin token create`); "
                    + "answer links are good without it"
            )
        }
    }

    /// Whether a token or a key of a feed is called so: a name stands for one of them.
    func holds(_ name: String) -> Bool {
        tokens.contains { $0.name == name } || feeds.contains { $0.name == name }
    }

    /// Takes out what fits.
    mutating func remove(name: String? = nil, digest: String? = nil) {
        tokens.removeAll { $0.name == name || $0.digest == digest }
        feeds.removeAll { $0.name == name || $0.digest == digest }
    }

    var json: JSONValue {
        let rows = tokens.map { token in
            JSONValue.object(
                [
                    .init("name", .text(token.name)), .init("role", .text(token.role.rawValue)),
                    .init("digest", .text(token.digest)), .init("created", .integer(token.created)),
                ] + (token.person.map { [.init("person", .text($0))] } ?? [])
            )
        }
        let feeds = feeds.map { feed in
            JSONValue.object([
                .init("name", .text(feed.name)), .init("roster", .text(feed.roster)),
                .init("digest", .text(feed.digest)), .init("created", .integer(feed.created)),
            ])
        }
        return .object([
            .init("version", .integer(version)), .init("tokens", .list(rows)), .init("feeds", .list(feeds)),
        ])
    }
}
