import NIOCore

/// Tells how many bytes came in, before anything is made of them.
final class ByteWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let onBytes: (Int) -> Void

    init(onBytes: @escaping (Int) -> Void) {
        self.onBytes = onBytes
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        onBytes(unwrapInboundIn(data).readableBytes)
        context.fireChannelRead(data)
    }
}
