import NIOCore
import NIOHTTP1

/// Refuses heads that two servers could understand differently, where the parser does not.
///
/// HTTP/1.1 asks for exactly one Host (RFC 9112 §3.2); a second one is how a request is smuggled past a proxy.
/// HTTP/1.0 knows no expectations, so that `Expect` is taken out of its requests (RFC 9110 §10.1.1). What a client says of the
/// connection, in whatever list and letters, becomes the one `close` at which Hummingbird closes it behind the answer; HTTP/1.0
/// says that by saying nothing (RFC 9112 §9.3).
final class HeadCheck: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private var isBroken = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isBroken else { return }
        guard case .head(var head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        guard Self.isClear(head) else {
            isBroken = true
            return context.fireErrorCaught(HTTPParserError.invalidHeaderToken)
        }
        let isOld = head.version == .http1_0
        let isLast = Self.isLast(head)
        guard isLast || isOld && head.headers.contains(name: "expect") else { return context.fireChannelRead(data) }
        if isOld { head.headers.remove(name: "expect") }
        if isLast { head.headers.replaceOrAdd(name: "connection", value: "close") }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    /// Whether the client wants no answer beyond that to this request.
    private static func isLast(_ head: HTTPRequestHead) -> Bool {
        var (isClosing, isKept) = (false, head.version != .http1_0)
        for (name, value) in head.headers where name.utf8.count == 10 && name.lowercased() == "connection" {
            for option in value.lowercased().split(separator: ",") {
                switch option.drop(while: isBlank).prefix(while: { !isBlank($0) }) {
                case "close": isClosing = true
                case "keep-alive": isKept = true
                default: break
                }
            }
        }
        return isClosing || !isKept
    }

    private static func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }

    private static func isClear(_ head: HTTPRequestHead) -> Bool {
        var hosts = 0
        for (name, _) in head.headers where name.utf8.count == 4 && name.lowercased() == "host" { hosts += 1 }
        return hosts == 1 || hosts == 0 && head.version == .http1_0
    }
}
