import CCurl
import Glibc

/// The engine's thread: waits for sockets and time limits, feeds libcurl, hands over results.
@safe final class EngineLoop {
    private let inbox: EngineInbox
    private let onTurn: (@Sendable () -> Void)?
    private let multi: UnsafeMutableRawPointer
    private let watch: SocketWatch
    private var queues: HostQueues
    private var workers: MailWorkers
    /// Owns every transfer object: libcurl holds plain pointers to them.
    private var transfers: [Transfer] = []
    private var free: [Int] = []
    /// The next time libcurl wants to be called, in nanoseconds of the monotonic clock.
    private var deadline: UInt64?
    private var targets: [String: TransferTarget] = [:]
    private var done: [(request: TransferRequest, result: TransferResult)] = []
    private var isStopped = false

    init?(inbox: EngineInbox, limits: EngineLimits, onTurn: (@Sendable () -> Void)?) {
        guard let watch = SocketWatch(eventsPerWait: 256), let multi = unsafe curl_multi_init() else { return nil }
        self.inbox = inbox
        self.onTurn = onTurn
        self.watch = watch
        unsafe self.multi = multi
        queues = HostQueues(limits: limits)
        workers = MailWorkers(inbox: inbox)
        setCallbacks(idleConnections: limits.total)
        watch.want(shim_epoll_in, inbox.wakeDescriptor)
    }

    deinit {
        transfers.removeAll()
        unsafe curl_multi_cleanup(multi)
    }

