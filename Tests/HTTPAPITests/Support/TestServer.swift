import Access
import ConfigFiles
import Dispatching
import Escalation
import Foundation
import HTTPAPI
import Logging
import Messages
import Record
import ServiceLifecycle
import Synchronization
import Text

/// A whole server on a free port, over a store in memory, with a token of each role.
struct TestServer: Sendable {
    let port: Int
    let store: MemoryStore
    let clock: StandingClock
    let links: AnswerLinks
    let tokens: [String: String]
    let registry: AccessTokens
    let log: KeptLog
    let ledger: LedgerThread
    let client: RawClient
    let routes: [Route]
    /// What the server says of itself; every answer is held against it.
    let description: APIDescription

    /// Starts a server, runs `body`, and stops it.
    static func run<Value: Sendable>(
        rate: ReportRate? = nil,
        publicURL: String = "http://127.0.0.1",
        reload: ReloadResult = .accepted(version: "t2"),
        change: DutyChangeResult = .accepted(file: "yard/changes/2026-12-01-he-an.yaml", version: "t2"),
        directory: Directory = Town.directory,
        proxies: TrustedProxies = .none,
        port: Int = 0,
        clock: StandingClock = StandingClock(),
        seen: (MemoryStore) -> any Readings = { $0 },
        _ body: @Sendable (TestServer) async throws -> Value
    ) async throws -> Value {
        let folder = NSTemporaryDirectory() + "tocsin-http-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let accessTokens = AccessTokens(directory: folder)
        let tokens = try makeTokens(accessTokens)
        let links = AnswerLinks(publicURL: publicURL, ledger: "memory00", masters: [[UInt8](repeating: 7, count: 32)])
        let (store, log, metrics) = (MemoryStore(), KeptLog(), Metrics())
        let ledger = try start(store, log: log, metrics: metrics, links: links, clock: clock)
        defer { ledger.stop() }
        let dependencies = APIDependencies(
            ledger: ledger,
            store: seen(store),
            directory: { directory },
            zones: { .system },
            names: IncidentNames(ledger: "memory00"),
            links: links,
            tokens: accessTokens,
            metrics: metrics,
            clock: clock,
            publicURL: publicURL,
            reload: { reload },
            changeDuty: { _ in change },
            reportRate: rate,
            trustedProxies: proxies,
            logger: log.logger()
        )
        return try await serve(dependencies, port: port) { port in
            let routes = buildRoutes(dependencies)
            return try await body(
                TestServer(
                    port: port,
                    store: store,
                    clock: clock,
                    links: links,
                    tokens: tokens,
                    registry: accessTokens,
                    log: log,
                    ledger: ledger,
                    client: RawClient(port: port),
                    routes: routes,
                    description: APIDescription(document: OpenAPI.value(of: routes, at: publicURL))
                )
            )
        }
    }

    /// One token for each role, and two more: another reporter's, and a responder's who is in the contact tree.
    private static func makeTokens(_ tokens: AccessTokens) throws -> [String: String] {
        var made: [String: String] = [:]
        for role in Role.allCases {
            made[role.rawValue] = try tokens.create(name: role.rawValue, role: role, person: nil, at: 0)
        }
        made["gate"] = try tokens.create(name: "gate", role: .reporter, person: nil, at: 0)
        made["lin"] = try tokens.create(name: "lin", role: .responder, person: "lin-yue", at: 0)
        return made
    }

    private static func start(
        _ store: MemoryStore,
        log: KeptLog,
        metrics: Metrics,
        links: AnswerLinks,
        clock: StandingClock
    ) throws -> LedgerThread {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let templates = try Templates.load(from: "/\(root)/Templates")
        let composer = Composer(
            templates: templates,
            link: links.link(to:for:),
            names: IncidentNames(ledger: "memory00")
        )
        let ledger = LedgerThread(
            channelRouter: ChannelRouter(channels: [WillingChannel()], composer: composer),
            clock: clock,
            broken: { _ in }
        )
        ledger.start(
            try Ledger(
                store: store,
                directory: Town.directory,
                metrics: metrics,
                log: log.logger(),
                random: SystemRandomNumberGenerator(),
                at: clock.now()
            )
        )
        return ledger
    }

    private static func serve<Value: Sendable>(
        _ dependencies: APIDependencies,
        port: Int,
        _ body: @Sendable (Int) async throws -> Value
    ) async throws -> Value {
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let application = buildApplication(dependencies, address: "127.0.0.1", port: port) { listening.yield($0) }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [application], logger: dependencies.logger)
        )
        let running = Task { try await group.run() }
        var port = 0
        for await first in ports {
            port = first
            break
        }
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(port))
        } catch {
            result = .failure(error)
        }
        await group.triggerGracefulShutdown()
        try await running.value
        return try result.get()
    }

    // MARK: What tests do with it

    func request(
        _ method: String,
        _ path: String,
        as role: String? = nil,
        headers: [(String, String)] = [],
        body: String? = nil,
        isDescribed: Bool = true
    ) async throws -> Reply {
        var headers = headers
        if let role, let token = tokens[role] { headers.append(("Authorization", "Bearer \(token)")) }
        if body != nil, !headers.contains(where: { $0.0 == "Content-Type" }) {
            headers.append(("Content-Type", "application/json"))
        }
        // On a busy machine the server may give up a request before its bytes come; nothing was done then.
        for _ in 0..<20 {
            let reply = try await client.send(method, path, headers: headers, body: body.map { Array($0.utf8) })
            guard reply.status != 408 else { continue }
            if isDescribed { description.check(reply, to: method, path) }
            return reply
        }
        throw Trouble(text: "no request came through in time")
    }

    /// Files a report and gives the number of its incident.
    func file(_ json: String = TestServer.report, as role: String = "reporter") async throws -> IncidentID {
        let reply = try await request("POST", "/v1/incidents", as: role, body: json)
        guard reply.status == 201, let id = IncidentNames(ledger: "memory00").id(reply.json["id"].string ?? "") else {
            throw Trouble(text: reply.text)
        }
        return id
    }

    struct Trouble: Error {
        var text: String
    }

    static let report = """
        {"unit": "/riverside-town", "plan": "public-gathering", "title": "Crowd at counter 3",
        "place": "Hall B", "facts": {"people": 25, "armed": false}}
        """

    func incident(_ id: IncidentID) throws -> Incident {
        guard let incident = Incident(replaying: try store.entries(of: id)) else {
            throw Trouble(text: "no incident \(id)")
        }
        return incident
    }

    func token(_ id: IncidentID, _ person: PersonID) throws -> String {
        guard let token = links.token(for: try incident(id), person: person) else { throw Trouble(text: "no link") }
        return token
    }

    /// Everything on record that somebody did; what the clock and the dispatcher add meanwhile is left out.
    func contents() throws -> [RecordEntry] {
        try store.sealed(from: 1, limit: .max).map { try RecordCoding.decode($0.body) }
            .filter { ["person", "token"].contains($0.by.kind) }
    }

    /// Everything that is stored, byte for byte, once all messages have gone out.
    func settledContents() async throws -> [SealedEntry] {
        while store.outboxCount() > 0 { try await Task.sleep(for: .milliseconds(5)) }
        return store.sealed(from: 1, limit: .max)
    }
}
