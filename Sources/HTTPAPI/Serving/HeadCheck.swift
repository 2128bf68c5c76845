import NIOCore
import NIOHTTP1

/// Refuses heads that two servers could understand differently, where the parser does not.
///
/// HTTP/1.1 asks for exactly one Host (RFC 9112 §3.2); a second one is how a request is smuggled past a proxy.
/// HTTP/1.0 knows no expectations, so that `Expect` is taken out of its requests (RFC 9110 §10.1.1).
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
        guard head.version == .http1_0, head.headers.contains(name: "expect") else {
            return context.fireChannelRead(data)
        }
        head.headers.remove(name: "expect")
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    private static func isClear(_ head: HTTPRequestHead) -> Bool {
        var hosts = 0
        for (name, _) in head.headers where name.utf8.count == 4 && name.lowercased() == "host" { hosts += 1 }
        return hosts == 1 || hosts == 0 && head.version == .http1_0
    }
}
