import NIOCore
import NIOHTTP1

/// Refuses heads that two servers could understand differently, where the parser does not.
///
/// HTTP/1.1 asks for exactly one Host (RFC 9112 §3.2); a second one is how a request is smuggled past a proxy.
final class HeadCheck: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private var isBroken = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isBroken else { return }
        if case .head(let head) = unwrapInboundIn(data), !Self.isClear(head) {
            isBroken = true
            return context.fireErrorCaught(HTTPParserError.invalidHeaderToken)
        }
        context.fireChannelRead(data)
    }

    private static func isClear(_ head: HTTPRequestHead) -> Bool {
        var hosts = 0
        for (name, _) in head.headers where name.utf8.count == 4 && name.lowercased() == "host" { hosts += 1 }
        return hosts == 1 || hosts == 0 && head.version == .http1_0
    }
}
