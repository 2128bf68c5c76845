import Dispatching
import Escalation
import HTTPAPI
import Synchronization
import Testing

@Suite("Reads beside reports", .timeLimit(.minutes(2)))
struct ReaderTests {
    @Test func `slow reads hold up no report and no answer`() async throws {
        let slow = Mutex<SlowStore?>(nil)
        let make: (MemoryStore) -> any Readings = { memory in
            let made = SlowStore(memory)
            slow.withLock { $0 = made }
            return made
        }
        try await TestServer.run(seen: make) { server in
            let store = try #require(slow.withLock { $0 })
            let id = try await server.file()
            let token = try server.token(id, "lin-yue")
            try await withThrowingTaskGroup(of: Int.self) { group in
                // More than there are threads of any kind.
                for _ in 0..<24 {
                    group.addTask { try await server.request("GET", "/v1/incidents/\(id)", as: "operator").status }
                }
                while store.held < APILimits.readers { try await Task.sleep(for: .milliseconds(5)) }
                for _ in 0..<8 { #expect(try await server.file() > id) }
                #expect(store.held == APILimits.readers, "no read has ended meanwhile")
                let body = #"{"person": "lin-yue", "answer": "seen"}"#
                let path = "/v1/incidents/\(id)/answers"
                #expect(try await server.request("POST", path, as: "operator", body: body).status == 200)
                #expect(try await server.request("GET", "/health/live").status == 200)
                _ = token
                store.open(24)
                for try await status in group { #expect(status == 200) }
            }
        }
    }
}
