import Escalation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Closes connections beyond an address's share, and those that send a request too slowly; gives a request that cannot be
/// read a problem document like every other (RELIABILITY §4 S18); and tells a client that waits for a word to send its body
/// (RFC 9110 §10.1.1).
///
/// It costs next to nothing on the usual path: a deadline is only set when a request does not come in one piece.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum Stage {
        /// Nothing has come since the connection began.
        case fresh
        case head
        case body
        case betweenRequests
        /// Answered for the last time; the other side is given a moment to read it.
        case ending
    }

    private let watch: ConnectionWatch
    private var stage = Stage.fresh
    /// The name under which the connection is counted.
    private var counted: String?
    /// Requests whose answer is not complete.
    private var owed = 0
    private var isAnswering = false
    private var isShut = false
    /// Whether the client of the request under way holds its body back until it hears `100 Continue`.
    private var isHeldBack = false
    /// Whether the client wants no answer beyond that to the request that came last.
    private var wantsEnd = false
    /// Whether that request is complete: what follows it is none.
    private var isDeaf = false
    /// Whether the answer under way came before a body that was held back: where the next request would begin is unknown.
    private var isLast = false
    /// Bytes since the last head was complete.
    private var bytes = 0
    private var fault: HTTPParserError?
    private var deadline: Scheduled<Void>?

    init(_ watch: ConnectionWatch) {
        self.watch = watch
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        do {
            let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
            try pipeline.addHandler(ByteWatch { [weak self] count in self?.came(count, context) }, position: .first)
            try pipeline.addHandler(HeadCheck(), position: .before(codec))
        } catch {
            // Without its limits and checks a connection is not served at all.
            watch.cannotGuard(error)
            return context.close(promise: nil)
        }
        if context.channel.isActive { register(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        register(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let counted { watch.left(counted) }
        counted = nil
        cancelDeadline()
        context.fireChannelInactive()
    }

    private func register(_ context: ChannelHandlerContext) {
        guard deadline == nil, counted == nil else { return }
        if let address = context.channel.remoteAddress?.ipAddress {
            switch watch.admit(address) {
            case .uncounted: break
            case .counted(let name): counted = name
            case .refused: return context.close(promise: nil)
            }
        }
        setDeadline(context)
    }

    // MARK: What comes in

    private func came(_ count: Int, _ context: ChannelHandlerContext) {
        bytes += count
        // Also what the parser drops unseen, such as chunk extensions.
        if bytes > APILimits.requestBytes { return context.close(promise: nil) }
        if stage == .fresh || stage == .betweenRequests && !isDeaf { stage = .head }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isLast || isDeaf { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            stage = .body
            owed += 1
            bytes = 0
            isHeldBack = head.headerFields[.expect].map(RequestText.asksForWord) ?? false
            wantsEnd = head.headerFields[.connection] == "close"
            cancelDeadline()
        case .body: isHeldBack = false
        case .end:
            isHeldBack = false
            isDeaf = wantsEnd
            stage = .betweenRequests
            cancelDeadline()
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if deadline == nil, stage == .head || stage == .body { setDeadline(context) }
        context.fireChannelReadComplete()
    }

    /// Whatever makes a request unreadable goes on as the parser's error, which Hummingbird answers in its turn: after
    /// the answers to the requests before it.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !(error is IOError), !(error is ChannelError) else { return context.fireErrorCaught(error) }
        if isDeaf { return }
        let fault = error as? HTTPParserError ?? .unknown
        if self.fault == nil { self.fault = fault }
        context.fireErrorCaught(fault)
    }

    // MARK: What goes out

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isShut else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(var head):
            isAnswering = true
            if isHeldBack, owed == 1 {
                isLast = true
                head.headerFields[.connection] = "close"
                return context.write(wrapOutboundOut(.head(head)), promise: promise)
            }
            guard let fault, head.status == .badRequest, head.headerFields[.contentLength] == "0" else {
                guard wantsEnd, owed == 1 else { break }
                head.headerFields[.connection] = "close"
                return context.write(wrapOutboundOut(.head(head)), promise: promise)
            }
            let problem = Problem(fault)
            watch.refused(problem, from: context.channel.remoteAddress?.ipAddress ?? "unknown")
            return begin(problem, context, promise: promise)
        case .body: break
        case .end:
            isAnswering = false
            if owed > 0 { owed -= 1 }
            guard fault != nil || isLast else { break }
            context.writeAndFlush(data, promise: promise)
            if isLast { context.close(mode: .output, promise: nil) }
            stage = .ending
            return setDeadline(context)
        }
        context.write(data, promise: promise)
    }

    /// The body is wanted: a client that holds it back is told so, once everything before its request is answered.
    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard event is BodyWanted else { return context.triggerUserOutboundEvent(event, promise: promise) }
        promise?.succeed()
        guard isHeldBack, owed == 1, !isAnswering, !isShut else { return }
        isHeldBack = false
        setDeadline(context)
        context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
    }

    private func begin(_ problem: Problem, _ context: ChannelHandlerContext, promise: EventLoopPromise<Void>?) {
        var response = problem.response()
        response.headers[.connection] = "close"
        response.headers[.cacheControl] = "no-store"
        response.headers[.xContentTypeOptions] = "nosniff"
        let bytes = ByteBuffer(bytes: problem.bytes)
        response.headers[.contentLength] = String(bytes.readableBytes)
        let head = HTTPResponse(status: response.status, headerFields: response.headers)
        context.write(wrapOutboundOut(.head(head)), promise: promise)
        context.write(wrapOutboundOut(.body(bytes)), promise: nil)
    }

    // MARK: Deadlines

    private func setDeadline(_ context: ChannelHandlerContext) {
        cancelDeadline()
        let time = stage == .body ? APILimits.bodyTime : APILimits.headTime
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(time.milliseconds)) {
            self.timeIsUp(context)
        }
    }

    private func cancelDeadline() {
        deadline?.cancel()
        deadline = nil
    }

    private func timeIsUp(_ context: ChannelHandlerContext) {
        deadline = nil
        switch stage {
        case .betweenRequests: return
        case .fresh, .ending: return context.close(promise: nil)
        case .head where owed > 0: return setDeadline(context)
        case .head, .body: break
        }
        // Where an answer is under way, a second one would be read as part of it.
        guard owed == (stage == .body ? 1 : 0), !isAnswering else { return context.close(promise: nil) }
        let problem = Problem.tooSlow(stage == .body ? "body" : "header")
        watch.refused(problem, from: context.channel.remoteAddress?.ipAddress ?? "unknown")
        isShut = true
        begin(problem, context, promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
        }
    }
}

extension Problem {
    /// What the parser has against a request.
    fileprivate init(_ fault: HTTPParserError) {
        switch fault {
        case .headerOverflow:
            self.init(
                .headTooLarge,
                "The header has at most \(APILimits.headerBytes) bytes and \(APILimits.headerCount) fields."
            )
        case .invalidVersion: self.init(.malformed, "HTTP/1.1 is spoken here.")
        case .invalidMethod: self.init(.malformed, "The method is not known.")
        case .invalidURL: self.init(.malformed, "The address in the first line is not one.")
        case .invalidContentLength, .unexpectedContentLength, .invalidChunkSize:
            self.init(.malformed, "It is not clear where the body ends.")
        default: self.init(.malformed, "Its first line, header or body is not as RFC 9112 has it.")
        }
    }

    fileprivate static func tooSlow(_ part: String) -> Problem {
        let time = part == "body" ? APILimits.bodyTime : APILimits.headTime
        return Problem(.tooSlow, "The whole \(part) must come within \(time.milliseconds / 1_000) seconds.")
    }
}
