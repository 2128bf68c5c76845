import HTTPAPI
import NIOCore
import NIOPosix
import Text

/// Sends requests byte for byte, one connection each, so that nothing is mended on the way.
struct RawClient: Sendable {
    let port: Int

    func send(
        _ method: String,
        _ path: String,
        headers: [(String, String)] = [],
        body: [UInt8]? = nil
    ) async throws -> Reply {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if let body { head += "Content-Length: \(body.count)\r\n" }
        return try await raw(Array((head + "\r\n").utf8) + (body ?? []))
    }

    /// Sends bytes as they are and reads until the server closes.
    func raw(_ bytes: [UInt8]) async throws -> Reply {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let received = try await channel.executeThenClose { inbound, outbound in
            try? await outbound.write(ByteBuffer(bytes: bytes))
            var received: [UInt8] = []
            do {
                for try await part in inbound { received.append(contentsOf: part.readableBytesView) }
            } catch {
                // A server that refuses a body may reset the connection after its answer.
            }
            return received
        }
        return Reply(received)
    }
}

/// What a server answered.
struct Reply: Sendable {
    var status = 0
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []

    init(_ bytes: [UInt8]) {
        let end = Self.endOfHead(bytes)
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        guard let first = lines.first else { return }
        status = Int(first.split(separator: " ").dropFirst().first ?? "") ?? 0
        headers = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (parts[0].lowercased(), parts.count > 1 ? parts[1].drop { $0 == " " }.description : "")
        }
        body = Array(bytes[min(end + 4, bytes.count)...])
    }

    private static func endOfHead(_ bytes: [UInt8]) -> Int {
        let mark = Array("\r\n\r\n".utf8)
        return bytes.indices.first { bytes[$0...].prefix(4).elementsEqual(mark) } ?? bytes.count
    }

    subscript(header name: String) -> String? {
        headers.first { $0.name == name.lowercased() }?.value
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    var json: JSONValue {
        (try? JSONReader.read(body)) ?? .null
    }
}

extension JSONValue {
    /// The value of a member; null when there is none.
    subscript(name: String) -> JSONValue {
        guard case .object(let members) = self else { return .null }
        return members.first { $0.name == name }?.value ?? .null
    }

    subscript(position: Int) -> JSONValue {
        guard case .list(let elements) = self, elements.indices.contains(position) else { return .null }
        return elements[position]
    }

    var elements: [JSONValue] {
        if case .list(let elements) = self { elements } else { [] }
    }

    var string: String? {
        if case .text(let text) = self { text } else { nil }
    }
}