    private func setCallbacks(idleConnections: Int) {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe shim_multi_setopt_long(multi, CURLMOPT_MAXCONNECTS, idleConnections)
        unsafe shim_multi_setopt_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_NOTHING))
        unsafe shim_multi_setopt_pointer(multi, CURLMOPT_SOCKETDATA, context)
        unsafe shim_multi_setopt_pointer(multi, CURLMOPT_TIMERDATA, context)
        unsafe shim_multi_setopt_socket(multi) { _, socket, what, context, _ in
            var wanted: UInt32 = 0
            if what == CURL_POLL_IN || what == CURL_POLL_INOUT { wanted |= shim_epoll_in }
            if what == CURL_POLL_OUT || what == CURL_POLL_INOUT { wanted |= shim_epoll_out }
            unsafe EngineLoop.at(context)?.watch.want(wanted, socket)
            return 0
        }
        unsafe shim_multi_setopt_timer(multi) { _, milliseconds, context in
            let loop = unsafe EngineLoop.at(context)
            loop?.deadline = milliseconds < 0 ? nil : EngineLoop.now() + UInt64(milliseconds) * 1_000_000
            return 0
        }
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> EngineLoop? {
        unsafe context.map { unsafe Unmanaged<EngineLoop>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func now() -> UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Runs until the inbox says stop; then everything left ends as cancelled.
    func run() {
        while !isStopped { turn() }
        cancelAll()
        deliver()
    }

    private func turn() {
        var isWoken = false
        watch.wait(milliseconds: untilDeadline()) { socket, events in
            if socket == inbox.wakeDescriptor {
                isWoken = true
            } else {
                act(on: socket, events: events)
            }
        }
        if isWoken {
            inbox.clear()
            takeInbox()
        }
        // A transfer may fail as soon as it starts: without another round nothing would wake the loop for it.
        repeat {
            runTimers()
            reap()
        } while startWaiting()
        deliver()
    }

    private func takeInbox() {
        let (requests, mails, isStopped) = inbox.take()
        self.isStopped = isStopped
        for request in requests { admit(request) }
        for mail in mails {
            queues.finished(mail.job.target.key)
            workers.finished(mail)
            if mail.result.isOneConnectionTooMany, queues.putBack(mail.job) { continue }
            done.append((mail.job.request, mail.result))
        }
    }

    private func untilDeadline() -> Int32 {
        guard let deadline else { return -1 }
        let now = Self.now()
        guard deadline > now else { return 0 }
        return Int32(clamping: (deadline - now + 999_999) / 1_000_000)
    }

    private func act(on socket: Int32, events: UInt32) {
        var mask: Int32 = 0
        if events & shim_epoll_in != 0 { mask |= CURL_CSELECT_IN }
        if events & shim_epoll_out != 0 { mask |= CURL_CSELECT_OUT }
        if events & shim_epoll_failed != 0 { mask |= CURL_CSELECT_ERR }
        var running: Int32 = 0
        unsafe curl_multi_socket_action(multi, socket, mask, &running)
    }

    private func runTimers() {
        guard let deadline, deadline <= Self.now() else { return }
        self.deadline = nil
        var running: Int32 = 0
        unsafe curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running)
    }

    /// Checks a request and puts it in its host's queue.
    private func admit(_ request: TransferRequest) {
        do throws(TransferFailure) {
            let url: String
            switch request.kind {
            case .http(let web):
                try RequestCheck.check(web)
                url = web.url
            case .smtp(let mail):
                try RequestCheck.check(mail)
                url = mail.url
            }
            queues.append(PreparedTransfer(request: request, target: try target(url)))
        } catch {
            done.append((request, TransferResult(.failed(error))))
        }
    }

    private func target(_ url: String) throws(TransferFailure) -> TransferTarget {
        if let known = targets[url] { return known }
        let target = try TransferTarget(url: url)
        if targets.count >= 4096 { targets.removeAll() }
        targets[url] = target
        return target
    }

    /// Starts what the limits allow; false when there was nothing.
    private func startWaiting() -> Bool {
        let startable = queues.takeStartable()
        for prepared in startable {
            if let mayStart = prepared.request.mayStart, !mayStart() {
                queues.finished(prepared.target.key)
                finish(prepared.request, TransferFailure(.notStarted, words: "it was not allowed to begin"))
                continue
            }
            if case .smtp = prepared.request.kind {
                guard !workers.start(prepared) else { continue }
                queues.finished(prepared.target.key)
                finish(prepared.request, TransferFailure(.cancelled, .noThreads))
                continue
            }
            guard let transfer = freeTransfer() else {
                queues.finished(prepared.target.key)
                finish(prepared.request, TransferFailure(.other(Int(CURLE_OUT_OF_MEMORY.rawValue)), .noMemory))
                continue
            }
            if let failure = transfer.prepare(prepared) {
                release(transfer)
                finish(prepared.request, failure)
            } else {
                unsafe curl_multi_add_handle(multi, transfer.easy)
            }
        }
        return !startable.isEmpty
    }

    private func finish(_ request: TransferRequest, _ failure: TransferFailure) {
        done.append((request, TransferResult(.failed(failure))))
    }

    private func freeTransfer() -> Transfer? {
        if let index = free.popLast() { return transfers[index] }
        guard let transfer = Transfer(index: transfers.count, sessions: MailSessions(), sockets: watch) else {
            return nil
        }
        transfers.append(transfer)
        return transfer
    }

    private func release(_ transfer: Transfer) {
        if let key = transfer.state?.target.key { queues.finished(key) }
        transfer.release()
        free.append(transfer.index)
    }

    /// Takes the finished transfers from libcurl.
    private func reap() {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle else {
                continue
            }
            let code = unsafe shim_message_result(message)
            guard let transfer = unsafe Transfer.at(shim_getinfo_private(easy)), let request = transfer.state?.request
            else { continue }
            done.append((request, transfer.result(code)))
            unsafe curl_multi_remove_handle(multi, easy)
            release(transfer)
        }
    }

    private func cancelAll() {
        let failure = TransferFailure(.cancelled, .stopped)
        reap()
        workers.stop()
        takeInbox()
        for transfer in transfers {
            guard let request = transfer.state?.request else { continue }
            unsafe curl_multi_remove_handle(multi, transfer.easy)
            release(transfer)
            finish(request, failure)
        }
        for prepared in queues.drain() { finish(prepared.request, failure) }
    }

    /// Calls back, once libcurl has its next work.
    private func deliver() {
        guard !done.isEmpty else { return }
        let batch = done
        done = []
        for (request, result) in batch { request.completion(result) }
        onTurn?()
    }
}
